/// A matrix of samples stored feature by feature: `features` rows, `count`
/// columns of which each is one sample (pixel). Rows are `stride` floats
/// apart, a multiple of ``lanes``, so that kernels may always work on whole
/// vectors; what lies past `count` in a row is zero.
package struct PlanarMatrix: Sendable {
  package static let lanes = 16

  package let features: Int
  package let count: Int
  package let stride: Int
  package private(set) var values: [Float]

  package init(features: Int, count: Int) {
    self.features = features
    self.count = count
    self.stride = Self.padded(count)
    self.values = [Float](repeating: 0, count: features * stride)
  }

  /// From rows of equal length, one per feature.
  package init(rows: [[Float]]) {
    self.init(features: rows.count, count: rows.first?.count ?? 0)
    for (feature, row) in rows.enumerated() {
      for (sample, value) in row.prefix(count).enumerated() {
        values[feature * stride + sample] = value
      }
    }
  }

  /// `count` rounded up to whole vectors.
  package static func padded(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  package subscript(feature: Int, sample: Int) -> Float {
    get { values[feature * stride + sample] }
    set { values[feature * stride + sample] = newValue }
  }

  /// The values of one feature over all samples.
  package func row(_ feature: Int) -> ArraySlice<Float> {
    values[feature * stride..<feature * stride + count]
  }

  /// The features of one sample.
  package func sample(_ index: Int) -> [Float] {
    (0..<features).map { values[$0 * stride + index] }
  }

  package func withUnsafePointer<R>(_ body: (UnsafePointer<Float>) throws -> R) rethrows -> R {
    try values.withUnsafeBufferPointer { try body($0.firstAddress) }
  }

  package mutating func withUnsafeMutablePointer<R>(
    _ body: (UnsafeMutablePointer<Float>) throws -> R
  ) rethrows -> R {
    try values.withUnsafeMutableBufferPointer { try body($0.firstAddress) }
  }

  /// Sets what lies past `count` in every row back to zero.
  package mutating func clearPadding() {
    for feature in 0..<features {
      for index in count..<stride { values[feature * stride + index] = 0 }
    }
  }

  /// The samples at `indices`, in that order.
  package func gathering(_ indices: [Int]) -> PlanarMatrix {
    var out = PlanarMatrix(features: features, count: indices.count)
    for feature in 0..<features {
      for (to, from) in indices.enumerated() {
        out.values[feature * out.stride + to] = values[feature * stride + from]
      }
    }
    return out
  }
}

/// Where an empty buffer points: kernels are never asked to touch it.
nonisolated(unsafe) private let nowhere = UnsafeMutableRawPointer.allocate(
  byteCount: 64, alignment: 64)

extension UnsafeBufferPointer {
  package var firstAddress: UnsafePointer<Element> {
    baseAddress ?? UnsafePointer(nowhere.assumingMemoryBound(to: Element.self))
  }
}

extension UnsafeMutableBufferPointer {
  package var firstAddress: UnsafeMutablePointer<Element> {
    baseAddress ?? nowhere.assumingMemoryBound(to: Element.self)
  }
}
