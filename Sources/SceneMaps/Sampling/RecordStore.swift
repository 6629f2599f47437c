/// Records of equal length in one piece of memory, with slots that are used
/// again when their record is dropped.
struct RecordStore {
  /// Floats of a record.
  let length: Int
  private var floats: [Float] = []
  private var free: [Int32] = []

  init(length: Int) {
    self.length = length
  }

  /// The records while several threads fill them, each its own.
  struct Records: @unchecked Sendable {
    fileprivate let floats: UnsafeMutableBufferPointer<Float>
    fileprivate let length: Int

    subscript(slot: Int32) -> UnsafeMutableBufferPointer<Float> {
      UnsafeMutableBufferPointer(rebasing: floats[Int(slot) * length..<(Int(slot) + 1) * length])
    }
  }

  /// A slot that is free.
  mutating func take() -> Int32 {
    if let slot = free.popLast() { return slot }
    let slot = Int32(floats.count / max(1, length))
    floats.append(contentsOf: repeatElement(0, count: length))
    return slot
  }

  mutating func withRecords(_ body: (Records) throws -> Void) rethrows {
    let length = length
    try floats.withUnsafeMutableBufferPointer { try body(Records(floats: $0, length: length)) }
  }

  mutating func remove(_ slot: Int32) { free.append(slot) }

  func value(_ slot: Int32, _ index: Int) -> Float { floats[Int(slot) * length + index] }
}
