import ArgumentParser

/// How many threads work.
struct ThreadOption: ParsableArguments {
  @Option(help: "Threads (default: the processors that the process may use).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), must be from 1 to 1024")
    }
  }
}
