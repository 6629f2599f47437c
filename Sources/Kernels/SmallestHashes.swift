/// The places with the smallest hashes of all that pass by, as many as are wanted: a uniform sample
/// of places of unknown number, which depends neither on their order nor on who brings them.
package struct SmallestHashes: Sendable {
  package struct Candidate: Sendable {
    package var hash: UInt64
    package var position: Int
    /// What its owner keeps of it, and where; negative until there is something.
    package var slot: Int32
  }

  /// Places that are wanted.
  package let size: Int
  /// In no order; more than are wanted until ``shrink()``.
  package var candidates: [Candidate] = []
  /// No later place with a hash above it is chosen.
  package private(set) var bound = UInt64.max

  /// - Parameter bound: no place with a hash above it is wanted.
  package init(size: Int, bound: UInt64 = .max) { (self.size, self.bound) = (size, bound) }

  package mutating func add(_ hash: UInt64, _ position: Int, slot: Int32 = -1) {
    guard size > 0, hash <= bound else { return }
    candidates.append(Candidate(hash: hash, position: position, slot: slot))
  }

  /// Whether there is twice what is wanted.
  package var isFull: Bool { candidates.count >= 2 * size + 64 }

  /// Leaves the places that are chosen; returns the others.
  @discardableResult
  package mutating func shrink() -> [Candidate] {
    guard size > 0, candidates.count > size else { return [] }
    candidates.gatherSmallest(size) { ($0.hash, $0.position) < ($1.hash, $1.position) }
    let dropped = Array(candidates[size...])
    candidates.removeLast(dropped.count)
    bound = candidates.reduce(0) { max($0, $1.hash) }
    return dropped
  }
}
