import Foundation
import Rasters

/// Finds the sources of an image of any size, piece by piece. Pieces have a
/// fixed size and overlap, so that what is found does not depend on memory;
/// an image that fits into one piece gives what SEP gives.
package struct Detector {
  let image: SurveyImage
  let options: DetectionOptions
  /// Side of the part of a piece whose sources count, and what is seen around
  /// it.
  let core: Int
  let margin: Int

  package init(_ image: SurveyImage, _ options: DetectionOptions) throws {
    try self.init(image, options, core: 3584, margin: 256)
  }

  init(_ image: SurveyImage, _ options: DetectionOptions, core: Int, margin: Int) throws {
    try options.check(bands: image.bandCount)
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
    let pieces = self.pieces
    for (index, own) in pieces.enumerated() {
      found += try sources(of: own)
      try progress(Double(index + 1) / Double(pieces.count))
    }
    return found.sorted { $0.peak < $1.peak }.map(\.source)
  }

  /// The parts of the image whose sources count together, the lowest first.
  var pieces: [Window] {
    let rows = Array(stride(from: 0, to: max(1, image.height - margin), by: core))
    let columns = Array(stride(from: 0, to: max(1, image.width - margin), by: core))
    return rows.flatMap { row in
      columns.map { column in
        Window(
          column: column, row: row,
          width: column == columns.last ? image.width - column : core,
          height: row == rows.last ? image.height - row : core)
      }
    }
  }

  /// What is looked at to find the sources of a part.
  func piece(around own: Window) -> Window {
    Window(
      column: own.column - margin, row: own.row - margin, width: own.width + 2 * margin,
      height: own.height + 2 * margin
    ).intersection(image.extent)
  }

  /// Sources whose brightest pixel is in the window.
  private func sources(of own: Window) throws -> [(peak: (Int, Int), source: DetectedSource)] {
    let piece = piece(around: own)
    var values = [Float](repeating: .nan, count: piece.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(piece, band: options.band - 1, into: base, stride: piece.width)
    }
    let found = try Extraction.run(
      values, width: piece.width, height: piece.height, options, name: image.paths.first ?? "")
    return zip(found.sources, found.peaks).compactMap { source, peak in
      let row = peak / piece.width + piece.row
      let column = peak % piece.width + piece.column
      guard own.contains(Window(column: column, row: row, width: 1, height: 1)) else { return nil }
      var moved = source
      moved.place.x += Double(piece.column)
      moved.place.y += Double(piece.row)
      return ((row, column), moved)
    }
  }
}

extension Detector {
  /// Takes the pixels of other sources than the one in the middle out of all
  /// bands of a cutout (NaN). Returns whether there were any.
  package static func maskNeighbours(
    _ values: inout [Float], size: Int, options: DetectionOptions, name: String
  ) throws -> Bool {
    let area = size * size
    let band = Array(values[(options.band - 1) * area..<options.band * area])
    // Meshes of equal size: a narrow last one would have a background of its own.
    var own = options
    own.mesh = (size + max(1, size / options.mesh) - 1) / max(1, size / options.mesh)
    let found = try Extraction.run(band, width: size, height: size, own, name: name)
    let middle = Double(size - 1) / 2
    func distance(_ pixels: [Int]) -> Double {
      pixels.map { hypot(Double($0 % size) - middle, Double($0 / size) - middle) }.min()
        ?? .infinity
    }
    let distances = found.pixels.map(distance)
    let middleOne = distances.indices.min { distances[$0] < distances[$1] }
    // A cutout whose middle shows nothing keeps no source.
    let reach = 3.0
    var isMasked = false
    for (index, pixels) in found.pixels.enumerated() {
      if index == middleOne, distances[index] <= reach { continue }
      isMasked = true
      for pixel in pixels {
        for band in 0..<values.count / area { values[band * area + pixel] = .nan }
      }
    }
    return isMasked
  }
}
