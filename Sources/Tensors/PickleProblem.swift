import Rasters

/// Why a PyTorch checkpoint is not read.
enum PickleProblem: Error, Equatable {
  case endsEarly
  case opcode(UInt8, at: Int)
  case refused(String)
  case malformed(at: Int)
  case tooLong(Int)
  case bigEndian
  case noStateDictionary
  case twice(String)
  case tensorBeyondStorage(String)
  case storageMissing(String)
  case storageSize(String, bytes: Int, expected: Int)
  case zip(String)

  /// One line for the person at the terminal.
  var text: String {
    switch self {
    case .endsEarly: "its pickle ends early (truncated download?)"
    case .opcode(let code, let place):
      "its pickle has the operation \(code) at byte \(place), which weights do not need; "
        + Self.mend
    case .refused(let name):
      "its pickle refers to \(StrictJSONProblem.excerpt(name)), and nothing but tensors is read; "
        + Self.mend
    case .malformed(let place): "its pickle makes no sense at byte \(place)"
    case .tooLong(let bytes):
      "its pickle has more than \(ByteCount.text(bytes)), too much for names and shapes"
    case .bigEndian: "its numbers are big endian; " + Self.mend
    case .noStateDictionary: "it holds no dictionary of tensors; " + Self.mend
    case .twice(let name): "the tensor \(StrictJSONProblem.excerpt(name)) comes twice"
    case .tensorBeyondStorage(let name):
      "tensor \(StrictJSONProblem.excerpt(name)) reaches beyond its numbers"
    case .storageMissing(let key):
      "the numbers \(StrictJSONProblem.excerpt(key)) are not in the file (truncated download?)"
    case .storageSize(let key, let bytes, let expected):
      "the numbers \(StrictJSONProblem.excerpt(key)) have \(ByteCount.text(bytes)), expected "
        + "\(ByteCount.text(expected)) (truncated download?)"
    case .zip(let problem): "its zip archive \(problem)"
    }
  }

  private static let mend = "save its state_dict() with safetensors.torch.save_file"
}
