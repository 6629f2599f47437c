import Foundation
import Rasters
package import Settings

/// Finds the sources of an image of any size, piece by piece. Pieces have a
/// fixed size and overlap, so that what is found does not depend on memory;
/// an image that fits into one piece gives what SEP gives.
package struct Detector {
  let image: SurveyImage
  let options: DetectionSettings
  /// Side of the part of a piece whose sources count, and what is seen around
  /// it.
  let core: Int
  let margin: Int

  package init(_ image: SurveyImage, _ options: DetectionSettings) throws {
    try self.init(image, options, core: 3584, margin: 256)
  }

  init(_ image: SurveyImage, _ options: DetectionSettings, core: Int, margin: Int) throws {
    try options.check()
    guard options.band <= image.bandCount else {
      throw Failure.outOfRange(
        DetectionSettings.band.name, found: "\(options.band)",
        allowed: "one of the image's bands, 1 to \(image.bandCount)")
    }
    self.image = image
    self.options = options
    // A multiple of the mesh, so that meshes of all pieces lie on one grid.
    self.core = max(1, core / options.mesh) * options.mesh
    self.margin = max(1, margin / options.mesh) * options.mesh
  }

  /// Sources from the lowest row to the highest.
  package func detect(
    progress: (Double) throws -> Void = { _ in }
  ) throws -> [DetectedSource] {
    var found: [(peak: (Int, Int), source: DetectedSource)] = []
    try forEachPiece(keepsValues: false, progress: progress) {
      found += $0.sources.map { ($0.peak, $0.source) }
    }
    return found.sorted { $0.peak < $1.peak }.map(\.source)
  }

  /// Detects sources, with what measuring them needs: values without background and
  /// the pixels of every source, in files of the folder `scratch` that are
  /// gone with the result (8 bytes for a pixel of the image).
  package func detectField(
    scratch: String = NSTemporaryDirectory(), progress: (Double) throws -> Void = { _ in }
  ) throws -> DetectedField {
    let planes = try FieldPlanes(width: image.width, height: image.height, folder: scratch)
    var found: [(peak: (Int, Int), source: DetectedSource, label: Int32)] = []
    var noise: [FieldNoise] = []
    try forEachPiece(keepsValues: true, progress: progress) { piece in
      let first = Int32(found.count)
      try planes.write(piece, firstLabel: first + 1)
      noise.append(FieldNoise(window: piece.own, deviation: Double(piece.deviation)))
      for (index, entry) in piece.sources.enumerated() {
        found.append((entry.peak, entry.source, first + Int32(index) + 1))
      }
    }
    found.sort { $0.peak < $1.peak }
    // From the order of pieces to that of rows; 0 stays the sky.
    var numbers = [Int32](repeating: 0, count: found.count + 1)
    for (index, entry) in found.enumerated() { numbers[Int(entry.label)] = Int32(index + 1) }
    return DetectedField(
      sources: found.map(\.source), planes: planes, numbers: numbers, noise: noise)
  }

  private func forEachPiece(
    keepsValues: Bool, progress: (Double) throws -> Void, _ body: (DetectedPiece) throws -> Void
  ) throws {
    let rows = Array(stride(from: 0, to: max(1, image.height - margin), by: core))
    let columns = Array(stride(from: 0, to: max(1, image.width - margin), by: core))
    for (index, row) in rows.enumerated() {
      for column in columns {
        let isLast = (column == columns.last, row == rows.last)
        let own = Window(
          column: column, row: row, width: isLast.0 ? image.width - column : core,
          height: isLast.1 ? image.height - row : core)
        try body(try piece(of: own, keepsValues: keepsValues))
      }
      try progress(Double(index + 1) / Double(rows.count))
    }
  }

  /// Sources whose brightest pixel is in the window.
  private func piece(of own: Window, keepsValues: Bool) throws -> DetectedPiece {
    let window = Window(
      column: own.column - margin, row: own.row - margin, width: own.width + 2 * margin,
      height: own.height + 2 * margin
    ).intersection(image.extent)
    var values = [Float](repeating: .nan, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(window, band: options.band - 1, into: base, stride: window.width)
    }
    let found = try Extraction.run(
      values, width: window.width, height: window.height, options, name: image.paths.first ?? "",
      keepsValues: keepsValues)
    return DetectedPiece(found, window: window, own: own, keepsPixels: keepsValues)
  }
}
