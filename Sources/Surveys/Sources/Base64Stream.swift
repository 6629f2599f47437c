import Rasters

/// Bytes of a text in base64 up to the next tag, piece by piece.
struct Base64Stream {
  let path: String
  private let bytes: UnsafeRawBufferPointer
  private var position: Int
  private var ready: [UInt8] = []
  private var taken = 0

  private static let piece = 1 << 16

  init(_ bytes: UnsafeRawBufferPointer, start: Int, path: String) {
    self.path = path
    self.bytes = bytes
    position = start
  }

  var isAtEnd: Bool {
    mutating get throws {
      try fill(1)
      return taken == ready.count
    }
  }

  /// The next bytes; an error where the text ends before.
  mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    try fill(count)
    guard ready.count - taken >= count else {
      throw Failure("'\(path)' is cut short: its rows end in the middle of one")
    }
    defer { taken += count }
    return ready[taken..<taken + count]
  }

  private mutating func fill(_ count: Int) throws {
    guard ready.count - taken < count else { return }
    ready.removeFirst(taken)
    taken = 0
    let wanted = max(count, Self.piece)
    while ready.count < wanted, try decodeFour() {}
  }

  /// Three bytes of four letters; false at the end.
  private mutating func decodeFour() throws -> Bool {
    var (bits, letters, padding) = (0, 0, 0)
    while letters + padding < 4, position < bytes.count, bytes[position] != 60 {
      let letter = bytes[position]
      position += 1
      if [32, 9, 10, 13].contains(letter) { continue }
      if letter == 61 {
        padding += 1
      } else if padding == 0, let value = Self.value(letter) {
        bits = bits << 6 | value
        letters += 1
      } else {
        throw Failure("'\(path)' has rows that are no base64")
      }
    }
    guard letters > 1 else { return false }
    bits <<= 6 * (4 - letters)
    for shift in [16, 8, 0].prefix(letters - 1) { ready.append(UInt8(bits >> shift & 255)) }
    return padding == 0
  }

  private static func value(_ letter: UInt8) -> Int? {
    switch letter {
    case 65...90: Int(letter) - 65
    case 97...122: Int(letter) - 71
    case 48...57: Int(letter) + 4
    case 43: 62
    case 47: 63
    default: nil
    }
  }
}
