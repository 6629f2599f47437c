import Assessment
import Files
import Foundation
package import Jobs
import RasterIO
import Rasters
import Settings

extension Facies {
  /// Estimates accuracies and areas of a map, with their confidence
  /// intervals, from points at which somebody has said what is there
  /// (Olofsson et al., Remote Sensing of Environment 148, 2014; Stehman, IJRS
  /// 35, 2014, where the map is not that of the design any more).
  ///
  /// Points that ``design(map:to:options:control:)`` drew know their strata;
  /// others are taken as a random sample within every unit of the map.
  ///
  /// `table` is a file for the table of classes (.csv).
  package static func assess(
    map path: String, samples: String, field: String? = nil, table: String? = nil,
    overwrite: Bool = false, control: RunControl = RunControl()
  ) throws -> AssessmentReport {
    if let table { try check(table: table, overwrite: overwrite, samples: samples) }
    let source = try MapStrata(path: path)
    let contents = try SampleFile.read(samples, field: field, onto: source.map.grid)
    control.progress("assessing", 0)
    let report = try MapAssessment(source, contents, map: path, samples: samples).report()
    if let table { try TemporaryName.write(report.csv, to: table) }
    return report
  }

  private static func check(table: String, overwrite: Bool, samples: String) throws {
    guard table.lowercased().hasSuffix(".csv") else {
      throw Failure.usage("'\(table)' must end in .csv")
    }
    let file = try LocalPath.file(VectorName(samples).path)
    try OutputPath.check(table, overwrite: overwrite, input: file)
  }
}

/// The samples of a map, counted by stratum, map class and reference class.
struct MapAssessment {
  private let map: String
  private let samples: String
  private let contents: SampleFile.Contents
  private let source: MapStrata
  private let strata: [Stratum]
  private var classes: ReferenceClasses
  /// The unit of the map at each point; nil where it has none.
  private var units: [Int?] = []
  /// Samples [stratum][map class][reference class].
  private var counts: [[[Int]]] = []
  private var visited = 0
  private var outside = 0

  init(_ source: MapStrata, _ contents: SampleFile.Contents, map: String, samples: String) throws {
    self.source = source
    self.contents = contents
    self.map = map
    self.samples = samples
    strata = contents.strata.isEmpty ? source.strata : contents.strata
    classes = ReferenceClasses(source.strata)
    units = try contents.points.map(unit(at:))
    if !contents.strata.isEmpty {
      let design = designUnits
      try checkNumbers(design)
      classes = ReferenceClasses(source.strata, design: design)
    }
    try count()
  }

  private var designUnits: DesignUnits {
    DesignUnits(
      contents.strata, merged: source.map.dataset.metadataItem("FACIES_MERGED"),
      pairs: zip(contents.points, units).compactMap { point, unit in
        guard let stratum = point.stratum, let unit else { return nil }
        return (stratum, unit)
      })
  }

  /// Numbers of units mean nothing on a map with other units.
  private func checkNumbers(_ design: DesignUnits) throws {
    guard !design.areKnown else { return }
    let numbers = contents.points.compactMap(\.reference).filter { design.number(in: $0) != nil }
    guard let first = numbers.first else { return }
    throw Failure(
      "the units of '\(map)' are not those of the map that '\(samples)' was drawn from: what "
        + "'\(first)' is in it (\(numbers.count) points) cannot be told; write names of classes "
        + "into '\(SampleFile.reference)', and give them to the units of the map")
  }

  private mutating func count() throws {
    let found = zip(contents.points, units).filter { $0.0.reference != nil }
    guard !found.isEmpty else {
      throw Failure(
        "'\(samples)' has no visited point (\(contents.points.count) wait): fill in the class that "
          + "is there, by name or unit number, in the field '\(SampleFile.reference)'")
    }
    classes.add(found.compactMap(\.0.reference))
    let side = classes.classes.count
    guard side <= 2 * 255 else {
      throw Failure.usage(
        "'\(samples)' holds \(side) different classes: name the field of the reference classes "
          + "with \(MapSettings.field)")
    }
    counts = strata.map { _ in
      [[Int]](repeating: [Int](repeating: 0, count: side), count: side)
    }
    let places = Dictionary(
      strata.enumerated().map { ($1.unit, $0) }, uniquingKeysWith: { first, _ in first })
    for (point, unit) in found {
      guard let unit, let row = classes.index(ofUnit: unit),
        let column = point.reference.flatMap(classes.index(of:)),
        let stratum = places[point.stratum ?? unit]
      else {
        outside += 1
        continue
      }
      counts[stratum][row][column] += 1
      visited += 1
    }
    guard visited > 0 else {
      throw Failure("none of the \(found.count) visited points of '\(samples)' is on the map")
    }
  }

