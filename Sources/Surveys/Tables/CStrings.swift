/// Lends texts to C as an array of pointers.
enum CStrings {
  static func with<Result>(
    _ texts: [[CChar]],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
  ) rethrows -> Result {
    var letters = texts.flatMap { $0 }
    let starts = texts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    return try letters.withUnsafeMutableBufferPointer { buffer in
      var pointers = texts.indices.map { index in buffer.baseAddress.map { $0 + starts[index] } }
      return try pointers.withUnsafeMutableBufferPointer { try body($0.baseAddress) }
    }
  }
}
