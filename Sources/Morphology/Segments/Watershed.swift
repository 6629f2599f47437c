/// The watershed of a plane from its peaks (Vincent and Soille 1991, with a
/// queue by brightness and age as in scikit-image).
struct Watershed {
  struct Basin {
    var x: Int
    var y: Int
    var flux: Double
  }

  /// From the brightest basin (by flux) to the faintest.
  let basins: [Basin]

  /// Only positive pixels belong to basins; peaks are not looked for in the
  /// outermost rows and columns.
  init(_ plane: StampPlane) {
    let peaks = Self.peaks(of: plane)
    var label = [Int32](repeating: 0, count: plane.count)
    var queue = BrightnessQueue()
    for (index, peak) in peaks.enumerated() { label[peak] = Int32(index + 1) }
    for at in label.indices where label[at] > 0 { queue.push(at, plane.values[at]) }
    let (width, height) = (plane.width, plane.height)
    let around = [(0, -1), (-1, 0), (1, 0), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)]
    while let at = queue.pop() {
      let x = at % width
      let y = at / width
      for (dx, dy) in around {
        let (u, v) = (x + dx, y + dy)
        guard u >= 0, v >= 0, u < width, v < height else { continue }
        let next = v * width + u
        guard label[next] == 0, plane.values[next] > 0 else { continue }
        label[next] = label[at]
        queue.push(next, plane.values[next])
      }
    }
    var flux = [Double](repeating: 0, count: peaks.count)
    for at in label.indices where label[at] > 0 { flux[Int(label[at]) - 1] += plane.values[at] }
    basins = peaks.indices
      .map { Basin(x: peaks[$0] % width, y: peaks[$0] / width, flux: flux[$0]) }
      .sorted { $0.flux > $1.flux }
  }

  /// Pixels that none of their eight neighbours exceeds, brightest first.
  private static func peaks(of plane: StampPlane) -> [Int] {
    guard plane.width > 2, plane.height > 2, let least = plane.values.min() else { return [] }
    var found: [Int] = []
    plane.values.withUnsafeBufferPointer { values in
      for y in 1..<(plane.height - 1) {
        for x in 1..<(plane.width - 1) {
          let at = y * plane.width + x
          let value = values[at]
          guard value > least else { continue }
          var isPeak = true
          for v in (y - 1)...(y + 1) {
            for u in (x - 1)...(x + 1) where values[v * plane.width + u] > value { isPeak = false }
          }
          if isPeak { found.append(at) }
        }
      }
    }
    return found.sorted {
      plane.values[$0] == plane.values[$1] ? $0 < $1 : plane.values[$0] > plane.values[$1]
    }
  }
}

/// A heap of pixels: the brightest first, of equals the one that came first.
private struct BrightnessQueue {
  private var heap: [(value: Double, age: Int, pixel: Int)] = []
  private var age = 0

  private func before(_ a: Int, _ b: Int) -> Bool {
    heap[a].value == heap[b].value ? heap[a].age < heap[b].age : heap[a].value > heap[b].value
  }

  mutating func push(_ pixel: Int, _ value: Double) {
    heap.append((value, age, pixel))
    age += 1
    var at = heap.count - 1
    while at > 0, before(at, (at - 1) / 2) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top.pixel }
    heap[0] = last
    var at = 0
    while true {
      var best = at
      for child in [2 * at + 1, 2 * at + 2] where child < heap.count && before(child, best) {
        best = child
      }
      if best == at { return top.pixel }
      heap.swapAt(at, best)
      at = best
    }
  }
}
