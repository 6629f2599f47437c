/// A hierarchy of the units of a map: which two are merged first, which
/// next, up to one unit for all. Cut at any height it reads the same map with
/// fewer units, each of which is a union of finer ones.
public struct UnitTree: Hashable, Sendable {
  /// Two groups become one; each goes by the smallest number of its units.
  public struct Merge: Hashable, Sendable, Codable {
    public var kept: Int
    public var gone: Int
    /// How unlike the two are; never falls from one merge to the next.
    public var height: Double

    public init(kept: Int, gone: Int, height: Double) {
      self.kept = kept
      self.gone = gone
      self.height = height
    }
  }

  /// From the most alike to the least.
  public let merges: [Merge]

  private static let numbers = 1...65_535

  /// Nil where the merges are no hierarchy: a number that no unit has, a
  /// group that is merged twice or goes by another unit than its smallest, a
  /// height that is no number or falls.
  public init?(merges: [Merge]) {
    var gone = Set<Int>()
    var last = -Double.infinity
    for merge in merges {
      guard Self.numbers.contains(merge.kept), Self.numbers.contains(merge.gone),
        merge.kept < merge.gone, merge.height.isFinite, merge.height >= last,
        !gone.contains(merge.kept), gone.insert(merge.gone).inserted
      else { return nil }
      last = merge.height
    }
    self.merges = merges
  }

  /// The group of every one of `units`, named by the smallest of them in it,
  /// where there are to be `count` groups. Units that the tree does not know
  /// stay alone, and there are more groups then.
  public func groups(of units: [Int], count: Int) -> [Int: Int] {
    var roots: [Int: Int] = [:]
    func root(_ unit: Int) -> Int {
      var at = unit
      while let next = roots[at] { at = next }
      return at
    }
    var left = Set(units).count
    var present = Dictionary(units.map { ($0, true) }, uniquingKeysWith: { a, _ in a })
    for merge in merges {
      guard left > count else { break }
      let isBoth = present[merge.kept] == true && present[merge.gone] == true
      left -= isBoth ? 1 : 0
      present[merge.kept] = present[merge.kept] == true || present[merge.gone] == true
      roots[merge.gone] = merge.kept
    }
    var names: [Int: Int] = [:]
    for unit in units.sorted() where names[root(unit)] == nil { names[root(unit)] = unit }
    return Dictionary(
      units.map { ($0, names[root($0)] ?? $0) }, uniquingKeysWith: { a, _ in a })
  }
}

extension UnitTree: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let tree = UnitTree(merges: try container.decode([Merge].self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the merges are no hierarchy of units")
    }
    self = tree
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(merges)
  }
}

extension UnitTree: LosslessStringConvertible {
  /// "3+4:0.81 1+3:2.5", as map files carry it: heights to 1e-6.
  public var description: String {
    merges.map { "\($0.kept)+\($0.gone):\(($0.height * 1e6).rounded() / 1e6)" }
      .joined(separator: " ")
  }

  public init?(_ text: String) {
    var merges: [Merge] = []
    for part in text.split(separator: " ") {
      let sides = part.split(separator: ":")
      let units = sides.first?.split(separator: "+").compactMap { Int($0) } ?? []
      guard sides.count == 2, units.count == 2, let height = Double(sides[1]) else { return nil }
      merges.append(Merge(kept: units[0], gone: units[1], height: height))
    }
    self.init(merges: merges)
  }
}
