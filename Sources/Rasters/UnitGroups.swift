/// Which units of a map become one, and what the groups are called: numbered
/// from 1 in the order of their smallest units.
public struct UnitGroups: Hashable, Sendable {
  /// The number of every unit's group.
  public let number: [Int: Int]
  /// Units of every group, ascending, in the order of the numbers.
  public let members: [[Int]]

  /// `names` gives every unit the smallest unit of its group.
  public init(names: [Int: Int]) {
    let groups = Dictionary(grouping: names.keys.sorted()) { names[$0] ?? $0 }
    members = groups.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    number = Dictionary(
      members.enumerated().flatMap { index, units in units.map { ($0, index + 1) } },
      uniquingKeysWith: { a, _ in a })
  }

  /// "1+4 2 3+5"
  public var text: String {
    members.map { $0.map(String.init).joined(separator: "+") }.joined(separator: " ")
  }

  /// The legend of the coarser map: a group has the colour of its largest
  /// unit and the names of all.
  public func legend(_ fine: Legend) -> Legend {
    let entries = Dictionary(
      fine.entries.map { ($0.value, $0) }, uniquingKeysWith: { a, _ in a })
    return Legend(
      entries: members.enumerated().compactMap { index, units in
        let parts = units.compactMap { entries[$0] }
        guard let largest = parts.max(by: { $0.pixelCount < $1.pixelCount }) else { return nil }
        let areas = parts.compactMap(\.hectares)
        return LegendEntry(
          value: index + 1, name: Self.name(parts), colour: largest.colour,
          pixelCount: parts.reduce(0) { $0 + $1.pixelCount },
          hectares: areas.count == parts.count ? areas.reduce(0, +) : nil)
      })
  }

  private static let longestName = 200

  /// "Units 3, 5 and 8" where nobody has named them, else "Basalt + Unit 4".
  private static func name(_ parts: [LegendEntry]) -> String {
    let numbers = parts.compactMap { plainNumbers($0.name) }
    let whole =
      numbers.count == parts.count
      ? plainName(numbers.flatMap { $0 }.sorted())
      : unique(parts.map(\.name)).joined(separator: " + ")
    return whole.count <= longestName ? whole : "\(parts[0].name) and \(parts.count - 1) more"
  }

  private static func plainName(_ numbers: [Int]) -> String {
    let texts = numbers.map(String.init)
    guard let last = texts.last, texts.count > 1 else { return "Unit \(texts.joined())" }
    return "Units \(texts.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// The numbers in a name that nobody has given: [3, 5, 8].
  private static func plainNumbers(_ name: String) -> [Int]? {
    guard name.hasPrefix("Unit ") || name.hasPrefix("Units ") else { return nil }
    let words = name.drop { $0 != " " }.split { $0 == " " || $0 == "," }.filter { $0 != "and" }
    let numbers = words.compactMap { Int($0) }
    return numbers.count == words.count && !numbers.isEmpty ? numbers : nil
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen = Set<String>()
    return texts.filter { seen.insert($0).inserted }
  }
}

extension UnitTree {
  /// The hierarchy of groups of units.
  public func coarsened(_ groups: UnitGroups) -> UnitTree? {
    var roots: [Int: Int] = [:]
    func root(_ group: Int) -> Int {
      var at = group
      while let next = roots[at] { at = next }
      return at
    }
    var merges: [Merge] = []
    var name: [Int: Int] = groups.number
    for merge in self.merges {
      defer { name[merge.kept] = name[merge.kept] ?? name[merge.gone] }
      guard let a = name[merge.kept].map(root), let b = name[merge.gone].map(root), a != b
      else { continue }
      merges.append(Merge(kept: min(a, b), gone: max(a, b), height: merge.height))
      roots[max(a, b)] = min(a, b)
    }
    return merges.isEmpty ? nil : UnitTree(merges: merges)
  }
}
