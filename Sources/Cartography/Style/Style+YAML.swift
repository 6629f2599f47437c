import Documents
import Foundation
import Rasters

extension Style {
  /// Reads a style from a file of at most 1 MB.
  package static func load(path: String) throws -> Style {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure.usage("\(path): no such style, or not to be read; check the path")
    }
    defer { try? handle.close() }
    let bytes: Data
    do {
      bytes = try handle.read(upToCount: Self.mostBytes + 1) ?? Data()
    } catch {
      throw Failure.usage("\(path): cannot be read; name a YAML file")
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw Failure.usage("\(path): not UTF-8 text; save the style as UTF-8")
    }
    return try parse(yaml: text, file: path)
  }

  /// Reads a style from its text. `file` is what messages call it.
  ///
  /// Throws a `StyleError` with everything that is wrong.
  package static func parse(yaml: String, file: String) throws -> Style {
    guard let root = try root(of: yaml, file: file) else { return .standard }
    let reader = StyleReader(file: file)
    let style = Style(root, reader)
    guard reader.problems.isEmpty else { throw StyleError(problems: reader.sorted) }
    return style
  }

  /// A list of colours for every unit of a map is the longest style.
  private static let mostBytes = 1 << 20

  private static func root(of yaml: String, file: String) throws -> YAMLValue? {
    do {
      return try YAMLDocument.root(of: yaml, file: file, most: mostBytes)
    } catch let error as DocumentError {
      let isPlaced = error.line > 0
      throw StyleError(problems: [
        StyleProblem(
          file: file, line: isPlaced ? error.line : nil, column: isPlaced ? error.column : nil,
          text: error.message)
      ])
    }
  }

  static let keys = [
    "palette", "layout", "furniture", "backdrop", "backdrop-strength", "opacity", "nodata",
    "title", "subtitle",
  ]

  private init(_ root: YAMLValue, _ reader: StyleReader) {
    self.init()
    let fields = reader.fields(root, known: Style.keys)
    reader.read(fields["palette"], "palette", into: &palette)
    reader.read(fields["backdrop"], "backdrop", into: &backdrop)
    reader.read(
      fields["backdrop-strength"], "backdrop-strength", into: &backdropStrength, in: 0...1)
    reader.read(fields["opacity"], "opacity", into: &opacity, in: 0...1)
    reader.read(fields["nodata"], "nodata", into: &nodata)
    reader.read(fields["title"], "title", into: &title)
    reader.read(fields["subtitle"], "subtitle", into: &subtitle)
    if let node = fields["layout"] { layout = Layout(node, reader) }
    if let node = fields["furniture"] { furniture = Furniture(node, reader) }
  }
}

extension Style.Layout {
  static let keys = ["width", "dots-per-inch", "font", "font-size"]

  /// What a cairo surface can be wide.
  static let widths = 200...32_000
  /// A sheet narrower than this many text sizes has no room for its words.
  static let narrowest = 20.0

  fileprivate init(_ node: YAMLValue, _ reader: StyleReader) {
    self.init()
    let fields = reader.fields(node, known: Self.keys)
    reader.read(fields["width"], "width", into: &width, in: Self.widths)
    reader.read(fields["dots-per-inch"], "dots-per-inch", into: &dotsPerInch, in: 30...2400)
    reader.read(fields["font"], "font", into: &font)
    reader.read(fields["font-size"], "font-size", into: &fontSize, in: 2...200)
    guard Double(width) < Self.narrowest * textPixels else { return }
    let most = Double(width) / Self.narrowest * 72 / Double(dotsPerInch)
    reader.report(
      fields["font-size"] ?? node,
      "text of \(Numbers.short(fontSize)) points at \(dotsPerInch) dots per inch is too large for "
        + "a sheet \(width) pixels wide; at most \(Numbers.short((most * 10).rounded(.down) / 10))")
  }
}

extension Style.Furniture {
  static let keys = ["legend", "scale-bar", "north-arrow", "coordinates", "credit"]

  fileprivate init(_ node: YAMLValue, _ reader: StyleReader) {
    self.init()
    let fields = reader.fields(node, known: Self.keys)
    reader.read(fields["legend"], "legend", into: &legend)
    reader.read(fields["scale-bar"], "scale-bar", into: &scaleBar)
    reader.read(fields["north-arrow"], "north-arrow", into: &northArrow)
    reader.read(fields["coordinates"], "coordinates", into: &coordinates)
    reader.read(fields["credit"], "credit", into: &credit)
  }
}

extension StyleReader {
  /// The problems in the order of the file.
  fileprivate var sorted: [StyleProblem] {
    problems.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }
}
