import Foundation
import Rasters

/// The other forms of an MTL (Landsat): an object or element
/// LANDSAT_METADATA_FILE (L1_METADATA_FILE in Collection 1) of groups, each of
/// keys with a text.
extension ODLText {
  private static let roots = ["LANDSAT_METADATA_FILE", "L1_METADATA_FILE"]

  /// In the form that the file's name says.
  init(_ bytes: [UInt8], named name: String, shown: String) throws {
    let lower = name.lowercased()
    if lower.hasSuffix(".json") {
      try self.init(json: bytes, shown: shown)
    } else if lower.hasSuffix(".xml") {
      try self.init(xml: bytes, shown: shown)
    } else {
      try self.init(bytes, shown: shown)
    }
  }

  /// A text, or a number where a tool has made one of it.
  private struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else {
        text = "\(try container.decode(Double.self))"
      }
    }
  }

  init(json bytes: [UInt8], shown: String) throws {
    let files: [String: [String: [String: Value]]]
    do {
      files = try JSONDecoder().decode([String: [String: [String: Value]]].self, from: Data(bytes))
    } catch {
      throw Failure("\(shown) is not the JSON of an MTL: groups of keys with texts")
    }
    guard let found = Self.roots.lazy.compactMap({ files[$0] }).first else {
      throw Self.isNone(shown)
    }
    let groups = found.sorted { $0.key < $1.key }.map { name, values in
      Group(name: name, values: values.mapValues(\.text.trimmingSpaces))
    }
    self.init(groups: groups, shown: shown)
  }

  init(xml bytes: [UInt8], shown: String) throws {
    let file = try SafeXML.parse(bytes, shown: shown)
    guard Self.roots.contains(file.name) else { throw Self.isNone(shown) }
    let groups = file.children.map { group in
      Group(
        name: group.name,
        values: Dictionary(
          group.children.map { ($0.name, $0.text.trimmingSpaces) }, uniquingKeysWith: { a, _ in a }
        ))
    }
    self.init(groups: groups, shown: shown)
  }

  private static func isNone(_ shown: String) -> Failure {
    Failure("\(shown) has no \(roots[0]): not the MTL of a Landsat product")
  }
}
