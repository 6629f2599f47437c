import Clusterers
import Fitting
import Rasters
package import Tensors

/// `space.mnf.*` are the tensors of a space, `member.0.mnf/t-mixture.*` those of a member,
/// `table.0` its log probabilities [labels][units].
extension SpectralVote {
  package var tensors: [String: Tensor] {
    var out = ["prior": Tensor(prior)]
    for (name, space) in zip(spaceNames, spaces) {
      for (key, tensor) in space.tensors { out["space.\(name).\(key)"] = tensor }
    }
    for (index, member) in members.enumerated() {
      let start = "member.\(index).\(member.member)."
      for (key, tensor) in member.clusterer.tensors { out[start + key] = tensor }
      out["table.\(index)"] = Tensor(
        shape: [tables[index].count / clusters, clusters], tables[index])
    }
    return out
  }

  init(tensors: [String: Tensor]) throws {
    let prior = try tensors.tensor("prior", shape: [-1]).floats
    let names = try Self.memberNames(tensors)
    var spaces: [any Encoder] = []
    var spaceNames: [String] = []
    var members: [FittedMember] = []
    var tables: [[Float]] = []
    for (index, name) in names.enumerated() {
      guard let member = SpectralMember(name) else {
        throw Failure("the model's vote has the member '\(name)', which this program does not know")
      }
      if !spaceNames.contains(member.space.name) {
        spaceNames.append(member.space.name)
        spaces.append(try member.space.restore(tensors.under("space.\(member.space.name).")))
      }
      let clusterer = try member.rule.restore(tensors.under("member.\(index).\(name)."))
      let space = spaceNames.firstIndex(of: member.space.name) ?? 0
      tables.append(
        try tensors.tensor("table.\(index)", shape: [clusterer.clusters, prior.count]).floats)
      members.append(FittedMember(member: member, space: space, clusterer: clusterer))
    }
    guard !prior.isEmpty, let width = spaces.first?.inputs,
      spaces.allSatisfy({ $0.inputs == width }),
      members.allSatisfy({ $0.clusterer.inputs == spaces[$0.space].outputs })
    else { throw Failure("the members of the model's vote do not fit together") }
    self.init(
      spaces: spaces, spaceNames: spaceNames, members: members, prior: prior, tables: tables)
  }

  /// Names of the members in their order.
  private static func memberNames(_ tensors: [String: Tensor]) throws -> [String] {
    var names: [Int: String] = [:]
    for key in tensors.keys where key.hasPrefix("member.") {
      let parts = key.split(separator: ".", maxSplits: 3).map(String.init)
      guard parts.count == 4, let index = Int(parts[1]), names[index, default: parts[2]] == parts[2]
      else { throw Failure("the model's vote has the tensor '\(key)', which belongs to no member") }
      names[index] = parts[2]
    }
    let ordered = (0..<names.count).compactMap { names[$0] }
    guard !ordered.isEmpty, ordered.count == names.count else {
      throw Failure("the model's vote lacks a member")
    }
    return ordered
  }
}
