import FaciesKit
import Foundation

/// Names on a disk may be any bytes. Swift's text would stand for others, and a
/// result would get a name that nobody gave it.
enum ArgumentText {
  /// The arguments, with negative numbers joined to their options ("--units=-1"):
  /// they would be taken for options themselves.
  static func joined(_ arguments: [String]) -> [String] {
    var out: [String] = []
    for (index, argument) in arguments.enumerated() {
      if arguments[..<index].contains("--") {
        out.append(argument)
      } else if argument.hasPrefix("-"), Double(argument) != nil, let last = out.last,
        last.hasPrefix("--"), !last.contains("=")
      {
        out[out.count - 1] = last + "=" + argument
      } else {
        out.append(argument)
      }
    }
    return out
  }

  /// Refuses what would be read as something else: files whose names begin with a dash, and help
  /// about commands that there are not.
  static func checkWords(_ arguments: [String]) throws {
    let words = arguments.prefix { $0 != "--" }
    if let odd = words.first(where: isDashedName) {
      throw Failure.usage(
        "'\(odd)' is no option; a file whose name begins with a dash is written ./\(odd)")
    }
    guard words.first == "help", words.count > 1 else { return }
    let names = FaciesCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let wanted = arguments[1]
    guard !wanted.hasPrefix("-"), !names.contains(wanted), wanted != "help" else { return }
    throw Failure.usage(
      "'\(wanted)' is no command" + DidYouMean.hint(for: wanted, among: names) + "; there are "
        + names.joined(separator: ", "))
  }

  /// "-scene.tif": more than the letters of short options.
  private static func isDashedName(_ word: String) -> Bool {
    word.count > 2 && word.hasPrefix("-") && !word.hasPrefix("--") && Double(word) == nil
      && !word.dropFirst().allSatisfy { "qh".contains($0) }
  }

  static func check() throws {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[index],
        String(validatingCString: bytes) == nil
      else { continue }
      throw Failure.usage(
        "argument \(index), '\(String(cString: bytes))', is not UTF-8 text: give the file or folder "
          + "a name that is, or lead to it by a link")
    }
  }
}
