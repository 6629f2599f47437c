/// A closed outline.
struct Ring {
  /// One of its corners; the others follow.
  var first: UInt32
  var count: Int
  /// Twice the signed area in pixels: positive for outer rings (clockwise on
  /// the screen), negative for holes.
  var doubleArea: Int
}

/// Outlines that are being drawn: chains of corners with two open ends each.
/// Corners lie in a table in a file, ends in memory.
final class Outlines {
  private let corners: FileTable<Vertex>
  private var used: UInt32 = 0
  /// Corners that have been given back, as a chain.
  private var free: UInt32 = 0
  private var ends = Pool(End())

  struct Vertex: BitwiseCopyable {
    var column: Int32
    var row: Int32
    var next: UInt32
  }

  /// One open end of a chain.
  private struct End {
    /// The corner at this end.
    var corner: UInt32 = 0
    /// The chain's other end.
    var other: UInt32 = 0
    /// Whether the chain is drawn on here, or was begun here.
    var isHead = false
  }

  init(folder: String) throws { corners = try FileTable(in: folder) }

  /// Makes room for as many new corners.
  func reserve(vertices: Int) throws { try corners.grow(to: Int(used) + vertices + 1) }

  func relax() { corners.relax() }

  subscript(corner: UInt32) -> Vertex { corners[corner] }

  private func add(_ x: Int32, _ y: Int32, next: UInt32 = 0) -> UInt32 {
    var place = free
    if place == 0 {
      used += 1
      place = used
    } else {
      free = corners[place].next
    }
    corners[place] = Vertex(column: x, row: y, next: next)
    return place
  }

  /// A new chain of one corner.
  func begin(_ x: Int32, _ y: Int32) -> (head: UInt32, tail: UInt32) {
    let corner = add(x, y)
    let head = ends.take(End(corner: corner, isHead: true))
    let tail = ends.take(End(corner: corner, other: head))
    ends[head].other = tail
    return (head, tail)
  }

  /// Draws an end on to a corner; it stays the same end.
  func extend(_ end: UInt32, _ x: Int32, _ y: Int32) -> UInt32 {
    let last = ends[end].corner
    if ends[end].isHead {
      let corner = add(x, y)
      corners[last].next = corner
      ends[end].corner = corner
    } else {
      ends[end].corner = add(x, y, next: last)
    }
    return end
  }

  /// Two ends meet at a corner: two chains become one, or one a ring.
  func join(_ a: UInt32, _ b: UInt32, _ x: Int32, _ y: Int32) -> Ring? {
    let (head, tail) = ends[a].isHead ? (a, b) : (b, a)
    let corner = add(x, y, next: ends[tail].corner)
    corners[ends[head].corner].next = corner
    let (begin, end) = (ends[head].other, ends[tail].other)
    ends.give(head)
    ends.give(tail)
    if begin == tail { return ring(from: corner) }
    ends[begin].other = end
    ends[end].other = begin
    return nil
  }

  private func ring(from first: UInt32) -> Ring {
    var (at, count, doubleArea) = (first, 0, 0)
    repeat {
      let (a, b) = (corners[at], corners[corners[at].next])
      doubleArea += Int(a.column) * Int(b.row) - Int(b.column) * Int(a.row)
      count += 1
      at = a.next
    } while at != first
    return Ring(first: first, count: count, doubleArea: doubleArea)
  }

  /// Gives the corners of a ring back.
  func release(_ ring: Ring) {
    var last = ring.first
    for _ in 1..<max(1, ring.count) { last = corners[last].next }
    corners[last].next = free
    free = ring.first
  }
}
