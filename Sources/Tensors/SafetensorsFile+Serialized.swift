package import Foundation

extension SafetensorsFile {
  /// The file's bytes: the same for the same content. Tensors are F32, sorted
  /// by the bytes of their names; the header is padded with spaces so that
  /// the numbers begin at a multiple of eight.
  package func serialized() -> Data {
    precondition(
      tensors[SafetensorsHeader.metadataKey] == nil, "'__metadata__' is not a tensor's name")
    let names = Self.sorted(tensors.keys)
    let json = Array(headerText(names).utf8)
    let padding = (8 - json.count % 8) % 8
    var out = Data(capacity: 8 + json.count + padding)
    withUnsafeBytes(of: UInt64(json.count + padding).littleEndian) { out.append(contentsOf: $0) }
    out.append(contentsOf: json)
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
    for name in names {
      let words = tensors[name]?.floats.map { $0.bitPattern.littleEndian } ?? []
      words.withUnsafeBytes { out.append($0.bindMemory(to: UInt8.self)) }
    }
    return out
  }

  private func headerText(_ names: [String]) -> String {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = Self.sorted(metadata.keys).map {
        "\(StrictJSON.quoted($0)):\(StrictJSON.quoted(metadata[$0] ?? ""))"
      }
      members.append("\"\(SafetensorsHeader.metadataKey)\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for name in names {
      guard let tensor = tensors[name] else { continue }
      let end = offset + 4 * tensor.floats.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(StrictJSON.quoted(name)):"
          + "{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
