package import Rasters

/// A window of one band exactly as the file stores it, and which of its
/// pixels have data by all that the file says: declared values, valid range,
/// mask and alpha bands.
package struct StoredWindow: Sendable {
  package enum Numbers: Sendable {
    /// Whole numbers of at most 32 bits, and floating-point ones.
    case doubles([Double])
    case signed([Int64])
    case unsigned([UInt64])
  }

  package let type: SampleType
  package let numbers: Numbers
  package let hasData: [Bool]

  package var count: Int { hasData.count }

  /// The stored value, exactly; nil where there is no data.
  package subscript(index: Int) -> StoredNumber? { hasData[index] ? stored(index) : nil }

  /// The stored value, whether it counts or not.
  package func stored(_ index: Int) -> StoredNumber {
    switch numbers {
    case .signed(let values): .whole(Int128(values[index]))
    case .unsigned(let values): .whole(Int128(values[index]))
    case .doubles(let values):
      if type.wholeRange != nil, let whole = Int128(exactly: values[index]) {
        .whole(whole)
      } else {
        .real(values[index])
      }
    }
  }

  /// Float64 values, rounded where they are integers of 64 bits; not numbers
  /// where there is no data.
  package var doubles: [Double] {
    let plain: [Double] =
      switch numbers {
      case .doubles(let values): values
      case .signed(let values): values.map(Double.init)
      case .unsigned(let values): values.map(Double.init)
      }
    return plain.indices.map { hasData[$0] ? plain[$0] : .nan }
  }
}

extension RasterDataset {
  /// Reads a window of a band, exactly.
  ///
  /// - Parameters:
  ///   - absent: instead of what the file itself declares.
  ///   - withMask: whether pixels that a mask or alpha band leaves out have none.
  ///   - size: of the result, where it is not the window's own; the nearest
  ///     pixels are taken.
  package func stored(
    band: Int = 1, window: Window, absent: AbsentValues? = nil, withMask: Bool = true,
    size: (width: Int, height: Int)? = nil
  ) throws -> StoredWindow {
    let size = size ?? (window.width, window.height)
    let facts = bands[band - 1]
    let absent = absent ?? facts.absent
    let numbers = try numbers(facts.type, band: band, window: window, size: size)
    var hasData: [Bool] =
      switch numbers {
      case .doubles(let values): values.map { !absent.contains($0) }
      case .signed(let values): values.map { !absent.contains($0) }
      case .unsigned(let values): values.map { !absent.contains($0) }
      }
    if withMask, facts.mask.isBand {
      var mask = [UInt8](repeating: 0, count: hasData.count)
      try readMask(band: band, window: window, size: size, into: &mask, rowStride: size.width)
      for index in mask.indices where mask[index] == 0 { hasData[index] = false }
    }
    if withMask { try hide(transparentOf: band, window: window, size: size, in: &hasData) }
    return StoredWindow(type: facts.type, numbers: numbers, hasData: hasData)
  }

  /// GDAL knows one alpha band of a file at most, and the last band only; any other counts too.
  private func hide(
    transparentOf band: Int, window: Window, size: (width: Int, height: Int),
    in hasData: inout [Bool]
  ) throws {
    let alphas = bands.indices.filter { bands[$0].isAlpha && $0 != band - 1 }
    guard bands[band - 1].mask != .alpha, alphas.count < bands.count else { return }
    for alpha in alphas {
      let opacity = try stored(band: alpha + 1, window: window, withMask: false, size: size)
      let values = opacity.doubles
      for index in values.indices where values[index] == 0 { hasData[index] = false }
    }
  }

  private func numbers(
    _ type: SampleType, band: Int, window: Window, size: (width: Int, height: Int)
  ) throws -> StoredWindow.Numbers {
    let count = size.width * size.height
    switch type {
    case .int64:
      var out = [Int64](repeating: 0, count: count)
      try out.withUnsafeMutableBytes {
        try read(band: band, window: window, as: type, size: size, into: $0)
      }
      return .signed(out)
    case .uint64:
      var out = [UInt64](repeating: 0, count: count)
      try out.withUnsafeMutableBytes {
        try read(band: band, window: window, as: type, size: size, into: $0)
      }
      return .unsigned(out)
    default:
      var out = [Double](repeating: 0, count: count)
      try out.withUnsafeMutableBytes {
        try read(band: band, window: window, as: .float64, size: size, into: $0)
      }
      return .doubles(out)
    }
  }

