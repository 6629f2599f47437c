import Foundation

/// A stream whose bytes stay in memory, for writers that want a stream.
enum MemoryFile {
  /// What `body` wrote.
  static func data(
    _ body: (UnsafeMutablePointer<FILE>) throws -> Void
  ) throws -> Data {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard let stream = open_memstream(&bytes, &count) else {
      throw SheetError.drawing("no memory for a picture")
    }
    defer { free(bytes) }
    do {
      try body(stream)
    } catch {
      fclose(stream)
      throw error
    }
    guard fclose(stream) == 0, let bytes else {
      throw SheetError.drawing("no memory for a picture")
    }
    return Data(bytes: bytes, count: count)
  }
}
