/// The tensors in the dictionaries of a checkpoint, and where their numbers are.
enum PickledTensors {
  /// More dictionaries inside each other than any checkpoint has.
  private static let deepest = 8

  /// Every tensor with its name; lists and other values are passed over.
  static func all(
    in value: PickleValue
  ) throws(PickleProblem) -> [(name: String, tensor: PickleTensor)] {
    guard case .dictionary(let dictionary) = value else { throw .noStateDictionary }
    var found: [(name: String, tensor: PickleTensor)] = []
    var seen: Set<ObjectIdentifier> = []
    gather(dictionary, "", 0, &seen, &found)
    if found.isEmpty { throw .noStateDictionary }
    return found
  }

  /// Every dictionary once: they may hold each other in circles.
  private static func gather(
    _ dictionary: PickleDictionary, _ prefix: String, _ depth: Int,
    _ seen: inout Set<ObjectIdentifier>,
    _ found: inout [(name: String, tensor: PickleTensor)]
  ) {
    guard depth <= deepest, seen.insert(ObjectIdentifier(dictionary)).inserted else { return }
    for (key, value) in dictionary.items {
      guard case .string(let name) = key else { continue }
      switch value {
      case .tensor(let tensor): found.append((prefix + name, tensor))
      case .dictionary(let inner):
        gather(inner, prefix + name + ".", depth + 1, &seen, &found)
      default: continue
      }
    }
  }

  /// Places in the file of tensors whose storages begin at `starts`.
  static func placed(
    _ tensors: [(name: String, tensor: PickleTensor)], _ starts: [String: Int]
  ) throws(PickleProblem) -> [String: StoredTensor] {
    var placed: [String: StoredTensor] = [:]
    for (name, tensor) in tensors {
      guard let start = starts[tensor.storage.key] else {
        throw .storageMissing(tensor.storage.key)
      }
      guard fits(tensor) else { throw .tensorBeyondStorage(name) }
      if placed[name] != nil { throw .twice(name) }
      let rowMajor = StoredTensor.rowMajorStrides(tensor.shape)
      let isPlain = zip(tensor.shape, zip(rowMajor, tensor.strides)).allSatisfy {
        $0 <= 1 || $1.0 == $1.1
      }
      placed[name] = StoredTensor(
        type: tensor.storage.type, shape: tensor.shape,
        offset: start + tensor.offset * tensor.storage.type.bytes,
        strides: isPlain ? nil : tensor.strides)
    }
    return placed
  }

  /// Whether a view lies in its storage and has no more elements than it: a
  /// stride of zero must not make gigabytes of one number.
  private static func fits(_ tensor: PickleTensor) -> Bool {
    var count = 1
    var last = tensor.offset
    for (size, step) in zip(tensor.shape, tensor.strides) {
      let (product, tooMany) = count.multipliedReportingOverflow(by: size)
      let (reach, tooFar) = max(0, size - 1).multipliedReportingOverflow(by: step)
      let (end, beyond) = last.addingReportingOverflow(reach)
      if tooMany || tooFar || beyond { return false }
      count = product
      last = end
    }
    if count == 0 { return tensor.offset <= tensor.storage.count }
    return last < tensor.storage.count && count <= tensor.storage.count
  }
}
