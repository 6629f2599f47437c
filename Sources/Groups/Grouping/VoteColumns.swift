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

  package var columns: [CatalogueColumn] {
    [
      CatalogueColumn(
        "group", .int32, ucd: "meta.id.part;src.class", null: 0, "group; none is null"),
      CatalogueColumn(
        "class", .string(width: CatalogueColumn.width(of: classes.values)), ucd: "src.class",
        "name of the group"),
      CatalogueColumn(
        "status", .string(width: 9), ucd: "meta.code.status",
        "voted, completed, rejected or invalid"),
    ]
      + votes.map {
        CatalogueColumn($0, .int32, ucd: "src.class", null: 0, "the group that this member names")
      } + [
        CatalogueColumn(
          "agreement", .float, ucd: "stat.fit.goodness", "share of the members that name the group"),
        CatalogueColumn(
          "completed", .boolean, ucd: "meta.code", "the group is not voted but filled in"),
        CatalogueColumn(
          "confidence", .float, ucd: "stat.probability",
          "probability that a completed object's group is right"),
        CatalogueColumn(
          "distance", .float, ucd: "stat.distance", "from the mean code of the group"),
      ]
  }

  package func values(of object: GroupedObject) -> [CatalogueValue] {
    let isKnown = object.status != .invalid
    let own = votes.indices.map { member -> CatalogueValue in
      let vote = object.votes.indices.contains(member) ? object.votes[member] : 0
      return vote > 0 ? .integer(vote) : .none
    }
    return [
      object.group > 0 ? .integer(object.group) : .none,
      .text(classes[object.group] ?? ""), .text(object.status.rawValue),
    ] + own + [
      isKnown ? .real(object.agreement) : .none, .boolean(object.status == .completed),
      CatalogueValue(object.confidence), CatalogueValue(object.distance),
    ]
  }
}

extension CatalogueColumn {
  /// The sum of a cutout's flags; `meanings` says what each stands for.
  package static func cutoutFlags(_ meanings: [String]) -> CatalogueColumn {
    CatalogueColumn(
      "cutout_flags", .int32, ucd: "meta.code.qual", "sum of " + meanings.joined(separator: ", "))
  }

  /// Why an object has no code.
  package static func problem(width: Int) -> CatalogueColumn {
    CatalogueColumn(
      "problem", .string(width: width), ucd: "meta.note", "why the object has no code")
  }

  /// What an object is called.
  package static func identifier(width: Int) -> CatalogueColumn {
    CatalogueColumn(
      "id", .string(width: width), ucd: "meta.id;meta.main", "identifier as it was given")
  }
}
