import Foundation

/// The part of Python's pickle protocol 2 (pickletools.py lists its operations)
/// that PyTorch writes for dictionaries of tensors. Names that are not in
/// `PickleName` and operations that are not needed for it are refused, so that
/// a file can do nothing but describe tensors.
struct PickleMachine {
  /// More than any state dictionary's names and shapes.
  static let longest = 16_000_000

  private let bytes: ArraySlice<UInt8>
  private(set) var place: Int
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private let arena = PickleArena()

  /// Runs one pickle that begins at `bytes.startIndex`.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// What `read` makes of the pickle's value, which lives no longer; `place` is
  /// behind its end then.
  mutating func run<Result>(_ read: (PickleValue) throws -> Result) throws -> Result {
    let value = try value()
    let owner = arena
    return try withExtendedLifetime(owner) { try read(value) }
  }

  private mutating func value() throws(PickleProblem) -> PickleValue {
    while true {
      let start = place
      let code = try byte()
      if code == UInt8(ascii: ".") { return try pop() }
      if try constant(code) { continue }
      if try container(code) { continue }
      if try memory(code) { continue }
      guard try build(code) else { throw .opcode(code, at: start - bytes.startIndex) }
    }
  }

  // Reading ---------------------------------------------------------------

  private mutating func byte() throws(PickleProblem) -> UInt8 {
    guard place < bytes.endIndex else { throw .endsEarly }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func take(_ count: Int) throws(PickleProblem) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.endIndex - place else { throw .endsEarly }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// A little endian number without sign.
  private mutating func whole(_ count: Int) throws(PickleProblem) -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func line() throws(PickleProblem) -> String {
    guard let end = bytes[place...].firstIndex(of: 10) else { throw .endsEarly }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  private var wrong: PickleProblem { .malformed(at: place - bytes.startIndex) }

  private mutating func pop() throws(PickleProblem) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else { throw wrong }
    return value
  }

  private mutating func popMark() throws(PickleProblem) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw wrong }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  // Operations ------------------------------------------------------------

