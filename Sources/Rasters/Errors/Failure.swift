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
}
