import Kernels

/// Which samples are learned from, which are kept back, and in what order
/// an epoch goes through the former.
package struct TrainingSplit {
  package private(set) var training: [Int32]
  package let heldOut: [Int32]
  private let ordered: [Int32]
  private let seed: UInt64

  init(count: Int, _ options: TrainingOptions) {
    self.init(count: count, validation: options.validation, seed: options.seed)
  }

  /// Keeps back the share `validation` of `count` samples, but never all.
  package init(count: Int, validation: Double, seed: UInt64) {
    self.seed = seed
    var all = (0..<Int32(clamping: count)).map { $0 }
    let kept = min(Int(Double(count) * validation), max(0, count - 1))
    if kept > 0 {
      var random = RandomSequence(seed: seed, stream: TrainingStream.split)
      Self.shuffle(&all, &random)
    }
    heldOut = all.suffix(kept).sorted()
    ordered = all.dropLast(kept).sorted()
    training = ordered
  }

  /// The order of an epoch, a function of the seed and the epoch alone.
  package mutating func shuffle(epoch: Int) {
    var random = RandomSequence(seed: seed, stream: TrainingStream.shuffle(epoch: epoch))
    training = ordered
    Self.shuffle(&training, &random)
  }

  /// Fisher and Yates, here because a generic one of another module runs at
  /// a tenth of the speed.
  private static func shuffle(_ items: inout [Int32], _ random: inout RandomSequence) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(last, random.index(below: last + 1))
    }
  }
}
