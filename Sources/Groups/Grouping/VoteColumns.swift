package import Clusterers
package import Surveys

/// What a vote says of an object, as columns of a catalogue.
package struct VoteColumns {
  private let votes: [String]
  /// Names of groups, by their number.
  private let classes: [Int: String]

  /// - Parameter members: the clusterers of the votes; one may come several times.
  package init(members: [String], classes: [Int: String]) {
    votes = Self.names(members)
    self.classes = classes
  }

  /// "vote_k_means"; a name that comes again is numbered.
  private static func names(_ members: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return members.map { name in
      seen[name, default: 0] += 1
      let word = "vote_" + name.replacing("-", with: "_")
      return seen[name] == 1 ? word : "\(word)_\(seen[name] ?? 0)"
    }
  }

  /// Every column, in the order of the tables.
  package var all: [DeclaredColumn<GroupedObject>] {
    [
      group, className, status,
    ] + votes.indices.map(vote) + [
      agreement, completed, confidence, distance,
    ]
  }

  private typealias Column = DeclaredColumn<GroupedObject>

  private var group: Column {
    Column(.init("group", .int32, ucd: "meta.id.part;src.class", null: 0, "group; none is null")) {
      $0.group > 0 ? .integer($0.group) : .none
    }
  }

  private var className: Column {
    Column(
      .init(
        "class", .string(width: CatalogueColumn.width(of: classes.values)), ucd: "src.class",
        "name of the group")
    ) { [classes] in .text(classes[$0.group] ?? "") }
  }

  private var status: Column {
    Column(
      .init(
        "status", .string(width: 9), ucd: "meta.code.status",
        "voted, completed, rejected or invalid")
    ) { .text($0.status.rawValue) }
  }

  private func vote(_ member: Int) -> Column {
    Column(
      .init(
        votes[member], .int32, ucd: "src.class", null: 0, "the group that this member names")
    ) {
      let vote = $0.votes.indices.contains(member) ? $0.votes[member] : 0
      return vote > 0 ? .integer(vote) : .none
    }
  }

  private var agreement: Column {
    Column(
      .init(
        "agreement", .float, ucd: "stat.fit.goodness", "share of the members that name the group")
    ) { $0.status == .invalid ? .none : .real($0.agreement) }
  }

  private var completed: Column {
    Column(
      .init("completed", .boolean, ucd: "meta.code", "the group is not voted but filled in")
    ) { .boolean($0.status == .completed) }
  }

  private var confidence: Column {
    Column(
      .init(
        "confidence", .float, ucd: "stat.probability",
        "probability that a completed object's group is right")
    ) { CatalogueValue($0.confidence) }
  }

  private var distance: Column {
    Column(.init("distance", .float, ucd: "stat.value", "from the mean code of the group")) {
      CatalogueValue($0.distance)
    }
  }
}
