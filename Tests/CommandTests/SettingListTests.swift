import Foundation
import TestSupport
import Testing

/// Options of the command, against the settings that `facies methods` lists.
@Suite struct SettingListTests {
  private struct Group: Decodable {
    struct Setting: Decodable {
      var key: String
      var option: String?
    }

    var name: String
    var commands: [String]
    var settings: [Setting]
  }

  private struct Dump: Decodable {
    struct Command: Decodable {
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }

    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }

      var kind: String
      var names: [Name]?
      var abstract: String?
    }

    var command: Command
  }

  /// Files that a command reads, and what is typed for a first look.
  private static let inputs: [String: Set<String>] = [
    "measure": ["segmentation", "psf", "mask"], "weights": ["try"],
    "generate-completion-script": [], "help": [],
  ]

  private func groups() throws -> [Group] {
    let outcome = try BuiltCommand.run(["methods", "settings", "--json"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try JSONDecoder().decode([Group].self, from: Data(outcome.output.utf8))
  }

  @Test func everyOptionThatTakesAValueIsASetting() throws {
    let groups = try groups()
    let outcome = try BuiltCommand.run(["--experimental-dump-help"])
    let dump = try JSONDecoder().decode(Dump.self, from: Data(outcome.output.utf8))
    let commands = dump.command.subcommands ?? []
    #expect(commands.count > 15)
    for command in commands {
      let declared = Set(
        groups.filter { $0.commands.contains(command.commandName) }
          .flatMap { $0.settings.compactMap(\.option) })
      for own in [command] + (command.subcommands ?? []) {
        for option in own.arguments ?? [] where option.kind == "option" {
          guard let name = option.names?.first(where: { $0.kind == "long" })?.name,
            Self.inputs[command.commandName]?.contains(name) != true
          else { continue }
          #expect(declared.contains(name), "facies \(own.commandName) --\(name)")
        }
      }
    }
  }

  @Test func defaultsAreSaid() throws {
    let help = try BuiltCommand.run(["run", "--help"]).output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for fact in [
      "from 1 to 255, or a range such as 4..16; default: 8", "default: standard", "default: 0",
      "from 0.01 to 1000000 deviations; default: 1.5", "from 0 to 0.9; default: 0.3",
    ] {
      #expect(help.contains(fact), "\(fact)")
    }
  }

  @Test func methodsAndSettingsComeTogether() throws {
    let outcome = try BuiltCommand.run(["methods", "--json"])
    let all = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect((all?["methods"] as? [Any])?.isEmpty == false)
    #expect((all?["settings"] as? [Any])?.isEmpty == false)
  }
}
