import Assessment
import Cartography
import Foundation
package import Jobs
import RasterIO
import Rasters
import Settings

extension Facies {
  /// Draws a stratified random sample of a finished map, its units being the
  /// strata, and writes it as a GeoPackage of points to fill in (Olofsson et
  /// al., Remote Sensing of Environment 148, 2014), for `assess`.
  package static func design(
    map path: String, to output: String, options: DesignOptions = DesignOptions(),
    control: RunControl = RunControl()
  ) throws -> DesignReport {
    guard output.lowercased().hasSuffix(".gpkg") else {
      throw Failure.usage("'\(output)' must end in .gpkg: a sample is written as a GeoPackage")
    }
    try OutputPath.check(
      output, overwrite: options.overwrite, input: try LocalPath.file(path))
    let source = try MapStrata(path: path)
    guard source.map.grid.transform != nil else {
      throw Failure("'\(path)' has no place on the ground: its samples could not be found there")
    }
    let design = try SampleDesign(source.strata, options)
    let picks = try design.draw(from: source.map, control)
    try SampleFile.write(picks, design, grid: source.map.grid, to: output)
    return design.report(map: path, file: output)
  }
}

/// A sample that has been worked out and is still to be drawn.
struct SampleDesign {
  let strata: [Stratum]
  let accuracies: [Double]
  let counts: [Int]
  private let options: DesignOptions
  private let notes: [String]

  init(_ strata: [Stratum], _ options: DesignOptions) throws {
    self.strata = strata
    self.options = options
    let allocation = try Self.allocation(options)
    accuracies = try ExpectedAccuracy.values(options.expectedAccuracy, strata: strata)
    if allocation == .optimal, Set(accuracies).count == 1, strata.count > 1 {
      throw Failure.usage(
        "with one expected accuracy for all units the optimal allocation is the proportional "
          + "one: give units their own, such as "
          + "\(DesignOptions.expectedAccuracy) 0.8,\(strata[0].unit)=0.6")
    }
    let (total, note) = try Self.total(options, strata, accuracies)
    counts = allocation.counts(
      total: total, strata: strata, least: options.least, accuracies: accuracies)
    let full = zip(strata, counts).filter { $0.pixels == $1 }.map(\.0.name)
    let short = Self.shortfall(options, strata, accuracies, counts)
    notes =
      [note, short].compactMap(\.self)
      + (full.isEmpty ? [] : ["every pixel is in the sample of \(full.joined(separator: ", "))"])
  }

  /// What is to be known where the allocation misses the standard error.
  private static func shortfall(
    _ options: DesignOptions, _ strata: [Stratum], _ accuracies: [Double], _ counts: [Int]
  ) -> String? {
    guard options.samples == nil else { return nil }
    let error = standardError(strata, accuracies, counts)
    guard error > options.standardError * 1.01 else { return nil }
    let texts = [error, options.standardError].map { String(format: "%.4f", $0) }
    return "a standard error of \(texts[0]) is expected, not \(texts[1]): that holds for "
      + "samples in proportion to the areas, and these are not; ask for more samples"
  }

  private static func allocation(_ options: DesignOptions) throws -> Allocation {
    guard let allocation = Allocation(rawValue: options.allocation) else {
      throw Failure.unknownName(
        DesignOptions.allocation.name, found: options.allocation,
        known: DesignOptions.allocations)
    }
    try DesignOptions.least.checked(options.least)
    return allocation
  }

  private static func total(
    _ options: DesignOptions, _ strata: [Stratum], _ accuracies: [Double]
  ) throws -> (Int, String?) {
    let floor = strata.reduce(0) { $0 + min(options.least, $1.pixels) }
    if let samples = options.samples {
      try DesignOptions.samples.checked(samples)
      guard samples >= min(floor, strata.pixels) else {
        throw Failure.usage(
          "\(samples) samples cannot give each of \(strata.count) units \(options.least): ask "
            + "for at least \(floor), or lower \(DesignOptions.least)")
      }
      return (min(samples, strata.pixels), nil)
    }
    try DesignOptions.standardError.checked(options.standardError)
    let wanted = SampleSize.stratified(
      weights: strata.weights, accuracies: accuracies, standardError: options.standardError,
      population: strata.pixels)
    guard wanted < floor else { return (wanted, nil) }
    return (
      floor,
      "\(wanted) samples would do for the standard error; \(floor) give each unit "
        + "the \(options.least) that it needs at least"
    )
  }

  func draw(from map: LabelMap, _ control: RunControl) throws -> [StratifiedSampler.Pick] {
    var sampler = StratifiedSampler(
      counts: Dictionary(uniqueKeysWithValues: zip(strata.map(\.unit), counts)),
      seed: options.seed)
    try map.forEachStrip { rows, labels in
      try control.checkpoint()
      sampler.add(labels, from: rows.lowerBound * map.grid.width)
      control.progress("drawing", Double(rows.upperBound) / Double(map.grid.height))
    }
    return sampler.finish()
  }

  /// If every unit is as accurate as expected (Olofsson et al. 2014, eq. 5).
  private var standardError: Double { Self.standardError(strata, accuracies, counts) }

  private static func standardError(
    _ strata: [Stratum], _ accuracies: [Double], _ counts: [Int]
  ) -> Double {
    zip(zip(strata.weights, accuracies), counts).reduce(0) { sum, stratum in
      let ((weight, accuracy), count) = stratum
      return sum + weight * weight * accuracy * (1 - accuracy) / Double(max(1, count - 1))
    }.squareRoot()
  }

  func report(map: String, file: String) -> DesignReport {
    DesignReport(
      map: map, file: file, samples: counts.reduce(0, +), allocation: options.allocation,
      expectedStandardError: standardError, seed: options.seed,
      strata: strata.indices.map { index in
        DesignReport.Stratum(
          unit: strata[index].unit, name: strata[index].name, pixels: strata[index].pixels,
          hectares: strata[index].hectares, weight: strata.weights[index],
          expectedAccuracy: accuracies[index], samples: counts[index])
      }, notes: notes)
  }
}
