/// What a pickle of PyTorch's may hold: values without any code.
indirect enum PickleValue {
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case tuple([PickleValue])
  case list(PickleList)
  case dictionary(PickleDictionary)
  /// A name of the allow-list.
  case name(PickleName)
  case storage(PickleStorage)
  case tensor(PickleTensor)
}

/// The only names that a pickle may call or refer to.
enum PickleName: String {
  case orderedDictionary = "collections OrderedDict"
  case tensor = "torch._utils _rebuild_tensor_v2"
  case parameter = "torch._utils _rebuild_parameter"
  case float = "torch FloatStorage"
  case double = "torch DoubleStorage"
  case half = "torch HalfStorage"
  case brain = "torch BFloat16Storage"
  case long = "torch LongStorage"
  case int = "torch IntStorage"
  case short = "torch ShortStorage"
  case char = "torch CharStorage"
  case byte = "torch ByteStorage"
  case bool = "torch BoolStorage"

  /// What a storage of that name holds.
  var type: SafetensorsType? {
    switch self {
    case .orderedDictionary, .tensor, .parameter: nil
    case .float: .f32
    case .double: .f64
    case .half: .f16
    case .brain: .bf16
    case .long: .i64
    case .int: .i32
    case .short: .i16
    case .char: .i8
    case .byte: .u8
    case .bool: .bool
    }
  }
}

/// A list that a pickle fills after it has named it.
final class PickleList {
  fileprivate(set) var items: [PickleValue] = []

  func add(_ more: [PickleValue]) { items += more }
}

/// A dictionary in the order of its filling.
final class PickleDictionary {
  fileprivate(set) var items: [(key: PickleValue, value: PickleValue)] = []

  func set(_ key: PickleValue, _ value: PickleValue) { items.append((key, value)) }
}

/// Owns the lists and dictionaries of a pickle, which may hold each other in
/// circles and in chains of any length: they are emptied one by one.
final class PickleArena {
  private var lists: [PickleList] = []
  private var dictionaries: [PickleDictionary] = []

  func list() -> PickleValue {
    lists.append(PickleList())
    return .list(lists[lists.count - 1])
  }

  func dictionary() -> PickleValue {
    dictionaries.append(PickleDictionary())
    return .dictionary(dictionaries[dictionaries.count - 1])
  }

  deinit {
    for list in lists { list.items = [] }
    for dictionary in dictionaries { dictionary.items = [] }
  }
}

extension PickleValue {
  /// Tuples inside each other.
  var tupleDepth: Int {
    guard case .tuple(let items) = self else { return 0 }
    return 1 + (items.map(\.tupleDepth).max() ?? 0)
  }
}

/// Numbers that lie elsewhere in the file under a key.
struct PickleStorage {
  var key: String
  var type: SafetensorsType
  var count: Int
}

/// A view of a storage; offsets and strides in elements.
struct PickleTensor {
  var storage: PickleStorage
  var offset: Int
  var shape: [Int]
  var strides: [Int]
}
