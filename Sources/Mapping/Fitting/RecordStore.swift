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

  /// Puts a record into a free slot and returns the slot.
  mutating func insert(_ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> Int32 {
    let slot = free.popLast() ?? Int32(floats.count / max(1, length))
    let start = Int(slot) * length
    if start == floats.count { floats.append(contentsOf: repeatElement(0, count: length)) }
    floats.withUnsafeMutableBufferPointer { all in
      fill(UnsafeMutableBufferPointer(rebasing: all[start..<start + length]))
    }
    return slot
  }

  mutating func remove(_ slot: Int32) { free.append(slot) }

  func value(_ slot: Int32, _ index: Int) -> Float { floats[Int(slot) * length + index] }
}
