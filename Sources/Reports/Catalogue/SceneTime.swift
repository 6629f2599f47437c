/// When a scene was taken, as STAC wants it said.
enum SceneTime {
  /// `datetime`, or a range around what is known of it.
  static func properties(_ acquired: String?) -> [String: JSONValue] {
    guard let acquired, let day = day(acquired) else {
      return range("1900-01-01T00:00:00Z", "2099-12-31T23:59:59Z")
    }
    guard let time = time(acquired) else {
      return range("\(day)T00:00:00Z", "\(day)T23:59:59Z")
    }
    return ["datetime": .text("\(day)T\(time)Z")]
  }

  private static func range(_ from: String, _ to: String) -> [String: JSONValue] {
    ["datetime": .null, "start_datetime": .text(from), "end_datetime": .text(to)]
  }

  /// "2024-03-14" at the beginning of a text.
  private static func day(_ text: String) -> String? {
    let day = text.prefix(10)
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(isDigit) }),
      let month = Int(parts[1]), let number = Int(parts[2]), (1...12).contains(month),
      (1...31).contains(number)
    else { return nil }
    return String(day)
  }

  /// "00:10:45.123" after a "T" or a space; times of scenes are in UTC.
  private static func time(_ text: String) -> String? {
    let rest = text.dropFirst(10)
    guard let mark = rest.first, mark == "T" || mark == " " else { return nil }
    let clock = rest.dropFirst().prefix { isDigit($0) || $0 == ":" || $0 == "." }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 2, parts[1].count == 2,
      let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Double(parts[2]),
      parts[2].prefix(2).allSatisfy(isDigit), parts[2].count >= 2,
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<61).contains(second)
    else { return nil }
    return clock.hasSuffix(".") ? String(clock.dropLast()) : String(clock.prefix(18))
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
