package import Files
package import Foundation
import Rasters

extension SafetensorsFile {
  /// The file's bytes: the same for the same content. Tensors are F32, sorted
  /// by the bytes of their names; the header is padded with spaces so that
  /// the numbers begin at a multiple of eight.
  package func serialized() -> Data {
    let names = Self.sorted(tensors.keys)
    var out = Self.header(names.map { ($0, tensors[$0]?.shape ?? [0]) }, metadata: metadata)
    for name in names {
      tensors[name]?.floats.withUnsafeBufferPointer { Self.append($0, to: &out) }
    }
    return out
  }

  /// Writes vectors piece by piece, in the order of their names' bytes: they may
  /// take much of the memory that there is.
  package static func write(
    _ vectors: [(name: String, values: UnsafeBufferPointer<Float>)], metadata: [String: String],
    to file: OutputFile
  ) throws {
    let vectors = vectors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let shapes = vectors.map { ($0.name, [$0.values.count]) }
    try file.write([UInt8](header(shapes, metadata: metadata)))
    for (_, values) in vectors {
      for start in stride(from: 0, to: values.count, by: piece) {
        var bytes = Data()
        let end = min(values.count, start + piece)
        append(UnsafeBufferPointer(rebasing: values[start..<end]), to: &bytes)
        try file.write([UInt8](bytes))
      }
    }
  }

  /// Numbers that are written together.
  private static let piece = 1 << 18

  private static func append(_ floats: UnsafeBufferPointer<Float>, to data: inout Data) {
    let words = floats.map { $0.bitPattern.littleEndian }
    words.withUnsafeBytes { data.append($0.bindMemory(to: UInt8.self)) }
  }

  /// All that comes before the numbers.
  private static func header(
    _ tensors: [(name: String, shape: [Int])], metadata: [String: String]
  ) -> Data {
    precondition(
      tensors.allSatisfy { $0.name != SafetensorsHeader.metadataKey },
      "'__metadata__' is not a tensor's name")
    let json = Array(headerText(tensors, metadata).utf8)
    let padding = (8 - json.count % 8) % 8
    var out = Data(capacity: 8 + json.count + padding)
    withUnsafeBytes(of: UInt64(json.count + padding).littleEndian) { out.append(contentsOf: $0) }
    out.append(contentsOf: json)
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
    return out
  }

  private static func headerText(
    _ tensors: [(name: String, shape: [Int])], _ metadata: [String: String]
  ) -> String {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = sorted(metadata.keys).map {
        "\(StrictJSON.quoted($0)):\(StrictJSON.quoted(metadata[$0] ?? ""))"
      }
      members.append("\"\(SafetensorsHeader.metadataKey)\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for (name, shape) in tensors {
      let end = offset + 4 * shape.reduce(1, *)
      let sides = shape.map(String.init).joined(separator: ",")
      members.append(
        "\(StrictJSON.quoted(name)):"
          + "{\"dtype\":\"F32\",\"shape\":[\(sides)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
