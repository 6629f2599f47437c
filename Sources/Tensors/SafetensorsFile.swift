package import Foundation
import Rasters

/// A file of named tensors in the safetensors format: eight bytes of header
/// length, a header of JSON, the numbers. Nothing in it can be run, and
/// nothing is believed that has not been checked.
package struct SafetensorsFile: Sendable, Equatable {
  /// Names other than "__metadata__".
  package var tensors: [String: Tensor]
  package var metadata: [String: String]

  package init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Longest header, as the reference implementation has it.
  static let longestHeader = 100_000_000

  /// Reads a whole file; `name` is what errors call it.
  package init(data: Data, name: String) throws {
    do throws(SafetensorsProblem) {
      try self.init(data)
    } catch {
      throw Failure("'\(name)' is not a valid model: \(error.text)")
    }
  }

  private init(_ data: Data) throws(SafetensorsProblem) {
    let length = try Self.headerLength(data.prefix(8), file: data.count)
    let start = data.startIndex + 8
    let json = [UInt8](data[start..<start + length])
    let body = data[(start + length)...]
    let header = try SafetensorsHeader(json: json, data: body.count)
    metadata = header.metadata
    tensors = [:]
    for entry in header.entries {
      tensors[entry.name] = body.withUnsafeBytes { raw in
        Tensor(shape: entry.shape, entry.type.floats(.init(rebasing: raw[entry.range])))
      }
    }
  }

  /// The header's length, checked against that of the file.
  static func headerLength(_ start: Data, file: Int) throws(SafetensorsProblem) -> Int {
    guard start.count >= 8 else { throw .tooShort(bytes: file) }
    let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(max(0, file - 8)) else {
      throw .headerBeyondFile(header: length, file: file)
    }
    guard length <= UInt64(longestHeader) else { throw .headerTooLong(length) }
    return Int(length)
  }
}
