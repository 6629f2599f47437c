/// The header of a safetensors file, checked against the format's rules
/// (https://github.com/huggingface/safetensors, "Format") and against the size
/// of the data that follows it.
struct SafetensorsHeader {
  /// Where a tensor lies in the data.
  struct Entry {
    var name: String
    var type: SafetensorsType
    var shape: [Int]
    var range: Range<Int>
  }

  /// In the order of the data.
  let entries: [Entry]
  let metadata: [String: String]

  static let metadataKey = "__metadata__"

  /// - Parameters:
  ///   - json: the header's bytes.
  ///   - data: how many bytes follow it.
  init(json: [UInt8], data: Int) throws(SafetensorsProblem) {
    guard json.first == UInt8(ascii: "{") else { throw .noBrace }
    let members = try Self.members(json)
    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    for member in members {
      if member.key == Self.metadataKey {
        metadata = try Self.strings(member.value)
      } else {
        entries.append(try Entry(name: member.key, member.value))
      }
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    try Self.checkLayout(entries, data: data)
    self.entries = entries
    self.metadata = metadata
  }

  private static func members(_ json: [UInt8]) throws(SafetensorsProblem) -> [StrictJSON.Member] {
    do throws(StrictJSONProblem) {
      return try StrictJSON(parsing: json).object ?? []
    } catch {
      throw .json(error)
    }
  }

  private static func strings(_ json: StrictJSON) throws(SafetensorsProblem) -> [String: String] {
    guard let members = json.object else { throw .metadataNotStrings }
    var out: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else { throw .metadataNotStrings }
      out[member.key] = text
    }
    return out
  }

  /// Tensors lie side by side and fill the data.
  private static func checkLayout(_ entries: [Entry], data: Int) throws(SafetensorsProblem) {
    var covered = 0
    for entry in entries {
      let begin = entry.range.lowerBound
      if begin > covered { throw .hole(entry.name, begin: begin, expected: covered) }
      if begin < covered { throw .overlap(entry.name, begin: begin, expected: covered) }
      covered = entry.range.upperBound
      if covered > data { throw .beyondData(entry.name, end: covered, data: data) }
    }
    if covered < data { throw .unindexed(covered: covered, data: data) }
  }
}

extension SafetensorsHeader.Entry {
  init(name: String, _ json: StrictJSON) throws(SafetensorsProblem) {
    guard let members = json.object else { throw .notAnObject(name) }
    for key in ["dtype", "shape", "data_offsets"] where json[key] == nil {
      throw .missingKey(name, key)
    }
    for member in members where !["dtype", "shape", "data_offsets"].contains(member.key) {
      throw .unknownKey(name, member.key)
    }
    self.name = name
    type = try Self.type(json["dtype"], of: name)
    shape = try Self.shape(json["shape"], of: name)
    range = try Self.range(json["data_offsets"], of: name)
    let size = try Self.size(of: shape, type, name)
    if range.count != size { throw .wrongSize(name, bytes: range.count, expected: size) }
  }

  private static func type(
    _ json: StrictJSON?, of name: String
  ) throws(SafetensorsProblem) -> SafetensorsType {
    guard let text = json?.string else { throw .badType(name) }
    if SafetensorsType.unread.contains(text) { throw .unreadType(name, text) }
    guard let type = SafetensorsType(rawValue: text) else { throw .unknownType(name, text) }
    return type
  }

  private static func shape(
    _ json: StrictJSON?, of name: String
  ) throws(SafetensorsProblem) -> [Int] {
    guard let sizes = wholeNumbers(json) else { throw .badShape(name) }
    return sizes
  }

  private static func range(
    _ json: StrictJSON?, of name: String
  ) throws(SafetensorsProblem) -> Range<Int> {
    guard let ends = wholeNumbers(json), ends.count == 2 else { throw .badOffsets(name) }
    guard ends[0] <= ends[1] else { throw .offsetsBackwards(name) }
    return ends[0]..<ends[1]
  }

  private static func wholeNumbers(_ json: StrictJSON?) -> [Int]? {
    guard let items = json?.array else { return nil }
    let numbers = items.compactMap(\.integer).filter { $0 >= 0 }
    return numbers.count == items.count ? numbers : nil
  }

  /// Bytes of a tensor. Every partial product must fit, as in the reference
  /// implementation: [2^40, 2^40, 0] is refused.
  private static func size(
    of shape: [Int], _ type: SafetensorsType, _ name: String
  ) throws(SafetensorsProblem) -> Int {
    var product = 1
    for factor in shape + [type.bytes] {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow { throw .shapeTooLarge(name) }
      product = next
    }
    return product
  }
}
