/// PyTorch's checkpoints since 1.6: a zip archive without compression that holds
/// `NAME/data.pkl` and the numbers in `NAME/data/KEY`.
enum TorchZip {
  static let magic: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

  static func tensors(_ file: FileBytes) throws -> [String: StoredTensor] {
    let archive = try StoredZip(file)
    guard let pickle = archive.entries.keys.first(where: { $0.hasSuffix("/data.pkl") }) else {
      throw PickleProblem.zip("holds no 'data.pkl'; is it a PyTorch checkpoint?")
    }
    let folder = pickle.dropLast("data.pkl".count)
    if let order = archive.entries[folder + "byteorder"], order.count <= 16,
      try file.read(order) != Array("little".utf8)
    {
      throw PickleProblem.bigEndian
    }
    guard let range = archive.entries[pickle], range.count <= PickleMachine.longest else {
      throw PickleProblem.tooLong(PickleMachine.longest)
    }
    var machine = PickleMachine(try file.read(range)[...])
    let tensors = try machine.run { try PickledTensors.all(in: $0) }
    var starts: [String: Int] = [:]
    for (_, tensor) in tensors {
      let storage = tensor.storage
      guard let numbers = archive.entries[folder + "data/" + storage.key] else {
        throw PickleProblem.storageMissing(storage.key)
      }
      let (bytes, overflow) = storage.count.multipliedReportingOverflow(by: storage.type.bytes)
      guard !overflow, bytes == numbers.count else {
        throw PickleProblem.storageSize(
          storage.key, bytes: numbers.count, expected: overflow ? .max : bytes)
      }
      starts[storage.key] = numbers.lowerBound
    }
    return try PickledTensors.placed(tensors, starts)
  }
}
