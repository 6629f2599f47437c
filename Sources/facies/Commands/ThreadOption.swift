import ArgumentParser
import FaciesKit

/// How many threads work.
struct ThreadOption: ParsableArguments {
  @Option(help: .of(JobSettings.threads))
  var threads: Int?

  func validate() throws {
    try Typed.check { if let threads { try JobSettings.threads.checked(threads) } }
  }
}
