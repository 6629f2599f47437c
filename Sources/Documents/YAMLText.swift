import Foundation
package import Settings

/// Writes texts so that every YAML parser reads them back as they were.
package enum YAMLText {
  /// A value of a setting; one text stands for a list of one.
  package static func value(_ value: SettingText) -> String {
    switch value {
    case .plain(let word): word
    case .text(let text): quoted(text)
    case .numbers(let list): "[\(list.joined(separator: ", "))]"
    case .texts(let list): list.count == 1 ? quoted(list[0]) : self.list(list)
    }
  }

  /// Texts between brackets.
  package static func list(_ texts: [String]) -> String {
    "[\(texts.map(quoted).joined(separator: ", "))]"
  }

  /// The text in double quotes, on one line.
  package static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default: out += isPlain(scalar) ? String(scalar) : escape(scalar)
      }
    }
    return out + "\""
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar.value > 0xffff
      ? String(format: "\\U%08X", scalar.value) : String(format: "\\u%04X", scalar.value)
  }
}
