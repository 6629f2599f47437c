/// PyTorch's checkpoints as they were before 1.6 (torch/serialization.py,
/// `_legacy_save`): five pickles (magic number, version, byte order, the
/// object, the keys of its storages), then every storage with its length.
enum TorchStream {
  /// A pickle of the magic number 0x1950a86a20f9469cfc6c.
  static let magic: [UInt8] = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46]

  static func tensors(_ file: FileBytes) throws -> [String: StoredTensor] {
    let bytes = try file.read(0..<min(file.size, PickleMachine.longest))[...]
    var place = bytes.startIndex
    func next<Result>(_ read: (PickleValue) throws -> Result) throws -> Result {
      var machine = PickleMachine(bytes[place...])
      do {
        let value = try machine.run(read)
        place = machine.place
        return value
      } catch PickleProblem.endsEarly where bytes.count < file.size {
        throw PickleProblem.tooLong(PickleMachine.longest)
      }
    }
    try next { _ in }
    try next { _ in }
    guard try next(isLittleEndian) else { throw PickleProblem.bigEndian }
    let tensors = try next(PickledTensors.all)
    let starts = try storages(next(keys), of: tensors, in: file, from: place)
    return try PickledTensors.placed(tensors, starts)
  }

  private static func isLittleEndian(_ value: PickleValue) -> Bool {
    guard case .dictionary(let system) = value else { return false }
    return system.items.contains {
      if case (.string("little_endian"), .boolean(true)) = $0 { true } else { false }
    }
  }

  private static func keys(_ value: PickleValue) throws(PickleProblem) -> [String] {
    guard case .list(let list) = value else { throw .noStateDictionary }
    var keys: [String] = []
    for item in list.items {
      guard case .string(let key) = item else { throw .noStateDictionary }
      keys.append(key)
    }
    return keys
  }

  /// Where the numbers of every storage begin: each has its length, eight bytes,
  /// before it.
  private static func storages(
    _ keys: [String], of tensors: [(name: String, tensor: PickleTensor)], in file: FileBytes,
    from start: Int
  ) throws -> [String: Int] {
    var known: [String: PickleStorage] = [:]
    for (_, tensor) in tensors { known[tensor.storage.key] = tensor.storage }
    var starts: [String: Int] = [:]
    var place = start
    for key in keys {
      guard let storage = known[key] else { throw PickleProblem.storageMissing(key) }
      let length = try file.read(place..<place + 8).reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      guard length == UInt64(storage.count) else {
        throw PickleProblem.storageSize(
          key, bytes: Int(clamping: length), expected: storage.count)
      }
      let (bytes, overflow) = storage.count.multipliedReportingOverflow(by: storage.type.bytes)
      guard !overflow, bytes <= file.size - place - 8 else {
        throw PickleProblem.storageMissing(key)
      }
      starts[key] = place + 8
      place += 8 + bytes
    }
    return starts
  }
}
