/// A colour as three bytes.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From "#rrggbb" or "rrggbb".
  public init?(hex: String) {
    let digits = hex.hasPrefix("#") ? hex.dropFirst() : hex[...]
    guard digits.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// From "#rrggbb", "#rgb" or a name of CSS, as people write colours.
  public init?(_ text: String) {
    if let named = ColourName.colour(text) {
      self = named
    } else if text.hasPrefix("#"), text.count == 4 {
      self.init(hex: text.dropFirst().map { "\($0)\($0)" }.joined())
    } else if text.hasPrefix("#") {
      self.init(hex: text)
    } else {
      return nil
    }
  }

  /// What may stand for a colour; `text` is what did not.
  package static func allowed(_ text: String?) -> String {
    let hint = text.map { DidYouMean.hint(for: $0, among: ColourName.all) } ?? ""
    return "a colour in quotes, such as \"#1f78b4\", or a colour's name in CSS, such as teal" + hint
  }

  /// "#rrggbb".
  public var hex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// As "#rrggbb".
extension RGB: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let colour = RGB(hex: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no colour")
    }
    self = colour
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

/// One unit of a map as people see it.
public struct LegendEntry: Hashable, Sendable, Codable {
  /// The pixel value, from 1.
  public var value: Int
  public var name: String
  public var colour: RGB
  public var pixelCount: Int
  /// Nil where the grid has no scale.
  public var hectares: Double?

  public init(
    value: Int, name: String, colour: RGB, pixelCount: Int = 0, hectares: Double? = nil
  ) {
    self.value = value
    self.name = name
    self.colour = colour
    self.pixelCount = pixelCount
    self.hectares = hectares
  }
}

/// The units of a map in the order of their values. Value 0 is "no data" and
/// never in the legend.
public struct Legend: Hashable, Sendable, Codable {
  public var entries: [LegendEntry]

  public init(entries: [LegendEntry]) {
    self.entries = entries.sorted { $0.value < $1.value }
  }

  /// Units of one name get the colour of the largest of them: they are one row for readers.
  package var withOneColourPerName: Legend {
    let largest = Dictionary(grouping: entries, by: \.name).compactMapValues { same in
      same.count < 2 ? nil : same.max { ($0.pixelCount, $1.value) < ($1.pixelCount, $0.value) }
    }
    return Legend(
      entries: entries.map { entry in
        var entry = entry
        if let first = largest[entry.name] { entry.colour = first.colour }
        return entry
      })
  }

  /// Units of one name together, under the number of the first.
  package var rows: [(entry: LegendEntry, units: [Int])] {
    var places: [String: Int] = [:]
    var rows: [(entry: LegendEntry, units: [Int])] = []
    for entry in entries {
      guard let place = places[entry.name] else {
        places[entry.name] = rows.count
        rows.append((entry, [entry.value]))
        continue
      }
      rows[place].units.append(entry.value)
      rows[place].entry.pixelCount += entry.pixelCount
      rows[place].entry.hectares = rows[place].entry.hectares.flatMap { sum in
        entry.hectares.map { sum + $0 }
      }
    }
    return rows
  }

  public var pixelCount: Int { entries.reduce(0) { $0 + $1.pixelCount } }

  /// Share of the classified pixels in percent.
  public func percent(of entry: LegendEntry) -> Double {
    pixelCount == 0 ? 0 : 100 * Double(entry.pixelCount) / Double(pixelCount)
  }
}
