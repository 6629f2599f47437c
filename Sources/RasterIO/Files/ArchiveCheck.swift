internal import CGDAL
import Foundation
import Rasters

/// GDAL lists the members of a cut-off archive up to the cut, and a scene
/// without its last bands would pass for a whole one. So a tar archive must
/// end as tar archives do, in a block of zeros; a compressed one is unpacked
/// once, into nothing, to see that.
enum ArchiveCheck {
  private static let block = 512
  private static let chunk = 1 << 20
  /// A compressed archive may not grow more than this; scenes grow tenfold.
  private static let largestGrowth = 200

  static func check(_ path: String) throws {
    GDAL.start()
    GDAL.resetErrors()
    let name = path.lowercased()
    if name.hasSuffix(".tar") { return try checkPlain(path) }
    if name.hasSuffix(".gz") || name.hasSuffix(".tgz") { try checkCompressed(path) }
  }

  private static func incomplete(_ path: String) -> Failure {
    Failure("'\(path)' is not a whole tar archive (incomplete or damaged); fetch it again")
  }

  private static func checkPlain(_ path: String) throws {
    guard let file = VSIFOpenL(path, "rb") else { throw incomplete(path) }
    defer { VSIFCloseL(file) }
    guard VSIFSeekL(file, 0, SEEK_END) == 0 else { throw incomplete(path) }
    let size = Int(VSIFTellL(file))
    guard size >= 2 * block, size % block == 0,
      VSIFSeekL(file, vsi_l_offset(size - block), SEEK_SET) == 0
    else {
      throw incomplete(path)
    }
    var tail = [UInt8](repeating: 1, count: block)
    guard VSIFReadL(&tail, 1, block, file) == block, tail.allSatisfy({ $0 == 0 }) else {
      throw incomplete(path)
    }
  }

  private static func checkCompressed(_ path: String) throws {
    guard let file = VSIFOpenL("/vsigzip/" + path, "rb") else { throw incomplete(path) }
    defer { VSIFCloseL(file) }
    let limit = try compressedSize(path) * largestGrowth + 64 * chunk
    var buffer = [UInt8](repeating: 0, count: chunk)
    var total = 0
    var tail: [UInt8] = []
    while case let count = VSIFReadL(&buffer, 1, chunk, file), count > 0 {
      total += count
      guard total <= limit else {
        throw Failure("'\(path)' unpacks to more than \(largestGrowth) times its size: refused")
      }
      tail = Array(buffer[max(0, count - block)..<count])
    }
    let isEnd = tail.count == block && tail.allSatisfy { $0 == 0 }
    guard !GDAL.hasFailed, total % block == 0, isEnd else { throw incomplete(path) }
  }

  private static func compressedSize(_ path: String) throws -> Int {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw incomplete(path) }
    return Int(facts.st_size)
  }
}
