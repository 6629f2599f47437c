/// An error with a one-line text for the person at the terminal: what was
/// found, where, and the mend.
public protocol FaciesError: Error, CustomStringConvertible {
  /// What the command exits with.
  var exitCode: Int32 { get }
}

extension FaciesError {
  public var exitCode: Int32 { 1 }
}

/// A failure that needs no more structure than its text.
public struct Failure: FaciesError, Equatable {
  public var description: String
  public var exitCode: Int32

  /// Something went wrong with the work: exit code 1.
  public init(_ description: String, exitCode: Int32 = 1) {
    self.description = PlainText.line(description)
    self.exitCode = exitCode
  }

  /// The request itself is wrong: exit code 2.
  public static func usage(_ description: String) -> Failure {
    Failure(description, exitCode: 2)
  }
}
