import Rasters

/// Names of the columns of a table of features.
struct TableHeader {
  let path: String
  let names: [String]

  /// Where a column is that somebody named.
  func place(_ name: String, _ setting: SettingName) throws -> Int {
    let found = names.indices.filter { names[$0] == name }
    guard let first = found.first else {
      throw Failure.usage(
        "\(setting): '\(path)' has no column '\(name)'\(DidYouMean.hint(for: name, among: names))")
    }
    guard found.count == 1 else {
      throw Failure.usage("\(setting): \(found.count) columns of '\(path)' are called '\(name)'")
    }
    return first
  }

  /// "id", or a first column that pandas wrote: numbers of rows without a name.
  var usualIdentifier: Int? {
    names.firstIndex { $0.lowercased() == "id" }
      ?? (names.count > 1 && ["", "Unnamed: 0"].contains(names[0]) ? 0 : nil)
  }

  /// All columns that have a name.
  func features(besides identifier: Int?) -> [Int] {
    names.indices.filter { $0 != identifier && !names[$0].isEmpty }
  }

  /// Refuses features that names do not tell apart.
  func checkNames(of features: [Int]) throws {
    var seen: Set<String> = []
    for name in features.map({ names[$0] }) where !seen.insert(name).inserted {
      throw Failure.usage("two columns of '\(path)' are called '\(name)': rename one of them")
    }
  }

  /// What was taken for what, where nobody said it.
  func notes(identifier: Int?) -> [String] {
    var notes: [String] = []
    if let identifier, names[identifier].lowercased() != "id" {
      notes.append(
        "the first column of '\(path)', '\(names[identifier])', is taken for numbers of rows")
    }
    let unnamed = names.indices.count { $0 != identifier && names[$0].isEmpty }
    if unnamed > 0 {
      notes.append("columns of '\(path)' without a name are passed over: \(unnamed)")
    }
    return notes
  }
}
