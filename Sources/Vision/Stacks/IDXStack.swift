import Rasters

extension StackFormat {
  static let idx = StackFormat(
    "IDX", endings: [".idx", "-ubyte"], recognise: IDXStack.isIDX,
    open: { path, file, _ in try IDXStack(path: path, file: file) })
}

/// Images in the IDX format of MNIST (LeCun, Cortes and Burges): (N, H, W) or
/// (N, H, W, C), big-endian, plain or packed by gzip.
struct IDXStack: StackReader {
  private static let scalars: [UInt8: StackScalar] = [
    0x08: StackScalar(.unsigned, bytes: 1, isBig: true),
    0x09: StackScalar(.signed, bytes: 1, isBig: true),
    0x0b: StackScalar(.signed, bytes: 2, isBig: true),
    0x0c: StackScalar(.signed, bytes: 4, isBig: true),
    0x0d: StackScalar(.float, bytes: 4, isBig: true),
    0x0e: StackScalar(.float, bytes: 8, isBig: true),
  ]

  /// The most that zlib packs into a byte.
  private static let densest = 1032
  /// Bytes that are read at once.
  private static let most = 1 << 30

  let format = "IDX"
  let shape: StackShape
  var range: ClosedRange<Float>? { scalar.range }
  let labels: [Int]? = nil
  private let data: GzipFile
  private let scalar: StackScalar
  private let start: Int
  private let name: String

  /// Also of a gzip file, whose inside only opening it tells.
  static func isIDX(_ head: [UInt8]) -> Bool {
    isGzip(head)
      || head.count >= 4 && head[0] == 0 && head[1] == 0 && scalars[head[2]] != nil
        && (1...8).contains(head[3])
  }

  private static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1f, 0x8b]) }

  init(path: String, file: RandomAccessFile) throws {
    name = file.name
    data = try GzipFile(path, name: file.name)
    let head = try data.bytes(at: 0, count: 4)
    guard head[0] == 0, head[1] == 0, let scalar = Self.scalars[head[2]] else {
      throw Failure("'\(file.name)' is packed by gzip, but holds no IDX file")
    }
    let rank = Int(head[3])
    guard rank == 3 || rank == 4 else {
      throw Failure(
        "'\(file.name)' is an IDX file of \(rank) dimensions: images are (N, H, W) or (N, H, W, C)")
    }
    let words = try data.bytes(at: 4, count: 4 * rank)
    let sides = (0..<rank).map { side in
      (0..<4).reduce(0) { $0 << 8 | Int(words[4 * side + $1]) }
    }
    self.scalar = scalar
    start = 4 + 4 * rank
    shape = try StackShape(
      count: sides[0], channels: rank == 4 ? sides[3] : 1, height: sides[1], width: sides[2]
    ).checked(file.name)
    try check(file)
  }

  /// The file's size against what the header says.
  private func check(_ file: RandomAccessFile) throws {
    // Sides are below 2^32 and 2^14 or less: no overflow.
    let bytes = shape.count * shape.imageLength * scalar.bytes
    let isPacked = Self.isGzip(try file.bytes(at: 0, count: 2))
    let fits = isPacked ? bytes <= file.size * Self.densest : bytes == file.size - start
    guard fits else {
      throw Failure(
        "'\(name)' has \(file.size) bytes, its header says \(bytes) of values: it is damaged")
    }
  }

  func values(_ part: Range<Int>) throws -> [Float] {
    let length = shape.imageLength * scalar.bytes
    guard part.count * length <= Self.most else {
      throw Failure("'\(name)': \(part.count) images are too many to be read at once")
    }
    let bytes = try data.bytes(at: start + part.lowerBound * length, count: part.count * length)
    return planar(scalar.floats(bytes))
  }
}
