import Rasters
import Testing

@testable import Tensors

/// Pickles that do harm elsewhere, and what they are refused with.
@Suite struct PickleTests {
  static func problem(_ bytes: [UInt8]) -> PickleProblem? {
    var machine = PickleMachine(bytes[...])
    do {
      try machine.run { _ in }
      return nil
    } catch {
      return error as? PickleProblem
    }
  }

  static let start: [UInt8] = [0x80, 2]

  @Test func runsNothing() {
    let call =
      Self.start + Array("cos\nsystem\nX".utf8) + [4, 0, 0, 0] + Array("true\u{85}R.".utf8)
    #expect(Self.problem(call) == .refused("os.system"))
    let builtin = Self.start + Array("c__builtin__\neval\n.".utf8)
    #expect(Self.problem(builtin) == .refused("__builtin__.eval"))
    // An instance of a class (INST, OBJ, NEWOBJ), an extension, a stack global.
    for code in [UInt8(ascii: "i"), UInt8(ascii: "o"), 0x81, 0x82, 0x93] {
      #expect(Self.problem(Self.start + [code]) == .opcode(code, at: 2))
    }
  }

  static let senseless: [[UInt8]] = [
    [UInt8(ascii: ".")], [UInt8(ascii: "t")], [UInt8(ascii: "N"), UInt8(ascii: "R")],
    [UInt8(ascii: "h"), 9], [UInt8(ascii: "q"), 0], [UInt8(ascii: "N"), UInt8(ascii: "Q")],
    [UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: "N"), UInt8(ascii: "u")],
    [UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: "N"), UInt8(ascii: "u")],
    [UInt8(ascii: "N"), UInt8(ascii: "b")], [0x86], [0x80, 5],
    [UInt8(ascii: "X"), 1, 0, 0, 0, 0xff],
    Array("ctorch\nFloatStorage\n)R".utf8),
    Array("ctorch._utils\n_rebuild_tensor_v2\n)R".utf8),
    [UInt8(ascii: "N")] + .init(repeating: 0x85, count: 5),
  ]

  @Test(arguments: senseless) func refusesNonsense(_ bytes: [UInt8]) {
    guard case .malformed = Self.problem(Self.start + bytes + [UInt8(ascii: ".")]) else {
      Issue.record("accepted \(bytes)")
      return
    }
  }

  @Test func endsEarly() {
    #expect(Self.problem([]) == .endsEarly)
    #expect(Self.problem([UInt8(ascii: "X"), 0xff, 0xff, 0xff, 0x7f]) == .endsEarly)
    #expect(Self.problem(Array("ctorch".utf8)) == .endsEarly)
  }

  /// A chain of many lists is put away without a stack for each.
  @Test func bearsChains() {
    let lists = [UInt8](repeating: UInt8(ascii: "]"), count: 100_001)
    let links = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    let bytes = lists + links + [UInt8(ascii: ".")]
    #expect(Self.problem(bytes) == nil)
  }

  @Test func refusesViewsBeyondTheirNumbers() throws {
    let storage = PickleStorage(key: "0", type: .f32, count: 6)
    func place(_ offset: Int, _ shape: [Int], _ strides: [Int]) throws -> StoredTensor? {
      let view = PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides)
      return try PickledTensors.placed([("t", view)], ["0": 100])["t"]
    }
    #expect(try place(0, [2, 3], [3, 1])?.strides == nil)
    #expect(try place(1, [3], [2])?.span == 5)
    #expect(try place(2, [], [])?.offset == 108)
    let wrong: [(Int, [Int], [Int])] = [
      (1, [2, 3], [3, 1]), (0, [7], [1]), (0, [1 << 40], [0]), (6, [1], [1]), (.max, [1], [1]),
      (0, [1 << 40, 1 << 40], [1, 1]), (0, [3], [1 << 62]), (7, [0], [1]),
    ]
    for (offset, shape, strides) in wrong {
      #expect(throws: PickleProblem.tensorBeyondStorage("t")) {
        try place(offset, shape, strides)
      }
    }
  }
}
