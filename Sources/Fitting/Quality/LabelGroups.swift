/// Which samples belong together: the labels that occur, numbered anew from 0
/// in the order of their values, as scikit-learn's indices do. A label
/// outside 0 ..< clusters (noise, no data) puts its sample in no group.
package struct LabelGroups: Sendable {
  /// Group of every sample; -1 where it is in none.
  let groups: [Int]
  /// How many samples each group has: all above zero.
  package let sizes: [Int]

  package init(labels: [Int32], clusters: Int) {
    let valid = { (label: Int32) in label >= 0 && Int(label) < clusters }
    let present = Set(labels.lazy.filter(valid)).sorted()
    let number = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
    self.init(groups: labels.map { number[$0] ?? -1 }, count: present.count)
  }

  private init(groups: [Int], count: Int) {
    var sizes = [Int](repeating: 0, count: count)
    for group in groups where group >= 0 { sizes[group] += 1 }
    self.groups = groups
    self.sizes = sizes
  }

  /// Groups that occur.
  package var count: Int { sizes.count }

  /// Samples that are in a group.
  package var members: Int { sizes.reduce(0, +) }

  /// Indices that compare groups with each other need two of them at least,
  /// and one with more than one member.
  var areComparable: Bool { count > 1 && count < members }

  /// The samples that are in a group, in their order.
  var indices: [Int] { groups.indices.filter { groups[$0] >= 0 } }
}
