/// What numbers of a file are.
package struct StackScalar: Sendable, Equatable {
  package enum Kind: Sendable { case signed, unsigned, float }

  package var kind: Kind
  /// 1, 2, 4 or 8; of floats 4 or 8.
  package var bytes: Int
  package var isBig: Bool

  package init(_ kind: Kind, bytes: Int, isBig: Bool) {
    self.kind = kind
    self.bytes = bytes
    self.isBig = isBig
  }

  /// The values that pixels can have: of bytes and unsigned words of 16 bits.
  package var range: ClosedRange<Float>? {
    guard kind == .unsigned else { return nil }
    return bytes == 1 ? 0...255 : bytes == 2 ? 0...65_535 : nil
  }

  /// Numbers one after another as Float, rounded where it does not hold them.
  package func floats(_ data: [UInt8]) -> [Float] {
    data.withUnsafeBytes { raw in
      if bytes == 1, kind == .unsigned { return raw.map { Float($0) } }
      return stride(from: 0, through: raw.count - bytes, by: bytes).map { value(raw, at: $0) }
    }
  }

  private func value(_ raw: UnsafeRawBufferPointer, at place: Int) -> Float {
    func word<T: FixedWidthInteger>(_ type: T.Type) -> T {
      let own = raw.loadUnaligned(fromByteOffset: place, as: type)
      return isBig ? T(bigEndian: own) : T(littleEndian: own)
    }
    switch (kind, bytes) {
    case (.float, 4): return Float(bitPattern: word(UInt32.self))
    case (.float, _): return Float(Double(bitPattern: word(UInt64.self)))
    case (.signed, 1): return Float(word(Int8.self))
    case (.signed, 2): return Float(word(Int16.self))
    case (.signed, 4): return Float(word(Int32.self))
    case (.signed, _): return Float(word(Int64.self))
    case (.unsigned, 1): return Float(word(UInt8.self))
    case (.unsigned, 2): return Float(word(UInt16.self))
    case (.unsigned, 4): return Float(word(UInt32.self))
    case (.unsigned, _): return Float(word(UInt64.self))
    }
  }
}
