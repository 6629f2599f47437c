/// Tells whether a text has been changed by hand; no protection against
/// anybody who means to deceive.
enum Checksum {
  /// FNV-1a, 64 bits, as hexadecimal digits.
  static func text(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
