/// A text that names settings without saying how they are written.
///
/// ```swift
/// let message: Message = "raise \(SettingName("memory", option: "memory")) to 2GB"
/// message.description                            // raise memory to 2GB
/// message.text { "--" + ($0.option ?? $0.key) }  // raise --memory to 2GB
/// ```
public struct Message: Sendable, Equatable, CustomStringConvertible {
  fileprivate enum Part: Sendable, Equatable {
    case text(String)
    case setting(SettingName)
  }

  private var parts: [Part]

  /// Messages are equal that read alike and name the same settings, however they were put together.
  public static func == (a: Message, b: Message) -> Bool { a.joined == b.joined }

  /// The parts with neighbouring texts as one.
  private var joined: [Part] {
    parts.reduce(into: []) { out, part in
      if case .text(let text) = part {
        if case .text(let last)? = out.last {
          out[out.count - 1] = .text(last + text)
        } else if !text.isEmpty {
          out.append(part)
        }
      } else {
        out.append(part)
      }
    }
  }

  /// A text that names no setting.
  public init(text: String) { parts = [.text(text)] }

  /// The text with every setting as `word` writes it.
  public func text(_ word: (SettingName) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .setting(let name): word(name)
      }
    }.joined()
  }

  /// Settings as their keys.
  public var description: String { text(\.key) }

  /// Settings that the text names, in their order.
  public var settings: [SettingName] {
    parts.compactMap { if case .setting(let name) = $0 { name } else { nil } }
  }

  /// The message on one line, without what would steer a terminal.
  var onOneLine: Message {
    var out = self
    out.parts = parts.map {
      if case .text(let text) = $0 { .text(PlainText.line(text)) } else { $0 }
    }
    return out
  }

  /// The message with every occurrence of a text replaced, as of a temporary name by the final one.
  public func replacing(_ text: String, with other: String) -> Message {
    var out = self
    out.parts = parts.map { part in
      guard case .text(let own) = part else { return part }
      return .text(
        own.split(separator: text, omittingEmptySubsequences: false).joined(separator: other))
    }
    return out
  }

  public static func + (a: Message, b: Message) -> Message {
    var out = a
    out.parts += b.parts
    return out
  }

  /// Joins a text that a program put together.
  public static func + (a: Message, b: String) -> Message { a + Message(text: b) }
}

extension Message: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(text: value) }

  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// Collects the parts of an interpolated literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { parts.append(.text(literal)) }

    /// A setting, which is worded by who shows the message.
    public mutating func appendInterpolation(_ setting: SettingName) {
      parts.append(.setting(setting))
    }

    /// Another message.
    public mutating func appendInterpolation(_ message: Message) { parts += message.parts }

    /// A value, as it describes itself.
    public mutating func appendInterpolation(_ value: some Any) {
      parts.append(.text(String(describing: value)))
    }
  }
}