  /// Nil beside the map and where it has no unit.
  private func unit(at point: SampleFile.Point) throws -> Int? {
    let grid = source.map.grid
    guard let place = grid.transform?.invert(x: point.x, y: point.y),
      abs(place.column) < 1e9, abs(place.row) < 1e9
    else { return nil }
    let pixel = (column: Int(place.column.rounded(.down)), row: Int(place.row.rounded(.down)))
    guard grid.extent.contains(pixel) else { return nil }
    let window = Window(column: pixel.column, row: pixel.row, width: 1, height: 1)
    let label = try source.map.labels(in: window, width: 1, height: 1)[0]
    return label == 0 ? nil : Int(label)
  }

  func report() -> AssessmentReport {
    let estimator = StratifiedEstimator(
      weights: strata.weights, counts: counts, classes: classes.classes.count)
    let sizes = counts.map { $0.joined().reduce(0, +) }
    let matrix = counts.dropFirst().reduce(counts[0]) { sum, stratum in
      zip(sum, stratum).map { zip($0, $1).map(+) }
    }
    let hectares = assessedHectares(sizes)
    let lines = classes.classes.indices.map { line($0, estimator, matrix, hectares) }
    return AssessmentReport(
      map: map, samples: samples, design: design, visited: visited,
      unvisited: contents.points.count - visited - outside, outside: outside,
      hectares: hectares, overallAccuracy: .init(estimator.overall),
      classes: lines,
      counts: matrix, proportions: estimator.proportions,
      strata: strata.indices.map {
        .init(
          unit: strata[$0].unit, name: strata[$0].name, weight: strata.weights[$0],
          visited: sizes[$0])
      }, notes: notes(sizes) + [RuleOfThree.note(lines)].compactMap { $0 })
  }

  private var design: String {
    contents.strata.isEmpty
      ? "points without a design: taken as a random sample within every unit of the map"
      : "stratified by the units of the map that the sample was drawn from"
  }

  /// The area of the strata that have samples.
  private func assessedHectares(_ sizes: [Int]) -> Double? {
    zip(strata, sizes).filter { $0.1 > 0 }.map(\.0).hectares
  }

  private func line(
    _ index: Int, _ estimator: StratifiedEstimator, _ matrix: [[Int]], _ hectares: Double?
  ) -> AssessmentReport.Class {
    let units = classes.classes[index].units
    let area = estimator.area(index)
    let own = source.strata.filter { units.contains($0.unit) }
    let weights = source.strata.weights
    return AssessmentReport.Class(
      name: classes.classes[index].name, units: units,
      mapSamples: matrix[index].reduce(0, +), referenceSamples: matrix.reduce(0) { $0 + $1[index] },
      mapShare: zip(source.strata, weights).reduce(0) {
        $0 + (units.contains($1.0.unit) ? $1.1 : 0)
      },
      mapHectares: own.isEmpty ? nil : own.hectares, areaShare: .init(area),
      areaHectares: hectares.map { .init(area.scaled(by: $0)) },
      usersAccuracy: estimator.users(index).map { .init($0) },
      producersAccuracy: estimator.producers(index).map { .init($0) })
  }

  private func notes(_ sizes: [Int]) -> [String] {
    var notes = contents.notes + classes.notes
    if contents.foreign > 0 {
      notes.append("\(contents.foreign) points are not of the design and are left out")
    }
    if outside > 0 { notes.append("\(outside) visited points lie where the map has no unit") }
    if !contents.strata.isEmpty, contents.strata.pixels != source.strata.pixels {
      notes.append(
        "the map has \(source.strata.pixels) mapped pixels, that of the design had "
          + "\(contents.strata.pixels): strata and areas are those of the design")
    }
    let weights = strata.weights
    for (index, size) in sizes.enumerated() where size < 2 {
      let name = "\(strata[index].name) (\(String(format: "%.2f", 100 * weights[index])) %)"
      notes.append(
        size == 0
          ? "no visited sample in \(name): the figures hold for the rest of the map"
          : "one visited sample in \(name): no interval can be given where it counts")
    }
    return notes
  }
}
