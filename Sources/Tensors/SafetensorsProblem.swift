import Rasters

/// What makes a file no valid safetensors file.
enum SafetensorsProblem: Error, Equatable {
  case tooShort(bytes: Int)
  case headerBeyondFile(header: UInt64, file: Int)
  case headerTooLong(UInt64)
  case noBrace
  case json(StrictJSONProblem)
  case metadataNotStrings
  case notAnObject(String)
  case missingKey(String, String)
  case unknownKey(String, String)
  case badType(String)
  case unknownType(String, String)
  case unreadType(String, String)
  case badShape(String)
  case shapeTooLarge(String)
  case badOffsets(String)
  case offsetsBackwards(String)
  case hole(String, begin: Int, expected: Int)
  case overlap(String, begin: Int, expected: Int)
  case beyondData(String, end: Int, data: Int)
  case unindexed(covered: Int, data: Int)
  case wrongSize(String, bytes: Int, expected: Int)
}

extension SafetensorsProblem {
  /// One line for the person at the terminal.
  var text: String {
    switch self {
    case .tooShort(let bytes):
      "it has \(ByteCount.text(bytes)), fewer than the 8 of its header's length "
        + "(truncated download?)"
    case .headerBeyondFile(let header, let file):
      "header says \(ByteCount.text(header)) but the file has \(ByteCount.text(file)) "
        + "(truncated download?)"
    case .headerTooLong(let header):
      "header says \(header) bytes, more than the 100000000 that a header may have "
        + "(not a safetensors file?)"
    case .noBrace: "header does not begin with '{' (not a safetensors file?)"
    case .json(let problem): "header is not valid JSON: \(problem)"
    case .metadataNotStrings: "'__metadata__' must hold strings only"
    default: tensorText
    }
  }

  private var tensorText: String {
    switch self {
    case .notAnObject(let name): "tensor \(shown(name)) is not described by an object"
    case .missingKey(let name, let key): "tensor \(shown(name)) lacks '\(key)'"
    case .unknownKey(let name, let key): "tensor \(shown(name)) has the unknown key \(shown(key))"
    case .badType(let name): "tensor \(shown(name)) has a 'dtype' that is not a string"
    case .unknownType(let name, let type):
      "tensor \(shown(name)) has the unknown dtype \(shown(type))"
    case .unreadType(let name, let type):
      "tensor \(shown(name)) is stored as \(type), which is not read; convert it to F32"
    case .badShape(let name):
      "tensor \(shown(name)) has a 'shape' that is not a list of whole numbers from 0"
    case .shapeTooLarge(let name): "tensor \(shown(name)) has a shape too large for any file"
    default: layoutText
    }
  }

  private var layoutText: String {
    switch self {
    case .badOffsets(let name):
      "tensor \(shown(name)) has 'data_offsets' that are not two whole numbers from 0"
    case .offsetsBackwards(let name): "tensor \(shown(name)) ends before it begins"
    case .hole(let name, let begin, let expected):
      "tensor \(shown(name)) begins at byte \(begin) and leaves a hole from byte \(expected)"
    case .overlap(let name, let begin, let expected):
      "tensor \(shown(name)) begins at byte \(begin) and overlaps the one before, "
        + "which ends at \(expected)"
    case .beyondData(let name, let end, let data):
      "tensor \(shown(name)) ends at byte \(end) but the data has \(ByteCount.text(data)) "
        + "(truncated download?)"
    case .unindexed(let covered, let data):
      "its tensors cover \(ByteCount.text(covered)) of \(ByteCount.text(data)) of data"
    case .wrongSize(let name, let bytes, let expected):
      "tensor \(shown(name)) has \(ByteCount.text(bytes)), its shape needs "
        + "\(ByteCount.text(expected))"
    default: "it is damaged"
    }
  }

  private func shown(_ name: String) -> String { StrictJSONProblem.excerpt(name) }
}
