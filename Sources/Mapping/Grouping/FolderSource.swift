import Foundation
import Kernels
import Learning
import RasterIO
import Rasters

/// A folder of cutouts: every picture in it and in the folders below is an
/// object, whose identifier is its path in the folder. A picture that cannot
/// be read is listed and not grouped.
struct FolderSource: GroupSource {
  private static let extensions: Set<String> = ["png", "jpg", "jpeg", "tif", "tiff", "fits", "fit"]
  private static let block = 64

  let folder: String
  let options: CutoutEncoding
  let fitSamples: Int
  let names: [String]

  init(_ path: LocalPath, options: CutoutEncoding, fitSamples: Int) throws {
    folder = path.absolute
    self.options = options
    self.fitSamples = fitSamples
    let all = FileManager.default.enumerator(atPath: path.absolute)?.compactMap { $0 as? String }
    names = (all ?? []).filter { name in
      let parts = name.split(separator: "/")
      return Self.extensions.contains((name as NSString).pathExtension.lowercased())
        && !parts.contains { $0.hasPrefix(".") }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !names.isEmpty else {
      throw Failure(
        "'\(path.typed)' holds no cutouts (\(Self.extensions.sorted().joined(separator: ", ")))")
    }
  }

  var digest: String? { nil }
  var isLasting: Bool { false }
  var isScaled: Bool { false }
  var hasPictures: Bool { true }

  var words: String {
    let crop = options.crop < 1 ? ", the middle \(options.crop) of it" : ""
    return "pixels of \(options.size)x\(options.size)\(crop), principal components"
      + (options.whitens ? ", whitened" : "")
      + (options.isSymmetric ? ", averaged over the dihedral group" : "")
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private var width: Int { 3 * options.size * options.size }

  private enum Reading: Sendable {
    case pixels([Float])
    case problem(String)
  }

  private func read(_ name: String) -> Reading {
    do {
      let cutout = try ScreenCutout(path: path(name), size: options.size, crop: options.crop)
      return .pixels(options.isSymmetric ? cutout.symmetrized : cutout.pixels)
    } catch {
      return .problem("unreadable")
    }
  }

  /// A block of cutouts after another, read side by side.
  private func forEach(
    _ rows: [Int], stage: String, _ context: FitContext, _ body: (Int, Reading) -> Void
  ) throws {
    for start in stride(from: 0, to: rows.count, by: Self.block) {
      try context.checkpoint()
      context.progress(stage, Double(start) / Double(rows.count))
      let part = Array(rows[start..<min(rows.count, start + Self.block)])
      let found = try context.workers.map(part.count) { _, index in read(names[part[index]]) }
      for (row, reading) in zip(part, found) { body(row, reading) }
    }
  }

  func objects(_ context: FitContext) throws -> any ObjectWalk {
    let drawn = ClusterQuality.draw(
      min(fitSamples, Self.mostSamples / width), of: Array(names.indices), seed: context.seed)
    var samples: [Float] = []
    samples.reserveCapacity(drawn.count * width)
    try forEach(drawn, stage: "cutouts", context) { _, reading in
      if case .pixels(let pixels) = reading { samples += pixels }
    }
    guard samples.count > width else {
      throw Failure("'\(folder)': fewer than two cutouts can be read")
    }
    let encoder = try RandomizedComponents(
      &samples, width: width, components: options.components, whitens: options.whitens,
      context: context)
    samples = []
    return try encoded(encoder, context)
  }

  /// Floats of pixels that components are fitted on: 1 GB.
  private static let mostSamples = 256 << 20

  private func encoded(
    _ encoder: RandomizedComponents, _ context: FitContext
  ) throws -> ObjectTable {
    var valid: [Int] = []
    var problems: [Int: String] = [:]
    var codes: [[Float]] = []
    try forEach(Array(names.indices), stage: "encode", context) { row, reading in
      switch reading {
      case .pixels(let pixels):
        valid.append(row)
        codes.append(
          pixels.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { encoder.code($0) } ?? []
          })
      case .problem(let words): problems[row] = words
      }
    }
    var features = PlanarMatrix(features: encoder.components, count: codes.count)
    for (place, code) in codes.enumerated() {
      for (unit, value) in code.enumerated() { features[unit, place] = value }
    }
    return ObjectTable(ids: names, valid: valid, features: features, problems: problems)
  }

  func draw(
    _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles, _ context: FitContext
  ) throws -> [String] {
    try GroupMontages(
      objects: objects, names: names, groups: groups, seed: context.seed,
      picture: { try? ScreenCutout(path: path($0), size: $1, crop: options.crop).bytes }
    ).write(files, context)
  }
}
