/// How the numbers of a tensor are stored, under the names of the safetensors
/// format; always little endian.
package enum SafetensorsType: String, Sendable, CaseIterable {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"
  case i16 = "I16"
  case i8 = "I8"
  case u64 = "U64"
  case u32 = "U32"
  case u16 = "U16"
  case u8 = "U8"
  case bool = "BOOL"

  package var bytes: Int {
    switch self {
    case .f64, .i64, .u64: 8
    case .f32, .i32, .u32: 4
    case .f16, .bf16, .i16, .u16: 2
    case .i8, .u8, .bool: 1
    }
  }

  /// The format's narrow types, whose numbers are not read.
  static let unread: Set<String> = [
    "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E4M3FNUZ", "F8_E5M2", "F8_E5M2FNUZ", "F8_E8M0",
    "C64",
  ]
}

extension SafetensorsType {
  /// The numbers of a tensor as Float, each rounded to the nearest: F64
  /// beyond Float's range becomes infinite, whole numbers beyond 2^24 may
  /// move. BOOL is 0 or 1.
  func floats(_ raw: UnsafeRawBufferPointer) -> [Float] {
    switch self {
    case .f64: read(raw, UInt64.self) { Float(Double(bitPattern: $0)) }
    case .f32: plain(raw)
    case .f16: read(raw, UInt16.self) { Float(Float16(bitPattern: $0)) }
    case .bf16: read(raw, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .i64: read(raw, Int64.self) { Float($0) }
    case .i32: read(raw, Int32.self) { Float($0) }
    case .i16: read(raw, Int16.self) { Float($0) }
    case .i8: read(raw, Int8.self) { Float($0) }
    case .u64: read(raw, UInt64.self) { Float($0) }
    case .u32: read(raw, UInt32.self) { Float($0) }
    case .u16: read(raw, UInt16.self) { Float($0) }
    case .u8: read(raw, UInt8.self) { Float($0) }
    case .bool: read(raw, UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  /// Float as it lies there, in one piece where the machine is little endian.
  private func plain(_ raw: UnsafeRawBufferPointer) -> [Float] {
    #if _endian(little)
      [Float](unsafeUninitializedCapacity: raw.count / 4) { buffer, count in
        count = raw.count / 4
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: raw[..<(4 * count)]))
      }
    #else
      read(raw, UInt32.self) { Float(bitPattern: $0) }
    #endif
  }

  private func read<Word: FixedWidthInteger>(
    _ raw: UnsafeRawBufferPointer, _ word: Word.Type, _ number: (Word) -> Float
  ) -> [Float] {
    (0..<raw.count / bytes).map { index in
      number(Word(littleEndian: raw.loadUnaligned(fromByteOffset: index * bytes, as: Word.self)))
    }
  }
}
