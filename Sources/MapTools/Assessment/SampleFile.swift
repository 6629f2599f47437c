import Assessment
import Cartography
import Foundation
import RasterIO
import Rasters
import Settings
import Vectors

/// A GeoPackage of samples: the points that are filled in, and beside them,
/// in tables that a map does not show, what the map says there. Whoever looks
/// at a point must not know that.
enum SampleFile {
  /// Layer of the points: id, longitude, latitude, reference and note.
  static let samples = "samples"
  /// Table of the unit in which each point was drawn.
  static let design = "design"
  /// Table of the units with their sizes.
  static let strata = "strata"
  /// Field that is filled in.
  static let reference = "reference"

  static func write(
    _ picks: [StratifiedSampler.Pick], _ design: SampleDesign, grid: Grid, to path: String
  ) throws {
    let writer = try VectorWriter(path: path)
    try writePoints(picks, grid, to: writer)
    try writer.addTable(Self.design, fields: [.init("id", .integer), .init("unit", .integer)])
    for (index, pick) in picks.enumerated() {
      try writer.write(row: [.integer(index + 1), .integer(pick.unit)])
    }
    try writeStrata(design, to: writer)
    try writer.close()
    try LayerStyles.add(
      PointQMLStyle.text(), of: samples, description: "samples of a facies map", to: writer)
    try writer.finish()
  }

  private static func writePoints(
    _ picks: [StratifiedSampler.Pick], _ grid: Grid, to writer: VectorWriter
  ) throws {
    guard let transform = grid.transform else { return }
    let places = picks.map { pick -> (x: Double, y: Double) in
      let (row, column) = pick.position.quotientAndRemainder(dividingBy: grid.width)
      return transform.apply(column: Double(column) + 0.5, row: Double(row) + 0.5)
    }
    let degrees = grid.wkt.flatMap { source in
      SpatialReference.wkt(epsg: 4326).flatMap {
        SpatialReference.transform(places, from: source, to: $0)
      }
    }
    let angles: [VectorWriter.Field] =
      degrees == nil ? [] : [.init("longitude", .real), .init("latitude", .real)]
    try writer.addPointLayer(
      samples, of: grid,
      fields: [.init("id", .integer)] + angles + [.init(reference, .text), .init("note", .text)])
    for (index, place) in places.enumerated() {
      let angle =
        degrees.map {
          [Self.angle($0[index].x.remainder(dividingBy: 360)), Self.angle($0[index].y)]
        } ?? []
      try writer.write(x: place.x, y: place.y, [.integer(index + 1)] + angle)
    }
  }

  /// To a centimetre.
  private static func angle(_ degrees: Double) -> VectorWriter.Value {
    .real((degrees * 1e7).rounded() / 1e7)
  }

  private static func writeStrata(_ design: SampleDesign, to writer: VectorWriter) throws {
    let hasArea = design.strata.hectares != nil
    try writer.addTable(
      strata,
      fields: [
        .init("unit", .integer), .init("name", .text), .init("pixels", .integer64),
        .init("weight", .real), .init("samples", .integer),
      ] + (hasArea ? [.init("hectares", .real)] : []))
    for (index, stratum) in design.strata.enumerated() {
      try writer.write(
        row: [
          .integer(stratum.unit), .text(stratum.name), .integer(stratum.pixels),
          .real(design.strata.weights[index]), .integer(design.counts[index]),
        ] + (stratum.hectares.map { [.real($0)] } ?? []))
    }
  }
}

extension SampleFile {
  /// A point that has been read: its stratum where the file knows the
  /// design, and what somebody found there.
  struct Point {
    var x: Double
    var y: Double
    /// The unit in which it was drawn.
    var stratum: Int?
    /// Nil while it is still to be visited.
    var reference: String?
  }

  /// What a file of points holds.
  struct Contents {
    var points: [Point]
    /// Empty for points that no design was made for.
    var strata: [Stratum]
    /// Points that the design does not know.
    var foreign = 0
    /// What is to be known about how the file was read.
    var notes: [String] = []
  }

  static func read(_ path: String, field: String?, onto grid: Grid) throws -> Contents {
    let name = VectorName(path)
    let reader = try VectorReader(path: try LocalPath.file(name.path).absolute)
    let layer = name.layer ?? (reader.has(samples) ? samples : nil)
    let fields = try reader.fields(of: layer, for: .points(field: field))
    guard !fields.isEmpty else {
      throw Failure.usage("'\(path)' has no fields: it does not say what was found at its points")
    }
    guard field != nil || fields.contains(reference) else {
      throw Failure.usage(
        "which field of '\(path)' holds the class that was found? Add \(MapSettings.field) with one of "
          + fields.joined(separator: ", "))
    }
    let hasDesign =
      layer == samples && reader.has(design) && reader.has(strata) && fields.contains("id")
    let points = try reader.points(
      of: layer, fields: [field ?? reference] + (hasDesign ? ["id"] : []), onto: grid)
    let passed = reader.passedOver
    let notes = [passed.note(of: path, among: points.count + passed.count)].compactMap(\.self)
    guard hasDesign else {
      return Contents(
        points: points.map { Point($0, stratum: nil) }, strata: [], notes: notes)
    }
    let strata = try readStrata(reader)
    let units = Set(strata.map(\.unit))
    var unitOfPoint: [String: Int] = [:]
    for row in try reader.rows(of: design, fields: ["id", "unit"]) {
      guard let id = row[0], let unit = row[1].flatMap({ Int($0) }), units.contains(unit) else {
        throw Failure("the table '\(design)' of '\(path)' is damaged: draw the sample anew")
      }
      unitOfPoint[id] = unit
    }
    let known = points.compactMap { point -> Point? in
      point.texts[1].flatMap { unitOfPoint[$0] }.map { Point(point, stratum: $0) }
    }
    return Contents(
      points: known, strata: strata, foreign: points.count - known.count, notes: notes)
  }

  private static func readStrata(_ reader: VectorReader) throws -> [Stratum] {
    let hasArea = try reader.fields(of: strata).contains("hectares")
    let fields = ["unit", "name", "pixels"] + (hasArea ? ["hectares"] : [])
    var seen = Set<Int>()
    return try reader.rows(of: strata, fields: fields).map { row in
      let area = hasArea ? row[3].flatMap { Double($0) } : nil
      guard let unit = row[0].flatMap({ Int($0) }), let pixels = row[2].flatMap({ Int($0) }),
        unit > 0, (1...1 << 44).contains(pixels), seen.insert(unit).inserted,
        area.map({ $0.isFinite && $0 >= 0 }) ?? true
      else {
        throw Failure("the table '\(strata)' of '\(reader.path)' is damaged: draw the sample anew")
      }
      return Stratum(
        unit: unit, name: row[1] ?? "Unit \(unit)", pixels: pixels,
        hectares: area)
    }
  }
}

extension SampleFile.Point {
  fileprivate init(_ point: VectorReader.Point, stratum: Int?) {
    let text = point.texts[0]?.trimmingCharacters(in: .whitespacesAndNewlines)
    self.init(
      x: point.x, y: point.y, stratum: stratum, reference: text?.isEmpty == true ? nil : text)
  }
}
