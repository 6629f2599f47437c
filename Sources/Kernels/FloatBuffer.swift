/// Floats outside Swift's arrays, on a cache line's boundary and freed with
/// their owner: what networks work in, so that their loops allocate nothing.
///
/// `@unchecked Sendable` because workers write to disjoint parts of it only.
package final class FloatBuffer: @unchecked Sendable {
  package let count: Int
  package let pointer: UnsafeMutablePointer<Float>

  /// `count` zeros.
  package init(_ count: Int) {
    self.count = count
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
    pointer = bytes.bindMemory(to: Float.self, capacity: max(1, count))
    clear()
  }

  package convenience init(_ values: [Float]) {
    self.init(values.count)
    assign(values)
  }

  deinit { pointer.deallocate() }

  package func clear() { pointer.update(repeating: 0, count: count) }

  /// Takes over as many values as there are.
  package func assign(_ values: [Float]) {
    for (index, value) in values.prefix(count).enumerated() { pointer[index] = value }
  }

  /// Takes over another's values; both have as many.
  package func assign(_ other: FloatBuffer) {
    pointer.update(from: other.pointer, count: min(count, other.count))
  }

  package var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  package var isFinite: Bool { Self.areFinite(pointer, count) }

  /// Whether none is NaN or infinite: x · 0 is 0 for all others.
  package static func areFinite(_ values: UnsafePointer<Float>, _ count: Int) -> Bool {
    var sum: Float = 0
    for index in 0..<count { sum += values[index] * 0 }
    return sum == 0
  }
}
