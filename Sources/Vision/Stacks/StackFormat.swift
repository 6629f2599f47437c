/// A format of many images in one file: what it is called, how it is recognised and opened.
struct StackFormat: Sendable {
  /// As messages call it.
  let title: String
  /// Of usual names, in small letters.
  let endings: [String]
  private let recognise: @Sendable ([UInt8]) -> Bool
  /// Takes the path, the file and its first bytes.
  let open: @Sendable (String, RandomAccessFile, [UInt8]) throws -> any StackReader

  init(
    _ title: String, endings: [String], recognise: @escaping @Sendable ([UInt8]) -> Bool,
    open: @escaping @Sendable (String, RandomAccessFile, [UInt8]) throws -> any StackReader
  ) {
    self.title = title
    self.endings = endings
    self.recognise = recognise
    self.open = open
  }

  /// Whether a file that begins so is of this format.
  func isFormat(of head: [UInt8]) -> Bool { recognise(head) }
}

extension StackFormat {
  /// Every format; the first that recognises a file reads it.
  static let all = [
    numPy,
    idx,
    mat,
  ]

  /// ".npy, IDX and MATLAB 5".
  static var listed: String {
    all.dropLast().map(\.title).joined(separator: ", ") + " and " + (all.last?.title ?? "")
  }
}
