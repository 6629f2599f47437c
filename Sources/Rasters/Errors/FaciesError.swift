/// An error for the person at the terminal and for a program: what was found, where, and the mend.
///
/// Its ``message`` is data: it names settings without saying how they are written. The command words
/// a setting as its option, a scene file and a program as its key.
public protocol FaciesError: Error, CustomStringConvertible {
  /// The exit status of the command: 1 where the work failed, 2 where the request is wrong.
  var exitCode: Int32 { get }
  /// One line, with the settings that it names.
  var message: Message { get }
  /// What kind of error it is.
  var code: FailureCode { get }
  /// The file that it is about, where it is about one.
  var path: String? { get }
  /// The key of the setting that it is about, such as `detection.threshold`.
  var key: String? { get }
  /// The value that was found.
  var found: String? { get }
  /// The values that are allowed, in words, such as "from 8 to 4096".
  var allowed: String? { get }
}

extension FaciesError {
  public var exitCode: Int32 { 1 }
  public var message: Message { Message(text: description) }
  public var code: FailureCode { exitCode == 2 ? .badRequest : .failed }
  public var path: String? { nil }
  public var key: String? { nil }
  public var found: String? { nil }
  public var allowed: String? { nil }
}

/// The kinds of errors that a program may want to tell apart.
public enum FailureCode: String, Sendable, Codable, CaseIterable {
  /// The work failed: a disk is full, a file is damaged, nothing is left to map.
  case failed
  /// The request is wrong in a way that has no code of its own.
  case badRequest = "bad-request"
  /// A setting is outside the values that are allowed.
  case outOfRange = "out-of-range"
  /// A name (of a band, recipe, field or method) is not known.
  case unknownName = "unknown-name"
  /// Two settings exclude each other.
  case conflict
  /// A setting needs another one that is not given.
  case missing
  /// A file that is to be written is there already.
  case exists
  /// A scene, survey or style file is wrong at a place.
  case document
  /// The job was cancelled or interrupted.
  case cancelled
}
