import Foundation

/// The manual page of the program, in the man macros of roff (man(7)).
struct ManualPage {
  private let program: CommandDescription
  private let version: String

  init(_ program: CommandDescription, version: String) {
    self.program = program
    self.version = version
  }

  private var commands: [CommandDescription] {
    (program.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  var text: String {
    let name = program.commandName
    let lines =
      [
        ".TH \(name.uppercased()) 1 \"\" \"\(Self.escaped(name)) \(version)\" \"User Commands\"",
        ".SH NAME", "\(Self.escaped(name)) \\- \(Self.phrase(program.abstract ?? ""))",
        ".SH SYNOPSIS", ".B \(Self.escaped(name))",
        ".I command\n.RI [ options ]", ".br",
        ".B \(Self.escaped(name)) \\-\\-version", ".br",
        ".B \(Self.escaped(name)) help\n.RI [ command ]",
        ".SH DESCRIPTION",
      ] + discussion(program.discussion) + [".SH COMMANDS"] + commands.flatMap(section) + [
        ".SH FILES", ".TP", ".I units.yaml",
        "names and colours of the units of a map, to be edited; see",
        ".B \(Self.escaped(name)) render.",
        ".SH SEE ALSO", ".BR gdalinfo (1),", ".BR ogrinfo (1),", ".BR qgis (1)",
      ]
    return lines.joined(separator: "\n")
  }

  /// A command, then those that are parts of it.
  private func section(_ command: CommandDescription) -> [String] {
    let parts = (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    return own(command)
      + parts.flatMap { part in
        var named = part
        named.commandName = command.commandName + " " + part.commandName
        return section(named)
      }
  }

  private func own(_ command: CommandDescription) -> [String] {
    let shown = (command.arguments ?? []).filter(\.shouldDisplay)
    let own = shown.filter { !Self.isCommon($0) }
    let operands = own.filter { $0.kind == "positional" }.map(operand).joined(separator: " ")
    return [
      ".SS \"\(Self.escaped(program.commandName)) \(Self.escaped(command.commandName))"
        + (operands.isEmpty ? "" : " \(operands)") + "\""
    ] + Self.paragraph(command.abstract ?? "") + discussion(command.discussion, continues: true)
      + own.flatMap(entry)
  }

  /// Said once, not with every command.
  private static func isCommon(_ argument: CommandDescription.Argument) -> Bool {
    argument.names?.contains { ["help", "version"].contains($0.name) } ?? false
  }

  private func operand(_ argument: CommandDescription.Argument) -> String {
    let name = Self.escaped((argument.valueName ?? "").uppercased())
    let many = argument.isRepeating ? "\(name)..." : name
    return argument.isOptional ? "[\(many)]" : many
  }

  private func entry(_ argument: CommandDescription.Argument) -> [String] {
    let value =
      argument.kind == "option" ? " \\fI\(Self.escaped(argument.valueName ?? ""))\\fR" : ""
    let names = (argument.names ?? []).map { name in
      "\\fB\(Self.escaped((name.kind == "long" ? "--" : "-") + name.name))\\fR"
    }
    let head =
      names.isEmpty ? "\\fI\(operand(argument))\\fR" : names.joined(separator: ", ") + value
    var words = Self.paragraph(argument.abstract ?? "")
    if let standard = argument.defaultValue, argument.kind == "option" {
      words += [Self.line("Default: \(standard).")]
    }
    return [".TP", head] + words
  }

  /// Paragraphs; indented lines, and what follows EXAMPLE, are as they are
  /// typed.
  private func discussion(_ text: String?, continues: Bool = false) -> [String] {
    var out: [String] = []
    for block in (text ?? "").components(separatedBy: "\n\n") where !block.isEmpty {
      let lines = block.components(separatedBy: "\n")
      let isExample = lines.first == "EXAMPLE" || lines.first == "EXAMPLES"
      if !out.isEmpty || continues { out.append(".PP") }
      guard isExample else {
        out += Self.paragraph(block)
        continue
      }
      out += ["Example:", ".PP", ".nf", ".RS 4"]
      out += lines.dropFirst().map { Self.line($0.trimmingCharacters(in: .whitespaces)) }
      out += [".RE", ".fi"]
    }
    return out
  }

  // MARK: roff

  /// In lines of fewer than 80 signs, as the sources of manual pages are.
  private static func paragraph(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.components(separatedBy: .whitespacesAndNewlines) where !word.isEmpty {
      let next = escaped(word)
      if let last = lines.last, last.count + next.count < 78 {
        lines[lines.count - 1] = last + " " + next
      } else {
        lines.append(next)
      }
    }
    return lines.map(guarded)
  }

  /// As it stands after the name: without a full stop.
  private static func phrase(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.hasSuffix(".") ? String(escaped.dropLast()) : escaped
  }

  /// A line that roff takes for text.
  private static func line(_ text: String) -> String { guarded(escaped(text)) }

  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "\"": out += "\\(dq"
      case "^": out += "\\(ha"
      case "~": out += "\\(ti"
      case "`": out += "\\(ga"
      default: out.append(character)
      }
    }
    return out
  }
}
