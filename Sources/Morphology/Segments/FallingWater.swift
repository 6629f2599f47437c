/// Clumps of the pixels above every threshold at once: pixels are added from
/// the brightest to the faintest and joined with their neighbours (8), as
/// land comes up while water falls.
struct FallingWater {
  /// The values of all members in rising order, zeros included.
  let sorted: [Double]
  /// For each of `sorted` as threshold: pixels of the clump of `seed` and
  /// their sum.
  private(set) var seedArea: [Int32]
  private(set) var seedSum: [Double]
  /// For each of `sorted` as threshold: pixels of the two largest clumps.
  private(set) var largest: [Int32]
  private(set) var second: [Int32]

  private var parent: [Int32]
  private var area: [Int32]
  private var sum: [Double]
  /// Clumps of each size.
  private var clumps: [Int32]
  private var first: Int32 = 0
  private var next: Int32 = 0

  /// Only positive values are land; with a threshold of 0 everything is one
  /// clump, the whole plane.
  ///
  /// - Parameters:
  ///   - plane: no value is negative.
  ///   - members: pixels whose values are the thresholds.
  init(_ plane: StampPlane, members: [Int], seed: Int) {
    let values = plane.values
    let order = RisingOrder.indices(of: members.map { values[$0] }).map { members[$0] }
    sorted = order.map { values[$0] }
    let n = order.count
    seedArea = Array(repeating: Int32(plane.count), count: n)
    seedSum = Array(repeating: 0, count: n)
    largest = Array(repeating: Int32(plane.count), count: n)
    second = Array(repeating: 0, count: n)
    parent = Array(repeating: -1, count: plane.count)
    area = Array(repeating: 0, count: plane.count)
    sum = Array(repeating: 0, count: plane.count)
    clumps = Array(repeating: 0, count: n + 2)

    var i = n - 1
    while i >= 0, sorted[i] > 0 {
      var j = i
      while j >= 0, sorted[j] == sorted[i] {
        raise(order[j], value: sorted[j], width: plane.width, height: plane.height)
        j -= 1
      }
      let isUp = plane.count > seed && parent[seed] >= 0
      let root = isUp ? find(Int32(seed)) : 0
      for k in (j + 1)...i {
        seedArea[k] = isUp ? area[Int(root)] : 0
        seedSum[k] = isUp ? sum[Int(root)] : 0
        largest[k] = first
        second[k] = next
      }
      i = j
    }
    let total = values.reduce(0, +)
    if i >= 0 { for k in 0...i { seedSum[k] = total } }
  }

  /// The index of the threshold at a share of the sorted values.
  func index(_ share: Double) -> Int { Int(share * Double(sorted.count - 1)) }

  private mutating func find(_ at: Int32) -> Int32 {
    var root = at
    while parent[Int(root)] != root { root = parent[Int(root)] }
    var step = at
    while parent[Int(step)] != root {
      let next = parent[Int(step)]
      parent[Int(step)] = root
      step = next
    }
    return root
  }

  private mutating func raise(_ pixel: Int, value: Double, width: Int, height: Int) {
    parent[pixel] = Int32(pixel)
    area[pixel] = 1
    sum[pixel] = value
    var root = Int32(pixel)
    let x = pixel % width
    let y = pixel / width
    for v in max(0, y - 1)...min(height - 1, y + 1) {
      for u in max(0, x - 1)...min(width - 1, x + 1) {
        let other = v * width + u
        guard other != pixel, parent[other] >= 0 else { continue }
        let neighbour = find(Int32(other))
        if neighbour != root { root = join(root, neighbour) }
      }
    }
    count(area[Int(root)])
  }

  /// Joins two clumps of which the first is not yet counted.
  private mutating func join(_ a: Int32, _ b: Int32) -> Int32 {
    clumps[Int(area[Int(b)])] -= 1
    let (small, large) = area[Int(a)] < area[Int(b)] ? (a, b) : (b, a)
    parent[Int(small)] = large
    area[Int(large)] += area[Int(small)]
    sum[Int(large)] += sum[Int(small)]
    return large
  }

  /// Counts a clump of a new size and finds the two largest again.
  private mutating func count(_ size: Int32) {
    clumps[Int(size)] += 1
    let before = first
    first = max(first, size)
    func others(_ at: Int32) -> Int32 { clumps[Int(at)] - (at == first ? 1 : 0) }
    // The former first, the new one, or what was below.
    if others(before) > 0 {
      next = before
      return
    }
    var at = size == first ? next : max(next, size)
    if others(size) > 0 { at = max(at, size) }
    while at > 0, others(at) <= 0 { at -= 1 }
    next = at
  }
}
