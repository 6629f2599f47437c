import Foundation

/// Sizes in bytes as people write them, in powers of 1024 throughout: what is written can be typed.
public enum ByteCount {
  /// "812 bytes", "1.5 GB".
  public static func text(_ bytes: some BinaryInteger) -> String {
    let units = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    if bytes == 1 { return "1 byte" }
    return unit == 0 ? "\(bytes) bytes" : String(format: "%.1f %@", value, units[unit])
  }

  /// "2GB", "512 MB", "1.5g" or a number of bytes.
  public static func parse(_ text: String) -> Int? {
    let compact = text.lowercased().filter { $0 != " " }
    let digits = compact.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number > 0 else { return nil }
    let endings = [
      ["", "b"], ["k", "kb", "kib"], ["m", "mb", "mib"], ["g", "gb", "gib"], ["t", "tb", "tib"],
    ]
    let suffix = String(compact.dropFirst(digits.count))
    guard let power = endings.firstIndex(where: { $0.contains(suffix) }) else { return nil }
    let bytes = number * pow(1024, Double(power))
    return (1..<1e15).contains(bytes) ? Int(bytes) : nil
  }
}
