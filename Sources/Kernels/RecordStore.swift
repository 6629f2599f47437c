/// Records of equal length in one piece of memory, with slots that are used
/// again when their record is dropped.
package struct RecordStore: Sendable {
  /// Floats of a record.
  package let length: Int
  private var floats: [Float] = []
  private var free: [Int32] = []

  package init(length: Int) {
    self.length = length
  }

  /// The records while several threads fill them, each its own.
  package struct Records: @unchecked Sendable {
    fileprivate let floats: UnsafeMutableBufferPointer<Float>
    fileprivate let length: Int

    package subscript(slot: Int32) -> UnsafeMutableBufferPointer<Float> {
      UnsafeMutableBufferPointer(rebasing: floats[Int(slot) * length..<(Int(slot) + 1) * length])
    }
  }

  /// A slot that is free.
  package mutating func take() -> Int32 {
    if let slot = free.popLast() { return slot }
    let slot = Int32(floats.count / max(1, length))
    floats.append(contentsOf: repeatElement(0, count: length))
    return slot
  }

  package mutating func withRecords(_ body: (Records) throws -> Void) rethrows {
    let length = length
    try floats.withUnsafeMutableBufferPointer { try body(Records(floats: $0, length: length)) }
  }

  package mutating func remove(_ slot: Int32) { free.append(slot) }

  package func value(_ slot: Int32, _ index: Int) -> Float { floats[Int(slot) * length + index] }
}
