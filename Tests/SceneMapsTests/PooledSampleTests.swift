import Fitting
import Kernels
import Testing

@testable import SceneMaps

@Suite struct PooledSampleTests {
  /// A sample whose pixels have these priorities; values are scene·100 + place.
  private func sample(_ scene: Int, _ priorities: [UInt64]) -> CollectedSample {
    let count = priorities.count
    var values = PlanarMatrix(features: 1, count: count)
    for index in 0..<count { values[0, index] = Float(100 * scene + index) }
    // Every second pixel has a neighbour.
    let owners = (0..<count).filter { $0.isMultiple(of: 2) }
    var differences = PlanarMatrix(features: 1, count: owners.count)
    for (index, owner) in owners.enumerated() {
      differences[0, index] = -Float(100 * scene + owner)
    }
    return CollectedSample(
      samples: Samples(values: values, differences: differences, differenceOwners: owners),
      positions: Array(0..<count), priorities: priorities,
      extremes: [Float(scene)...Float(scene + 1)], bands: nil)
  }

  @Test func keepsTheSmallestHashesOfAll() {
    var pool = PooledSample(size: 4)
    pool.add(sample(1, [5, 90, 20, 70]), scene: 0)
    #expect(pool.count == 4)
    pool.add(sample(2, [80, 1, 10]), scene: 1)
    #expect(pool.count == 4)
    #expect(pool.parts.map(\.positions) == [[0, 2], [1, 2]])
    let joined = pool.joined()
    #expect((0..<4).map { joined.samples.values[0, $0] } == [100, 102, 201, 202])
    #expect(joined.samples.differenceOwners == [0, 1, 3])
    #expect((0..<3).map { joined.samples.differences?[0, $0] } == [-100, -102, -202])
    #expect(joined.extremes == [1...3])
  }

  @Test func theOrderOfScenesDoesNotChooseOthers() {
    let (a, b) = (sample(1, [5, 90, 20, 70]), sample(2, [80, 1, 10]))
    var (one, two) = (PooledSample(size: 3), PooledSample(size: 3))
    one.add(a, scene: 0)
    one.add(b, scene: 1)
    two.add(b, scene: 1)
    two.add(a, scene: 0)
    #expect(one.joined().priorities.sorted() == two.joined().priorities.sorted())
    #expect(one.joined().priorities.sorted() == [1, 5, 10])
  }
}
