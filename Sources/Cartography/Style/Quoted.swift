import Rasters

/// Words of a stranger inside our messages.
enum Quoted {
  /// At most 60 characters on one line.
  static func short(_ text: String) -> String {
    let line = PlainText.spaced(text)
    return line.count <= 60 ? line : line.prefix(59) + "…"
  }
}
