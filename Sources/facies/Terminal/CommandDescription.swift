/// What the argument parser says about a command (its own JSON, version 0):
/// only what a manual page needs.
struct CommandDescription: Decodable {
  struct Dump: Decodable {
    var command: CommandDescription
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      /// "long", "short" or "longWithSingleDash".
      var kind: String
      var name: String
    }

    /// "positional", "option" or "flag".
    var kind: String
    var abstract: String?
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool
  var arguments: [Argument]?
  var subcommands: [CommandDescription]?
}