  private mutating func constant(_ code: UInt8) throws(PickleProblem) -> Bool {
    switch code {
    case 0x80:
      guard try byte() <= 2 else { throw wrong }
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.boolean(true))
    case 0x89: stack.append(.boolean(false))
    case UInt8(ascii: "K"): stack.append(.integer(try whole(1)))
    case UInt8(ascii: "M"): stack.append(.integer(try whole(2)))
    case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try whole(4)))))
    case 0x8a: stack.append(try longInteger())
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.number(Double(bitPattern: bits)))
    case UInt8(ascii: "X"):
      let length = try whole(4)
      guard let text = String(bytes: try take(length), encoding: .utf8) else { throw wrong }
      stack.append(.string(text))
    case UInt8(ascii: "c"):
      let name = "\(try line()) \(try line())"
      guard let known = PickleName(rawValue: name) else {
        throw .refused(name.replacingOccurrences(of: " ", with: "."))
      }
      stack.append(.name(known))
    default: return false
    }
    return true
  }

  /// LONG1: two's complement, little endian; numbers beyond eight bytes occur
  /// in the magic number only and are kept as their lowest bits.
  private mutating func longInteger() throws(PickleProblem) -> PickleValue {
    let digits = try take(try whole(1))
    var value = (digits.last ?? 0) & 0x80 == 0 ? 0 : -1
    for digit in digits.reversed() { value = value << 8 | Int(digit) }
    return .integer(value)
  }

  private mutating func container(_ code: UInt8) throws(PickleProblem) -> Bool {
    switch code {
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: ")"): stack.append(.tuple([]))
    case UInt8(ascii: "t"): try push(tuple: try popMark())
    case 0x85, 0x86, 0x87: try shortTuple(Int(code - 0x84))
    case UInt8(ascii: "]"): stack.append(arena.list())
    case UInt8(ascii: "}"): stack.append(arena.dictionary())
    case UInt8(ascii: "a"):
      let item = try pop()
      try append([item])
    case UInt8(ascii: "e"):
      let items = try popMark()
      try append(items)
    case UInt8(ascii: "s"):
      let value = try pop()
      let key = try pop()
      try set([key, value])
    case UInt8(ascii: "u"):
      let items = try popMark()
      try set(items)
    default: return false
    }
    return true
  }

  private mutating func shortTuple(_ count: Int) throws(PickleProblem) {
    var items: [PickleValue] = []
    for _ in 0..<count { items.insert(try pop(), at: 0) }
    try push(tuple: items)
  }

  /// Tuples lie four deep at most in what PyTorch writes.
  private mutating func push(tuple items: [PickleValue]) throws(PickleProblem) {
    let tuple = PickleValue.tuple(items)
    guard tuple.tupleDepth <= 4 else { throw wrong }
    stack.append(tuple)
  }

  private func append(_ items: [PickleValue]) throws(PickleProblem) {
    guard case .list(let list) = stack.last else { throw wrong }
    list.add(items)
  }

  private func set(_ items: [PickleValue]) throws(PickleProblem) {
    guard case .dictionary(let dictionary) = stack.last, items.count % 2 == 0 else { throw wrong }
    for index in stride(from: 0, to: items.count, by: 2) {
      dictionary.set(items[index], items[index + 1])
    }
  }

  private mutating func memory(_ code: UInt8) throws(PickleProblem) -> Bool {
    let isPut = code == UInt8(ascii: "q") || code == UInt8(ascii: "r")
    guard isPut || code == UInt8(ascii: "h") || code == UInt8(ascii: "j") else { return false }
    let isShort = code == UInt8(ascii: "q") || code == UInt8(ascii: "h")
    let slot = try whole(isShort ? 1 : 4)
    if isPut {
      guard let value = stack.last else { throw wrong }
      memo[slot] = value
    } else {
      guard let value = memo[slot] else { throw wrong }
      stack.append(value)
    }
    return true
  }

  private mutating func build(_ code: UInt8) throws(PickleProblem) -> Bool {
    switch code {
    case UInt8(ascii: "Q"): stack.append(.storage(try storage(try pop())))
    case UInt8(ascii: "R"):
      guard case .tuple(let arguments) = try pop(), case .name(let name) = try pop() else {
        throw wrong
      }
      stack.append(try made(name, arguments))
    case UInt8(ascii: "b"):
      // The attributes of a dictionary ("_metadata"); they hold versions.
      _ = try pop()
      guard case .dictionary = stack.last else { throw wrong }
    default: return false
    }
    return true
  }

  /// ("storage", type, key, device, elements) or the same with a None behind.
  private func storage(_ id: PickleValue) throws(PickleProblem) -> PickleStorage {
    guard case .tuple(let parts) = id, parts.count == 5 || parts.count == 6,
      case .string("storage") = parts[0], case .name(let name) = parts[1], let type = name.type,
      case .string(let key) = parts[2], case .integer(let count) = parts[4], count >= 0
    else { throw wrong }
    if parts.count == 6, case .none = parts[5] {} else if parts.count == 6 { throw wrong }
    return PickleStorage(key: key, type: type, count: count)
  }

  private func made(
    _ name: PickleName, _ arguments: [PickleValue]
  ) throws(PickleProblem) -> PickleValue {
    switch name {
    case .orderedDictionary:
      guard arguments.isEmpty else { throw wrong }
      return arena.dictionary()
    case .parameter:
      guard case .tensor(let tensor) = arguments.first else { throw wrong }
      return .tensor(tensor)
    case .tensor:
      guard arguments.count >= 4, case .storage(let storage) = arguments[0],
        case .integer(let offset) = arguments[1], let shape = wholes(arguments[2]),
        let strides = wholes(arguments[3]), shape.count == strides.count, offset >= 0
      else { throw wrong }
      return .tensor(PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides))
    default: throw wrong
    }
  }

  private func wholes(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let items) = value else { return nil }
    var numbers: [Int] = []
    for item in items {
      guard case .integer(let number) = item, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
