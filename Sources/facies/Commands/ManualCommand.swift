import ArgumentParser
import FaciesKit
import Foundation

/// Writes the manual page that `make install` installs; not in the help.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page in roff.", shouldDisplay: false)

  func run() throws {
    let dump = Data(FaciesCommand._dumpHelp().utf8)
    let tree = try JSONDecoder().decode(CommandDescription.Dump.self, from: dump)
    Terminal.print(ManualPage(tree.command, version: Facies.version).text)
  }
}