  /// Float32 values of a window of a band; not numbers where it has no data by
  /// what is declared absent and, if it `hasMask`, by its mask.
  package func readValues(
    band: Int, window: Window, absent: AbsentValues, hasMask: Bool,
    into out: UnsafeMutablePointer<Float>, rowStride: Int
  ) throws {
    if absent.isJudgedAsFloat {
      try read(
        bands: [band], source: .init(window), width: window.width, height: window.height,
        into: out, rowStride: rowStride, bandStride: 0)
      Self.mark(absent, window, out, rowStride)
    } else {
      try readWide(band: band, window: window, absent: absent, into: out, rowStride: rowStride)
    }
    guard hasMask else { return }
    var mask = [UInt8](repeating: 0, count: window.pixelCount)
    try readMask(band: band, window: window, into: &mask, rowStride: window.width)
    for index in mask.indices where mask[index] == 0 {
      out[index / window.width * rowStride + index % window.width] = .nan
    }
  }

  /// Float32 values of a window of several bands, one plane after the other, as
  /// ``readValues(band:window:absent:hasMask:into:rowStride:)`` gives them by what the
  /// bands declare absent. Files that interleave the bands of a pixel are unpacked once.
  package func readValues(
    bands numbers: [Int], window: Window, into out: UnsafeMutablePointer<Float>
  ) throws {
    try read(
      bands: numbers, source: .init(window), width: window.width, height: window.height,
      into: out, rowStride: window.width, bandStride: window.pixelCount)
    for (index, number) in numbers.enumerated() {
      let plane = out + index * window.pixelCount
      let absent = bands[number - 1].absent
      if absent.isJudgedAsFloat {
        Self.mark(absent, window, plane, window.width)
      } else {
        try readWide(
          band: number, window: window, absent: absent, into: plane, rowStride: window.width)
      }
    }
  }

  private static func mark(
    _ absent: AbsentValues, _ window: Window, _ out: UnsafeMutablePointer<Float>,
    _ rowStride: Int
  ) {
    let spans = absent.floatSpans()
    for row in 0..<(spans.isEmpty ? 0 : window.height) {
      for index in row * rowStride..<row * rowStride + window.width
      where spans.contains(where: { $0.contains(out[index]) }) {
        out[index] = .nan
      }
    }
  }

  /// Pixels of a type that Float32 does not hold which are read together.
  private static let wideAtOnce = 1 << 18

  /// Whole blocks, judged before they are rounded to Float32.
  private func readWide(
    band: Int, window: Window, absent: AbsentValues, into out: UnsafeMutablePointer<Float>,
    rowStride: Int
  ) throws {
    let across = max(1, min(window.width, max(256, bands[band - 1].blockWidth)))
    let down = max(1, min(window.height, Self.wideAtOnce / across))
    for top in stride(from: window.row, to: window.endRow, by: down) {
      for left in stride(from: window.column, to: window.endColumn, by: across) {
        let piece = Window(
          column: left, row: top, width: min(across, window.endColumn - left),
          height: min(down, window.endRow - top))
        let start = out + (top - window.row) * rowStride + left - window.column
        let place = { (index: Int) in index / piece.width * rowStride + index % piece.width }
        switch try numbers(
          absent.type, band: band, window: piece, size: (piece.width, piece.height))
        {
        case .doubles(let values):
          for (index, value) in values.enumerated() {
            start[place(index)] = absent.contains(value) ? .nan : Float(value)
          }
        case .signed(let values):
          for (index, value) in values.enumerated() {
            start[place(index)] = absent.contains(value) ? .nan : Float(value)
          }
        case .unsigned(let values):
          for (index, value) in values.enumerated() {
            start[place(index)] = absent.contains(value) ? .nan : Float(value)
          }
        }
      }
    }
  }
}
