/// How wide words come out: what a layout must know of a font.
protocol TextMeasure {
  /// Pixels that a line of text of a size in pixels takes.
  func width(_ text: String, size: Double, isBold: Bool) -> Double
}

extension TextMeasure {
  /// The text, or as much of its beginning as fits with an ellipsis.
  func fitted(_ text: String, size: Double, isBold: Bool = false, within limit: Double) -> String {
    guard width(text, size: size, isBold: isBold) > limit else { return text }
    let characters = Array(text)
    var (fits, fails) = (0, characters.count)
    while fails - fits > 1 {
      let middle = (fits + fails) / 2
      let tried = shortened(characters, to: middle)
      if width(tried, size: size, isBold: isBold) <= limit { fits = middle } else { fails = middle }
    }
    return fits == 0 ? "" : shortened(characters, to: fits)
  }

  private func shortened(_ characters: [Character], to count: Int) -> String {
    var kept = characters.prefix(count)
    while kept.last?.isWhitespace == true { kept.removeLast() }
    return String(kept) + "…"
  }

  /// The text broken between words into at most `most` lines, the last one
  /// ellipsised.
  func wrapped(
    _ text: String, size: Double, isBold: Bool = false, within limit: Double, most: Int
  ) -> [String] {
    var lines: [String] = []
    var words = text.split(separator: " ", maxSplits: 400).map(String.init)[...]
    while !words.isEmpty, lines.count < most {
      if lines.count == most - 1 {
        let rest = words.joined(separator: " ")
        return lines + [fitted(rest, size: size, isBold: isBold, within: limit)]
      }
      let count = wordsThatFit(words, size: size, isBold: isBold, within: limit)
      let line = words.prefix(count).joined(separator: " ")
      lines.append(fitted(line, size: size, isBold: isBold, within: limit))
      words = words.dropFirst(count)
    }
    return lines
  }

  /// At least one.
  private func wordsThatFit(
    _ words: ArraySlice<String>, size: Double, isBold: Bool, within limit: Double
  ) -> Int {
    var count = 1
    while count < words.count {
      let line = words.prefix(count + 1).joined(separator: " ")
      guard width(line, size: size, isBold: isBold) <= limit else { break }
      count += 1
    }
    return count
  }
}
