package import Fitting
import Foundation
package import Jobs
package import RasterIO
import Rasters

extension Facies {
  /// Scores a classified raster against labels: a raster on any grid, or
  /// polygons or points with a class in `field`; `reference` may name a layer,
  /// as in `areas.gpkg|layername=rocks`. "No data" of the reference says
  /// nothing, and neither does 0 where it does not say what means no data.
  package static func score(
    map path: String, reference: String, field: String? = nil,
    control: RunControl = RunControl()
  ) throws -> ScoreReport {
    let map = try LabelMap(path: LocalPath.file(path).absolute)
    let truth = try ReferenceLabels(path: reference, field: field, onto: map.grid)
    return try score(map, against: truth, names: (path, reference), control)
  }

  /// `names` are those of map and reference in reports.
  package static func score(
    _ map: LabelMap, against truth: ReferenceLabels, names: (map: String, reference: String),
    _ control: RunControl
  ) throws -> ScoreReport {
    var matrix = try ConfusionMatrix(
      units: map.categories.filter { $0.value != 0 }, classes: truth.classes)
    try map.forEachStrip(rows: 64) { rows, units in
      try control.checkpoint()
      try matrix.add(units: units, classes: truth.labels(ofRows: rows))
      control.progress("scoring", Double(rows.upperBound) / Double(map.grid.height))
    }
    matrix = try truth.named(matrix)
    guard matrix.mapped + matrix.unmapped > 0 else {
      throw Failure("'\(names.reference)' has no labelled pixel on the map '\(names.map)'")
    }
    var report = ScoreReport(
      matrix, map: names.map, reference: names.reference, alignment: truth.alignment)
    report.notes = truth.notes.isEmpty ? nil : truth.notes
    return report
  }
}

extension ScoreReport {
  package init(_ matrix: ConfusionMatrix, map: String, reference: String, alignment: String) {
    let agreement = Agreement(matrix)
    let used = matrix.units.indices.filter { matrix.unitTotals[$0] > 0 }
    self.init(
      map: map, reference: reference, alignment: alignment, mapped: agreement.mapped,
      unmapped: agreement.unmapped, matchedAccuracy: agreement.accuracy,
      matchedAccuracyOfAll: agreement.accuracyOfAll, purity: agreement.purity,
      nmi: agreement.nmi, ari: agreement.ari, kappa: agreement.kappa,
      homogeneity: agreement.homogeneity, completeness: agreement.completeness,
      units: used.map { matrix.units[$0].name }, confusion: used.map { matrix.counts[$0] },
      classes: agreement.classes.map {
        .init(
          name: $0.reference.name, unit: $0.unit?.name, pixels: $0.mapped + $0.unmapped,
          producersAccuracy: $0.producersAccuracy, usersAccuracy: $0.usersAccuracy, f1: $0.f1)
      },
      unmatchedUnits: agreement.unmatchedUnits.map(\.name),
      unmatchedClasses: agreement.unmatchedClasses.map(\.name))
  }
}

extension LabelMap {
  /// The names that the file gives to its values; empty without any.
  package var categories: [LabelCategory] {
    dataset.bands[0].categories.enumerated().compactMap { value, name in
      name.isEmpty ? nil : LabelCategory(value: value, name: name)
    }
  }
}
