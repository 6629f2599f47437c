import Foundation
import Rasters
import Tensors
import Testing

/// Files made to do harm, and what each is refused with.
@Suite struct SafetensorsAttackTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: Data
    var message: String
    var testDescription: String { name }

    /// A header with its right length and `data` zeros behind it.
    init(_ name: String, _ header: String, data: Int = 0, _ message: String) {
      let json = Data(header.utf8)
      self.init(name, length: UInt64(json.count), json + Data(count: data), message)
    }

    /// A header length and what follows it.
    init(_ name: String, length: UInt64, _ rest: Data, _ message: String) {
      self.name = name
      bytes = withUnsafeBytes(of: length.littleEndian) { Data($0) } + rest
      self.message = message
    }
  }

  static func notJSON(_ what: String, byte: Int) -> String {
    "header is not valid JSON: \(what) at line 1, column \(byte + 1) (byte \(byte))"
  }

  static let noShape = "tensor 't' has a 'shape' that is not a list of whole numbers from 0"
  static let tooLarge = "tensor 't' has a shape too large for any file"

  /// One tensor "t".
  static func tensor(_ shape: String, _ offsets: String, type: String = "F32") -> String {
    #"{"t":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  static func pair(_ first: String, _ second: String) -> String {
    #"{"a":{"dtype":"U8","shape":[4],"data_offsets":\#(first)},"#
      + #""b":{"dtype":"U8","shape":[4],"data_offsets":\#(second)}}"#
  }

  static let headers: [Attack] = [
    Attack(
      "header beyond the file", length: 9_000_000_000, Data(count: 804),
      "header says 8.4 GB but the file has 812 bytes (truncated download?)"),
    Attack(
      "largest length", length: .max, Data("{}".utf8),
      "header says 16.0 EB but the file has 10 bytes (truncated download?)"),
    Attack(
      "one byte short", length: 3, Data("{}".utf8),
      "header says 3 bytes but the file has 10 bytes (truncated download?)"),
    Attack(
      "100 MB and one", length: 100_000_001, Data(count: 100_000_001),
      "header says 100000001 bytes, more than the 100000000 that a header may have "
        + "(not a safetensors file?)"),
    Attack("no header", "", "header does not begin with '{' (not a safetensors file?)"),
    Attack("array", "[]", "header does not begin with '{' (not a safetensors file?)"),
    Attack("space first", " {}", "header does not begin with '{' (not a safetensors file?)"),
    Attack(
      "not UTF-8", length: 5, Data([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      notJSON("bytes that are not UTF-8", byte: 2)),
    Attack(
      "overlong UTF-8", length: 6, Data([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x7d]),
      notJSON("bytes that are not UTF-8", byte: 2)),
    Attack(
      "ends early", "{",
      notJSON("the text ends early", byte: 1)),
    Attack(
      "zeros behind", "{}\0",
      notJSON("found byte 0x0 after the document's end", byte: 2)
    ),
    Attack(
      "two documents", "{} {}",
      notJSON("found '{' after the document's end", byte: 3)),
    Attack(
      "tensor twice", #"{"t":1,"t":2}"#,
      notJSON("the key 't' comes twice", byte: 7)),
    Attack(
      "tensor twice by an escape", #"{"t":1,"\u0074":2}"#,
      notJSON("the key 't' comes twice", byte: 7)),
    Attack(
      "shape twice", #"{"t":{"shape":[1],"shape":[2]}}"#,
      notJSON("the key 'shape' comes twice", byte: 18)),
    Attack(
      "deep", "{\"t\":" + String(repeating: "[", count: 100_000),
      notJSON("values nested more than 32 deep", byte: 36)),
    Attack(
      "metadata of numbers", #"{"__metadata__":{"a":1}}"#, "'__metadata__' must hold strings only"),
    Attack("metadata is text", #"{"__metadata__":"a"}"#, "'__metadata__' must hold strings only"),
  ]

  static let tensors: [Attack] = [
    Attack("tensor is a number", #"{"t":1}"#, "tensor 't' is not described by an object"),
    Attack("no type", #"{"t":{"shape":[],"data_offsets":[0,4]}}"#, "tensor 't' lacks 'dtype'"),
    Attack("no shape", #"{"t":{"dtype":"F32","data_offsets":[0,4]}}"#, "tensor 't' lacks 'shape'"),
    Attack("no place", #"{"t":{"dtype":"F32","shape":[]}}"#, "tensor 't' lacks 'data_offsets'"),
    Attack(
      "something more", #"{"t":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"run":"rm"}}"#,
      "tensor 't' has the unknown key 'run'"),
    Attack(
      "unknown type", tensor("[1]", "[0,4]", type: "F33"), "tensor 't' has the unknown dtype 'F33'"),
    Attack(
      "type not read", tensor("[1]", "[0,1]", type: "F8_E4M3"),
      "tensor 't' is stored as F8_E4M3, which is not read; convert it to F32"),
    Attack(
      "type is a number", #"{"t":{"dtype":4,"shape":[],"data_offsets":[0,4]}}"#,
      "tensor 't' has a 'dtype' that is not a string"),
    Attack(
      "negative size", tensor("[-1]", "[0,4]"),
      noShape),
    Attack(
      "size with fraction", tensor("[1.0]", "[0,4]"),
      noShape),
    Attack(
      "size beyond 2^64", tensor("[18446744073709551616]", "[0,4]"),
      noShape),
    Attack(
      "product beyond 2^63", tensor("[4294967296,4294967296]", "[0,4]"), data: 4,
      tooLarge),
    Attack(
      "product wraps to 0", tensor("[4294967296,4294967296,0]", "[0,0]"),
      tooLarge),
    Attack(
      "bytes beyond 2^63", tensor("[4611686018427387904]", "[0,4]"), data: 4,
      tooLarge),
    Attack(
      "one offset", tensor("[1]", "[4]"),
      "tensor 't' has 'data_offsets' that are not two whole numbers from 0"),
    Attack(
      "offset as text", tensor("[1]", #"["0",4]"#),
      "tensor 't' has 'data_offsets' that are not two whole numbers from 0"),
    Attack("backwards", tensor("[1]", "[4,0]"), data: 4, "tensor 't' ends before it begins"),
    Attack(
      "shape and place differ", tensor("[2]", "[0,4]"), data: 4,
      "tensor 't' has 4 bytes, its shape needs 8 bytes"),
    Attack(
      "data cut off", tensor("[1000]", "[0,4000]"), data: 12,
      "tensor 't' ends at byte 4000 but the data has 12 bytes (truncated download?)"),
    Attack(
      "data left over", tensor("[1]", "[0,4]"), data: 6,
      "its tensors cover 4 bytes of 6 bytes of data"),
    Attack("data without tensors", "{}", data: 1, "its tensors cover 0 bytes of 1 byte of data"),
    Attack(
      "hole at the start", tensor("[1]", "[4,8]"), data: 8,
      "tensor 't' begins at byte 4 and leaves a hole from byte 0"),
    Attack(
      "hole between", pair("[0,4]", "[5,9]"), data: 9,
      "tensor 'b' begins at byte 5 and leaves a hole from byte 4"),
    Attack(
      "overlap", pair("[0,4]", "[3,7]"), data: 7,
      "tensor 'b' begins at byte 3 and overlaps the one before, which ends at 4"),
    Attack(
      "same place", pair("[0,4]", "[0,4]"), data: 4,
      "tensor 'b' begins at byte 0 and overlaps the one before, which ends at 4"),
    Attack(
      "name of many lines", "{\"a\\n" + String(repeating: "b", count: 200) + "\":1}",
      "tensor 'a\\u000a" + String(repeating: "b", count: 58) + "...' is not described by an object"
    ),
  ]

  @Test(arguments: headers + tensors)
  func isRefused(_ attack: Attack) {
    #expect(throws: Failure("'m.safetensors' is not a valid model: \(attack.message)")) {
      try SafetensorsFile(data: attack.bytes, name: "m.safetensors")
    }
  }

  @Test(arguments: 0..<8) func shorterThanALength(_ count: Int) {
    let size = count == 1 ? "1 byte" : "\(count) bytes"
    #expect(
      throws: Failure(
        "'m' is not a valid model: it has \(size), fewer than the 8 of its header's length "
          + "(truncated download?)")
    ) { try SafetensorsFile(data: Data(count: count), name: "m") }
  }

  /// Every beginning of a good file is refused.
  @Test func truncationIsRefused() throws {
    let whole = try SafetensorsTests.python().serialized()
    for count in 0..<whole.count {
      #expect(throws: Failure.self) { try SafetensorsFile(data: whole.prefix(count), name: "m") }
    }
  }

  /// Order of the header is free, spaces may follow, empty tensors share a
  /// place.
  @Test(arguments: [
    Self.pair("[4,8]", "[0,4]") + "   ",
    Self.pair("[0,4]", "[4,8]").replacing(
      "}}", with: #"},"c":{"shape":[0,9],"data_offsets":[4,4],"dtype":"F64"}}"#),
  ])
  func isAccepted(_ header: String) throws {
    let attack = Attack("", header, data: 8, "")
    #expect(try SafetensorsFile(data: attack.bytes, name: "m").tensors["b"]?.shape == [4])
  }
}
