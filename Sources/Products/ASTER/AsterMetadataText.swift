import Foundation
import Rasters

/// The metadata files beside ASTER granules as keys and values, whatever
/// their form. Nothing is resolved or followed in them.
enum AsterMetadataText {
  typealias Pair = (key: String, value: String)

  /// Real files have about 20 kB.
  static let largestFile = 4 << 20

  static func pairs(_ bytes: [UInt8], name: String) throws -> [Pair] {
    let lower = name.lowercased()
    if lower.hasSuffix(".json") { return try json(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    return lower.hasSuffix(".xml") ? xml(text) : odl(text)
  }

  // MARK: XML

  /// The text of elements that hold nothing but text; `PSAName` and `Name`
  /// give the key of the value that follows them.
  static func xml(_ text: String) -> [Pair] {
    var pairs: [Pair] = []
    var name: String?
    for (tag, value) in XMLLeaves.of(text) {
      switch tag {
      case "PSAName", "Name": name = value
      case "PSAValue", "Value":
        if let key = name { pairs.append((key, value)) }
      default: pairs.append((tag, value))
      }
    }
    return pairs
  }

  // MARK: ODL

  /// ".met": the object's name is the key; ADDITIONALATTRIBUTENAME gives the
  /// key of the PARAMETERVALUE that follows it.
  static func odl(_ text: String) -> [Pair] {
    var pairs: [Pair] = []
    var object = ""
    var name: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
      guard parts.count == 2 else { continue }
      switch parts[0].uppercased() {
      case "OBJECT": object = parts[1].uppercased()
      case "VALUE":
        let value = plain(parts[1])
        switch object {
        case "ADDITIONALATTRIBUTENAME": name = value
        case "PARAMETERVALUE": name.map { pairs.append(($0, value)) }
        default: pairs.append((object, value))
        }
      default: continue
      }
    }
    return pairs
  }

  /// `("01", "HGH")` as `01, HGH`.
  private static func plain(_ value: String) -> String {
    String(value.filter { !"()\"".contains($0) }).trimmingSpaces
  }

  // MARK: JSON

  /// NASA's unified metadata model (".cmr.json").
  private struct Unified: Decodable {
    struct Attribute: Decodable {
      var Name: String
      var Values: [String]?
    }
    var AdditionalAttributes: [Attribute]?
  }

  private static func json(_ bytes: [UInt8]) throws -> [Pair] {
    do {
      let unified = try JSONDecoder().decode(Unified.self, from: Data(bytes))
      return (unified.AdditionalAttributes ?? []).map {
        ($0.Name, ($0.Values ?? []).joined(separator: ", "))
      }
    } catch { throw Failure("not the JSON of a granule's metadata") }
  }
}
