/// The sieve's definition written down plainly: flood fill, a matrix of
/// borders, rounds.
struct PlainSieve {
  let width: Int
  let height: Int
  var labels: [UInt16]

  init(_ map: SmallMap) {
    (width, height, labels) = (map.grid.width, map.grid.height, map.labels)
  }

  func neighbours(_ at: Int) -> [Int] {
    let (column, row) = (at % width, at / width)
    return [
      column > 0 ? at - 1 : nil, column + 1 < width ? at + 1 : nil,
      row > 0 ? at - width : nil, row + 1 < height ? at + width : nil,
    ].compactMap { $0 }
  }

  /// The patch of every pixel, in reading order from 0; -1 without data.
  func patches() -> (of: [Int], pixels: [[Int]]) {
    var of = [Int](repeating: -1, count: labels.count)
    var pixels: [[Int]] = []
    for start in labels.indices where labels[start] != 0 && of[start] < 0 {
      var (stack, found) = ([start], [Int]())
      of[start] = pixels.count
      while let at = stack.popLast() {
        found.append(at)
        for next in neighbours(at) where of[next] < 0 && labels[next] == labels[start] {
          of[next] = pixels.count
          stack.append(next)
        }
      }
      pixels.append(found)
    }
    return (of, pixels)
  }

  /// One round; whether anything could be done.
  mutating func round(least: Int) -> Bool {
    let (of, pixels) = patches()
    let label = pixels.map { labels[$0[0]] }
    let size = pixels.map(\.count)
    let rank = { (a: Int) in (-size[a], Int(label[a]), a) }
    let choices = pixels.indices.map { patch -> Int? in
      guard size[patch] < least else { return nil }
      var edges: [Int: Int] = [:]
      for at in pixels[patch] {
        for next in neighbours(at) where of[next] >= 0 && of[next] != patch {
          edges[of[next], default: 0] += 1
        }
      }
      return edges.min { a, b in
        a.value != b.value ? a.value > b.value : rank(a.key) < rank(b.key)
      }?.key
    }
    for patch in pixels.indices {
      var way = [patch]
      while let next = choices[way[way.count - 1]], !way.contains(next) { way.append(next) }
      var end = way[way.count - 1]
      if let next = choices[end], let start = way.firstIndex(of: next) {
        end = way[start...].min { rank($0) < rank($1) } ?? end
      }
      for at in pixels[patch] { labels[at] = label[end] }
    }
    return choices.contains { $0 != nil }
  }

  mutating func run(least: Int) { while round(least: least) {} }
}
