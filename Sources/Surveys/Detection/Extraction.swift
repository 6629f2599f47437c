internal import CSEP
import Foundation
import Rasters
import Settings

/// Background and sources of one piece of an image, by SEP (Barbary 2016,
/// after SExtractor, Bertin & Arnouts 1996).
enum Extraction {
  struct Result {
    var sources: [DetectedSource] = []
    /// Pixels of each source, by their positions in the piece.
    var pixels: [[Int]] = []
    var peaks: [Int] = []
    /// Values without their background, where they were asked for; and the
    /// deviation of noise.
    var values: [Float] = []
    var deviation: Float = 0
  }

  private static let pyramid: [Float] = [1, 2, 1, 2, 4, 2, 1, 2, 1]

  /// `values` row by row, from the lowest on; NaN is no value. A piece
  /// without any has no sources.
  ///
  /// - Parameter keepsValues: fill `Result.values`, NaN where there is none.
  static func run(
    _ values: [Float], width: Int, height: Int, _ options: DetectionSettings, name: String,
    keepsValues: Bool = false
  ) throws -> Result {
    let missing = values.map { $0.isFinite ? UInt8(0) : 1 }
    guard missing.contains(0) else { return Result(values: keepsValues ? values : []) }
    let scale = NoiseScale(values)
    var data = scale.applied(to: values.map { $0.isFinite ? $0 : 0 })
    // Every pixel may be above the threshold.
    sep_set_extract_pixstack(max(300_000, width * height))
    var result = try data.withUnsafeMutableBufferPointer { data in
      try missing.withUnsafeBufferPointer { mask in
        var image = sep_image()
        image.data = UnsafeRawPointer(data.baseAddress)
        image.mask = UnsafeRawPointer(mask.baseAddress)
        image.dtype = SEP_TFLOAT
        image.mdtype = SEP_TBYTE
        image.maskthresh = 0
        (image.w, image.h) = (Int32(width), Int32(height))
        let deviation = try subtractBackground(&image, data.baseAddress, options, name)
        // A constant piece has nothing that stands out.
        guard deviation > 0 else { return Result() }
        image.noiseval = Double(deviation)
        image.noise_type = Int16(SEP_NOISE_STDDEV)
        var result = try extract(&image, options, name)
        result.deviation = deviation
        return result
      }
    }
    scale.undo(&result)
    if keepsValues {
      result.values = zip(scale.undone(data), missing).map { $1 == 0 ? $0 : .nan }
    }
    return result
  }

  private static func check(_ status: Int32, _ name: String) throws {
    guard status != 0 else { return }
    var text = [CChar](repeating: 0, count: 64)
    sep_get_errmsg(status, &text)
    throw Failure("sources of '\(name)' cannot be found: \(FITSHandle.text(text))")
  }

  private static func subtractBackground(
    _ image: inout sep_image, _ data: UnsafeMutablePointer<Float>?, _ options: DetectionSettings,
    _ name: String
  ) throws -> Float {
    var made: UnsafeMutablePointer<sep_bkg>?
    let filter = Int32(options.meshFilter)
    try check(
      sep_background(
        &image, Int32(options.mesh), Int32(options.mesh), filter, filter, 0, &made), name)
    defer { sep_bkg_free(made) }
    try check(sep_bkg_subarray(made, data, SEP_TFLOAT), name)
    return sep_bkg_globalrms(made)
  }

  private static func extract(
    _ image: inout sep_image, _ options: DetectionSettings, _ name: String
  ) throws -> Result {
    var found: UnsafeMutablePointer<sep_catalog>?
    let status = pyramid.withUnsafeBufferPointer { kernel in
      sep_extract(
        &image, Float(options.threshold), SEP_THRESH_REL, Int32(options.leastArea),
        options.smooths ? kernel.baseAddress : nil, options.smooths ? 3 : 0,
        options.smooths ? 3 : 0, SEP_FILTER_CONV, Int32(options.deblendLevels),
        options.deblendContrast, options.clean > 0 ? 1 : 0, options.clean, &found)
    }
    try check(status, name)
    guard let found else { return Result() }
    defer { sep_catalog_free(found) }
    let all = found.pointee
    var result = Result()
    for index in 0..<Int(all.nobj) {
      let count = Int(all.npix[index])
      result.pixels.append((0..<count).map { Int(all.pix[index]?[$0] ?? 0) })
      result.sources.append(source(all, index))
      result.peaks.append(Int(all.ypeak[index]) * Int(image.w) + Int(all.xpeak[index]))
    }
    return result
  }

  private static func source(_ all: sep_catalog, _ index: Int) -> DetectedSource {
    let (left, right) = (Int(all.xmin[index]), Int(all.xmax[index]))
    let (low, high) = (Int(all.ymin[index]), Int(all.ymax[index]))
    return DetectedSource(
      place: ImagePosition(x: all.x[index] + 1, y: all.y[index] + 1),
      flux: Double(all.flux[index]), peak: Double(all.peak[index]),
      pixels: Int(all.npix[index]), a: Double(all.a[index]), b: Double(all.b[index]),
      theta: Double(all.theta[index]) * 180 / .pi, flags: Int(all.flag[index]),
      box: Window(column: left, row: low, width: right - left + 1, height: high - low + 1))
  }
}
