package import Foundation
import Rasters

/// What a page was made from, kept inside it as hidden JSON, so that it can be
/// made again with other names and colours. Pictures are not in it: those of
/// the scene are taken from the page, that of the map is made from the map.
package enum PageRecord {
  static let id = "record"

  /// The content of the hidden script element.
  static func text(_ content: ReportContent) throws -> HTML {
    return JSONValue.scriptText(try JSONText.data(content, isPretty: false, namesInfinities: true))
  }

  /// What a page was made from; the map's picture is empty. Nil where it is no
  /// page of this version of facies.
  package static func content(of page: Data) -> ReportContent? {
    guard let record = piece(of: page, from: "id=\"\(id)\">", to: "</script>") else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard var content = try? decoder.decode(ReportContent.self, from: record) else { return nil }
    for index in content.scenes.indices {
      guard let jpeg = picture("scene-\(index)", in: page) else { return nil }
      content.scenes[index].jpeg = jpeg
    }
    for unit in content.exemplars.indices {
      for place in content.exemplars[unit].places.indices
      where content.exemplars[unit].places[place].chip != nil {
        guard let jpeg = picture(chip(unit, place), in: page) else { return nil }
        content.exemplars[unit].places[place].chip?.jpeg = jpeg
      }
    }
    if content.confidence != nil {
      guard let jpeg = picture("confidence", in: page) else { return nil }
      content.confidence?.jpeg = jpeg
    }
    return content
  }

  /// The element of a chip.
  static func chip(_ unit: Int, _ place: Int) -> String { "chip-\(unit)-\(place)" }

  private static func picture(_ element: String, in page: Data) -> Data? {
    guard let element = page.range(of: Data("id=\"\(element)\"".utf8)),
      let base64 = piece(
        of: page, from: "src=\"data:image/jpeg;base64,", to: "\"", after: element.upperBound)
    else { return nil }
    return Data(base64Encoded: base64)
  }

  /// What stands between two marks; texts on a page cannot hold them, for
  /// their quotes and brackets are escaped.
  private static func piece(
    of page: Data, from start: String, to end: String, after: Data.Index? = nil
  ) -> Data? {
    guard
      let first = page.range(of: Data(start.utf8), in: (after ?? page.startIndex)..<page.endIndex),
      let last = page.range(of: Data(end.utf8), in: first.upperBound..<page.endIndex)
    else { return nil }
    return page.subdata(in: first.upperBound..<last.lowerBound)
  }
}

/// By its size alone.
extension ReportContent.MapPicture: Codable {
  package init(from decoder: any Decoder) throws {
    let size = try [Int](from: decoder)
    guard size.count == 2 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a size is two numbers"))
    }
    self.init(
      png: Data(), width: size[0], height: size[1], grid: Grid(width: size[0], height: size[1]))
  }

  package func encode(to encoder: any Encoder) throws { try [width, height].encode(to: encoder) }
}

/// By its title alone.
extension ReportContent.ScenePicture: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(title: try String(from: decoder), jpeg: Data())
  }

  package func encode(to encoder: any Encoder) throws { try title.encode(to: encoder) }
}

/// As three numbers; codes are single precision.
extension ReportContent.CodeScatter.Point: Codable {
  package init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let unit = try values.decode(Int.self)
    let (x, y) = (try values.decode(Float.self), try values.decode(Float.self))
    self.init(x: Double(x), y: Double(y), unit: unit)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(unit)
    try values.encode(Float(x))
    try values.encode(Float(y))
  }
}

extension ReportContent.Curve.Line: Codable {
  private enum Key: CodingKey {
    case name, x, y
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let (x, y) = (
      try values.decode([Double].self, forKey: .x), try values.decode([Double].self, forKey: .y)
    )
    self.init(
      name: try values.decode(String.self, forKey: .name),
      points: zip(x, y).map { (x: $0, y: $1) })
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encode(points.map(\.x), forKey: .x)
    try values.encode(points.map(\.y), forKey: .y)
  }
}
