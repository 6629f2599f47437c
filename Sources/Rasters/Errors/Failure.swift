/// An error without a type of its own.
public struct Failure: FaciesError, Equatable {
  public let message: Message
  public let exitCode: Int32
  public let code: FailureCode
  public private(set) var path: String?
  public private(set) var key: String?
  public private(set) var found: String?
  public private(set) var allowed: String?

  /// The message with settings as their keys.
  public var description: String { message.description }

  /// Something went wrong with the work: exit code 1.
  public init(_ message: Message, exitCode: Int32 = 1) {
    self.init(message, exitCode: exitCode, code: exitCode == 2 ? .badRequest : .failed)
  }

  /// Something went wrong with the work: exit code 1. The text names no setting.
  @_disfavoredOverload
  public init(_ text: String, exitCode: Int32 = 1) {
    self.init(Message(text: text), exitCode: exitCode)
  }

  private init(_ message: Message, exitCode: Int32, code: FailureCode) {
    self.message = message.onOneLine
    self.exitCode = exitCode
    self.code = code
  }

  /// The request itself is wrong: exit code 2.
  ///
  /// - Parameters:
  ///   - code: of its kind.
  ///   - path: the file that it is about.
  ///   - setting: the setting that it is about.
  public static func usage(
    _ message: Message, code: FailureCode = .badRequest, path: String? = nil,
    setting: SettingName? = nil
  ) -> Failure {
    var failure = Failure(message, exitCode: 2, code: code)
    failure.path = path
    failure.key = setting?.key
    return failure
  }

  /// The request itself is wrong: exit code 2. The text names no setting.
  @_disfavoredOverload
  public static func usage(_ text: String) -> Failure { usage(Message(text: text)) }

  /// A job that cannot be done, with what programs ask for.
  public static func failed(
    _ message: Message, code: FailureCode, path: String? = nil
  ) -> Failure {
    var failure = Failure(message, exitCode: 1, code: code)
    failure.path = path
    return failure
  }

  /// A setting is not as it must be: "units is 300, must be from 1 to 255".
  public static func outOfRange(
    _ setting: SettingName, found: String, allowed: String
  ) -> Failure {
    var failure = Failure(
      "\(setting) is \(found), must be \(allowed)", exitCode: 2, code: .outOfRange)
    failure.key = setting.key
    failure.found = found
    failure.allowed = allowed
    return failure
  }

  /// A setting names something that there is not: "recipe 'kmeans' is not known (did you mean
  /// 'k-means'?); choose from k-means, pca".
  public static func unknownName(
    _ setting: SettingName, found: String, known: [String]
  ) -> Failure {
    let allowed = known.joined(separator: ", ")
    var failure = Failure(
      "\(setting) '\(found)' is not known\(DidYouMean.hint(for: found, among: known)); choose from "
        + "\(allowed)", exitCode: 2, code: .unknownName)
    failure.key = setting.key
    failure.found = found
    failure.allowed = allowed
    return failure
  }

  /// Two settings that exclude each other.
  public static func conflict(_ first: SettingName, _ second: SettingName) -> Failure {
    usage("\(first) and \(second) exclude each other", code: .conflict, setting: first)
  }

  /// The error with a text replaced in its message, as a temporary name by the final one.
  public init(_ error: any FaciesError, replacing text: String, with other: String) {
    self.init(
      error.message.replacing(text, with: other), exitCode: error.exitCode, code: error.code)
    (path, key, found, allowed) = (error.path, error.key, error.found, error.allowed)
  }

  /// The error with something said behind its message.
  public init(_ error: any FaciesError, then after: Message) {
    self.init(error.message + after, exitCode: error.exitCode, code: error.code)
    (path, key, found, allowed) = (error.path, error.key, error.found, error.allowed)
  }

  /// The error with something said before its message.
  public init(_ before: Message, _ error: any FaciesError) {
    self.init(before + error.message, exitCode: error.exitCode, code: error.code)
    (path, key, found, allowed) = (error.path, error.key, error.found, error.allowed)
  }
}
