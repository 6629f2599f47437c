import Foundation
import Jobs
import MapTools
import Rasters

extension Facies {
  /// Scores a classified raster against labels: a raster on any grid, or polygons with a class in
  /// `field`. Units are matched to classes one to one by the best assignment.
  public static func score(
    map path: String, reference: String, field: String? = nil, control: RunControl = RunControl()
  ) async throws -> ScoreReport {
    try await Work.run(control) {
      try score(map: path, reference: reference, field: field, control: $0)
    }
  }

  /// Draws a map sheet (PNG, or GeoPDF where the name ends in `.pdf`) of a classified raster.
  public static func render(
    map path: String, to output: String, options: RenderOptions, control: RunControl = RunControl()
  ) async throws {
    try await Work.run(control) {
      try render(map: path, to: output, options: options, control: $0)
    }
  }

  /// Writes a copy of a classified raster with fewer units, each a union of finer ones.
  public static func merge(
    map path: String, to output: String, by merging: UnitMerging, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> MergeReport {
    try await Work.run(control) {
      try merge(map: path, to: output, by: merging, overwrite: overwrite, control: $0)
    }
  }

  /// Writes a copy of a classified raster in which patches below a size join their neighbours.
  public static func sieve(
    map path: String, to output: String, unit: MinimumMappingUnit, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> SieveReport {
    try await Work.run(control) {
      try sieve(map: path, to: output, unit: unit, overwrite: overwrite, control: $0)
    }
  }

  /// Writes the units of a classified raster as polygons (GeoPackage, GeoJSON or Shapefile, by the
  /// ending).
  ///
  /// - Returns: the number of polygons.
  public static func polygonize(
    map path: String, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> Int {
    try await Work.run(control) {
      try polygonize(map: path, to: output, overwrite: overwrite, control: $0)
    }
  }

  /// Says what changed between two maps of units, and writes the change raster and its tables into a
  /// folder.
  ///
  /// - Parameters:
  ///   - first: the older map: a classified raster, or the folder of a finished run.
  ///   - second: the newer one, on the same grid.
  ///   - folder: is made if it is not there.
  ///   - byNumber: compares units by their numbers; otherwise they are matched one to one so that as
  ///     few pixels as possible change.
  ///   - overwrite: replaces results that are there.
  ///   - control: progress, and whether the work is to stop.
  public static func compare(
    _ first: String, _ second: String, into folder: String, byNumber: Bool = false,
    overwrite: Bool = false, control: RunControl = RunControl()
  ) async throws -> ChangeReport {
    try await Work.run(control) {
      try compare(
        first, second, into: folder, byNumber: byNumber, overwrite: overwrite, control: $0)
    }
  }

  /// Draws a stratified random sample of a map to visit, as a GeoPackage of points.
  public static func design(
    map path: String, to output: String, options: DesignOptions = DesignOptions(),
    control: RunControl = RunControl()
  ) async throws -> DesignReport {
    try await Work.run(control) { try design(map: path, to: output, options: options, control: $0) }
  }

  /// Estimates accuracies and areas with confidence intervals from a visited sample (Olofsson et al.
  /// 2014; Stehman 2014).
  ///
  /// - Parameters:
  ///   - path: the map that the sample was drawn from.
  ///   - samples: the visited points, with their unit in the map and what was found.
  ///   - field: holds what was found; nil takes the one that ``design(map:to:options:control:)`` made.
  ///   - table: a CSV file for the estimates; nil writes none.
  ///   - overwrite: replaces a table that is there.
  ///   - control: progress, and whether the work is to stop.
  public static func assess(
    map path: String, samples: String, field: String? = nil, table: String? = nil,
    overwrite: Bool = false, control: RunControl = RunControl()
  ) async throws -> AssessmentReport {
    try await Work.run(control) {
      try assess(
        map: path, samples: samples, field: field, table: table, overwrite: overwrite, control: $0)
    }
  }
}
