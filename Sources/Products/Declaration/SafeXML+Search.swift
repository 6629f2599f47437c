import Rasters

extension SafeXML.Element {
  /// Every element below this one with one of some names, in document order.
  func all(_ names: String...) -> [SafeXML.Element] {
    var found: [SafeXML.Element] = []
    collect(Set(names), into: &found)
    return found
  }

  private func collect(_ names: Set<String>, into found: inout [SafeXML.Element]) {
    for child in children {
      if names.contains(child.name) { found.append(child) }
      child.collect(names, into: &found)
    }
  }

  /// The text of the first element below this one with the first of some
  /// names that occurs; nil where it is empty.
  func value(_ names: String...) -> String? {
    for name in names {
      if let text = all(name).first?.text.trimmingSpaces, !text.isEmpty { return text }
    }
    return nil
  }

  /// Its own text as a finite number.
  var number: Double? {
    Double(text.trimmingSpaces).flatMap { $0.isFinite ? $0 : nil }
  }
}
