import TestSupport
import Testing

@testable import Kernels

@Suite struct SmallestTests {
  @Test(arguments: [(1, 1), (10, 3), (1000, 999), (1000, 1), (500, 250)])
  func theSmallestComeFirst(_ count: Int, _ wanted: Int) {
    var values = (0..<count).map { ScrambledField.bits($0) }
    let sorted = values.sorted()
    values.gatherSmallest(wanted, by: <)
    #expect(values[..<wanted].sorted() == Array(sorted[..<wanted]))
    #expect(values.sorted() == sorted)
  }

  /// In whatever order places come, and however often the choice shrinks meanwhile, the smallest
  /// stay; every place that goes is handed back once.
  @Test(arguments: [0, 1, 7, 100, 500]) func theChoiceDoesNotDependOnTheOrder(_ size: Int) {
    let hashes = (0..<300).map { ScrambledField.bits($0) }
    let wanted = hashes.indices.sorted { hashes[$0] < hashes[$1] }.prefix(size).sorted()
    for step in [1, 7, 101] {
      var choice = SmallestHashes(size: size)
      var gone: [Int] = []
      for index in 0..<300 {
        let position = index * step % 300
        choice.add(hashes[position], position)
        if choice.isFull || index % 50 == 0 { gone += choice.shrink().map(\.position) }
      }
      gone += choice.shrink().map(\.position)
      #expect(choice.candidates.map(\.position).sorted() == wanted)
      #expect(Set(gone).count == gone.count && Set(gone).isDisjoint(with: wanted))
      #expect(
        choice.bound
          == (size > 0 && size < 300 ? hashes[wanted.max { hashes[$0] < hashes[$1] } ?? 0] : .max))
    }
  }

  /// Among equal hashes the first places.
  @Test func placesDecideAmongEquals() {
    var choice = SmallestHashes(size: 2)
    for position in [5, 3, 9, 1] { choice.add(7, position) }
    choice.shrink()
    #expect(choice.candidates.map(\.position).sorted() == [1, 3])
  }
}
