import Foundation

/// The command `facies` as it was built beside the tests.
package enum BuiltCommand {
  /// What a call left.
  package struct Outcome: Sendable {
    package var exitCode: Int32
    package var output: String
    package var errors: String
    package var timedOut = false

    package var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    package var isSuccess: Bool { exitCode == 0 && !timedOut }
  }

  /// The command is not there.
  package struct NotBuilt: Error, CustomStringConvertible {
    package let description: String
  }

  package static let path = Result { try path(of: "facies") }

  /// Where a program of the package was built.
  private static func path(of program: String) throws -> String {
    let places = [CommandLine.arguments.first ?? "", "/proc/self/exe"]
    let candidates = places.map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent(program).path
    }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw NotBuilt(
        description: "no '\(program)' at \(candidates): build it first (swift build)")
    }
    return found
  }

  /// Runs another program of the package to its end.
  package static func run(
    program: String, _ arguments: [String], timeout: Double = 120
  ) throws -> Outcome {
    try RunningProgram(path(of: program), arguments, in: nil, extra: [:]).finish(timeout: timeout)
  }

  /// Runs `facies` with arguments to its end.
  ///
  /// - Parameter environment: variables beside those of the tests.
  package static func run(
    _ arguments: [String], in folder: String? = nil, timeout: Double = 120,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let running = try start(arguments, in: folder, environment: environment)
    return running.finish(timeout: timeout)
  }

  package static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs a shell script in which "$FACIES" is the command.
  package static func shell(
    _ script: String, in folder: String? = nil, timeout: Double = 120
  ) throws -> Outcome {
    let program = try path.get()
    return try RunningProgram(
      "/bin/sh", ["-c", script], in: folder, extra: ["FACIES": program]
    ).finish(timeout: timeout)
  }

  /// Starts `facies` without waiting for it.
  package static func start(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(path.get(), arguments, in: folder, extra: environment)
  }
}
