/// Sizes of files as people read them, in powers of 1000.
enum ByteCount {
  /// "812 bytes", "9 GB", "104.9 MB".
  static func text(_ bytes: some BinaryInteger) -> String {
    guard bytes >= 1000 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    var size = Double(bytes)
    var unit = "bytes"
    for larger in ["kB", "MB", "GB", "TB", "PB", "EB"] where size >= 999.95 {
      size /= 1000
      unit = larger
    }
    let tenths = (size * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths)) \(unit)" : "\(tenths) \(unit)"
  }
}
