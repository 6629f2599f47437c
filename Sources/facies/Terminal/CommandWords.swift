import ArgumentParser
import FaciesKit

/// How the command names settings: one that the running command has an option for as that option,
/// others as their key.
struct CommandWords {
  /// Long options of the command, without their dashes.
  private let options: Set<String>

  /// Words for a command; nil where none has been found.
  init(_ command: (any ParsableCommand)?) {
    guard let command else {
      options = []
      return
    }
    let help = FaciesCommand.helpMessage(for: type(of: command))
    options = Set(
      help.split { !($0.isLetter || $0.isNumber || $0 == "-") }
        .filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) })
  }

  func text(_ message: Message) -> String {
    message.text { name in
      guard let option = name.option, options.contains(option) else { return "'\(name.key)'" }
      return "--\(option)"
    }
  }

  /// A setting as its option, whichever command runs.
  static func option(_ name: SettingName) -> String { name.option.map { "--\($0)" } ?? name.key }
}

/// Checks of what was typed, whose errors lead to the command's help.
enum Typed {
  /// Runs a check, and throws what it throws as an error of the call.
  static func check(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as any FaciesError {
      throw ValidationError(error.message.text(CommandWords.option))
    }
  }

  /// Names with commas between them.
  static func words(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }

  /// The bytes of a size such as 512MB.
  static func bytes(_ text: String?) throws {
    guard let text, ByteCount.parse(text) == nil else { return }
    throw Failure.outOfRange(
      JobSettings.memory.name, found: "'\(text)'", allowed: JobSettings.memory.allowed.text)
  }

  /// Whole numbers with commas between them.
  static func numbers(_ text: String, _ setting: Setting<[Int]>) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let number = Int($0) else {
        throw Failure.outOfRange(
          setting.name, found: "'\(text)'", allowed: "\(setting.allowed.text), such as 3,2,1")
      }
      return number
    }
  }
}

extension ArgumentHelp {
  /// What a setting means, and its range and default.
  static func of<Value>(_ setting: Setting<Value>, valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: setting.help).named(valueName)
  }

  /// What a setting means, its range, and a default of this command's own.
  static func of<Value>(_ setting: Setting<Value>, default standard: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: setting.help(default: standard))
  }

  private func named(_ valueName: String?) -> ArgumentHelp {
    var out = self
    if let valueName { out.valueName = valueName }
    return out
  }
}
