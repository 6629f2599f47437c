import Documents
import Rasters

/// Values of one kind each; a value of another kind is reported and leaves
/// the default as it was.
extension StyleReader {
  func read(_ node: YAMLValue?, _ key: String, into value: inout Int, in range: ClosedRange<Int>) {
    guard let node else { return }
    guard let number = node.written.flatMap({ Int($0) }), range.contains(number)
    else {
      let bounds = "a whole number from \(range.lowerBound) to \(range.upperBound)"
      return report(node, "'\(key)' is \(StyleReader.kind(node)); it must be \(bounds)")
    }
    value = number
  }

  func read(
    _ node: YAMLValue?, _ key: String, into value: inout Double, in range: ClosedRange<Double>
  ) {
    guard let node else { return }
    guard let number = node.written.flatMap(Double.init), range.contains(number)
    else {
      let bounds = "a number from \(Numbers.short(range.lowerBound)) to "
      return report(
        node,
        "'\(key)' is \(StyleReader.kind(node)); it must be \(bounds)\(Numbers.short(range.upperBound))"
      )
    }
    value = number
  }

  func read(_ node: YAMLValue?, _ key: String, into value: inout Bool) {
    guard let node else { return }
    switch node.written {
    case "true": value = true
    case "false": value = false
    default: report(node, "'\(key)' is \(StyleReader.kind(node)); it must be true or false")
    }
  }

  /// A line of text of at most 200 characters.
  func read(_ node: YAMLValue?, _ key: String, into value: inout String) {
    guard let node else { return }
    guard let text = node.written else {
      return report(node, "'\(key)' is \(StyleReader.kind(node)); it must be text")
    }
    guard text.count <= 200 else {
      return report(node, "'\(key)' has \(text.count) characters; 200 are the most")
    }
    value = PlainText.spaced(text)
  }

  func read(_ node: YAMLValue?, _ key: String, into value: inout RGB) {
    guard let node else { return }
    if let colour = colour(node, key) { value = colour }
  }

  /// A colour, or nil after a report.
  func colour(_ node: YAMLValue, _ key: String) -> RGB? {
    let text = node.written
    if let colour = text.flatMap({ RGB($0) }) { return colour }
    report(node, "'\(key)' is \(StyleReader.kind(node)); it must be \(RGB.allowed(text))")
    return nil
  }

  func read<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLValue?, _ key: String, into value: inout Choice
  ) where Choice.RawValue == String {
    guard let node else { return }
    let names = Choice.allCases.map(\.rawValue)
    guard let name = node.written, let choice = Choice(rawValue: name) else {
      return report(node, "'\(key)' is \(StyleReader.kind(node)); \(oneOf(names, near: node))")
    }
    value = choice
  }

  func read(_ node: YAMLValue?, _ key: String, into value: inout TextTemplate) {
    var text = value.text
    read(node, key, into: &text)
    let template = TextTemplate(text)
    guard let node, let unknown = template.unknownPlaces.first else {
      return value = template
    }
    let names = TextTemplate.Place.allCases.map(\.rawValue)
    let hint = DidYouMean.hint(for: unknown, among: names)
    let others = hint.isEmpty ? "; known are \(names.joined(separator: ", "))" : hint
    report(node, "'\(key)' has the unknown place '{\(Quoted.short(unknown))}'\(others)")
  }

  func read(_ node: YAMLValue?, _ key: String, into value: inout Palette) {
    guard let node else { return }
    if let list = node.items { return readColours(list, of: node, into: &value) }
    guard let name = node.written, let palette = Palette(named: name) else {
      let mend = oneOf(Palette.names, near: node)
      return report(node, "'\(key)' is \(StyleReader.kind(node)); \(mend), or a list of colours")
    }
    value = palette
  }

  private func readColours(_ list: [YAMLValue], of node: YAMLValue, into value: inout Palette) {
    guard !list.isEmpty, list.count <= 65_535 else {
      return report(node, "'palette' has \(list.count) colours; it needs 1 to 65535")
    }
    let colours = list.compactMap { colour($0, "palette") }
    if colours.count == list.count { value = .explicit(colours) }
  }

  private func oneOf(_ names: [String], near node: YAMLValue) -> String {
    let hint = DidYouMean.hint(for: node.written ?? "", among: names)
    return "it must be one of \(names.joined(separator: ", "))\(hint)"
  }
}
