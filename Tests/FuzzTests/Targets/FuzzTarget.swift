import Rasters

/// Something that reads bytes which a stranger may have written. Whatever the
/// bytes are, it ends: with a value, or with one of our errors.
struct FuzzTarget: Sendable {
  let name: String
  let read: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, _ read: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.read = read
  }

  static let all = texts + products + models + images + tables + rasters + results

  /// Reads the bytes; what is wrong with how that ended, nil for nothing.
  func problem(_ bytes: [UInt8]) -> String? {
    do {
      try read(bytes)
      return nil
    } catch let error as any FaciesError {
      return Self.problem(of: "\(error)", lines: name == "style" ? 200 : 1)
    } catch {
      return "an error that is not ours: \(error)"
    }
  }

  /// Longer messages help nobody.
  private static let longest = 8192

  private static func problem(of message: String, lines: Int) -> String? {
    if message.isEmpty { return "an error without a word" }
    if message.utf8.count > longest { return "a message of \(message.utf8.count) bytes" }
    let isPlain =
      PlainText.lines(message) == message && message.split(separator: "\n").count <= lines
    return isPlain ? nil : "a message that is no plain line: \(message.debugDescription)"
  }
}
