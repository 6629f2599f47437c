import Rasters

/// Gives the stored values of a band a verdict: which of some tests rejects
/// them, from 1; 0 is none. Values are taken in their own type, and those of 8
/// and 16 bits are looked up.
struct ValueJudge {
  private let type: SampleType
  private let verdict: (StoredNumber) -> UInt8
  private let absent: AbsentValues?
  private let takesMask: Bool
  /// Of every value of a small type, from the least.
  private let table: [UInt8]

  private init(
    _ type: SampleType, absent: AbsentValues?, takesMask: Bool,
    _ verdict: @escaping (StoredNumber) -> UInt8
  ) {
    (self.type, self.absent, self.takesMask) = (type, absent, takesMask)
    self.verdict = verdict
    guard let range = type.wholeRange, type.byteCount <= 2, !takesMask, let absent else {
      table = []
      return
    }
    table = range.map { absent.contains($0) ? 0 : verdict(.whole($0)) }
  }

  /// Of flags, of which the declared values say nothing.
  init(_ layer: QualityLayer, type: SampleType) {
    let absent = AbsentValues(type, values: layer.noData)
    self.init(type, absent: absent, takesMask: false) { number in
      guard let value = number.rounded else { return 0 }
      return UInt8(
        clamping: (layer.tests.firstIndex { $0.rule.rejects(value) } ?? -1) + 1)
    }
  }

  /// Of another raster, where it has data.
  init(_ mask: RasterMask, type: SampleType) {
    let test = StoredTest(mask.test, type: type, calibration: mask.calibration)
    let absent = mask.noData.map { AbsentValues(type, values: $0) }
    self.init(type, absent: absent, takesMask: true) { test.rejects($0) ? 1 : 0 }
  }

  /// The verdicts of a window of a band.
  func patch(of dataset: RasterDataset, band: Int, window: Window) throws -> NativePatch {
    let values =
      table.isEmpty ? try judged(dataset, band, window) : try lookedUp(dataset, band, window)
    return NativePatch(
      window: window, values: values, weights: [Float](repeating: 1, count: values.count))
  }

  private func judged(_ dataset: RasterDataset, _ band: Int, _ window: Window) throws -> [Float] {
    let stored = try dataset.stored(
      band: band, window: window, absent: absent, withMask: takesMask)
    return (0..<stored.count).map { index in stored[index].map { Float(verdict($0)) } ?? 0 }
  }

  private func lookedUp(
    _ dataset: RasterDataset, _ band: Int, _ window: Window
  ) throws -> [Float] {
    var values = [Float](repeating: 0, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try dataset.read(
        bands: [band], source: .init(window), width: window.width, height: window.height,
        into: base, rowStride: window.width, bandStride: 0)
    }
    let least = Int(type.wholeRange?.lowerBound ?? 0)
    for index in values.indices { values[index] = Float(table[Int(values[index]) - least]) }
    return values
  }
}

extension StoredNumber {
  /// The nearest whole number, where Int holds it.
  fileprivate var rounded: Int? {
    switch self {
    case .whole(let value): Int(truncatingIfNeeded: value)
    case .real(let value): Int(exactly: value.rounded())
    }
  }
}
