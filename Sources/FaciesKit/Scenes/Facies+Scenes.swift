import Foundation
import Jobs
import MapTools
import Rasters
import SceneMaps
import Scenes
public import Sweeps
public import Unmixing

extension Facies {
  /// The whole job on a scene: reads it, fits a classifier, maps the scene and writes the results
  /// that it asks for, `run.json` last. Use ``Classifier`` to fit once and map many scenes.
  ///
  /// - Throws: an error that is a `FaciesError`, or `CancellationError`.
  public static func run(
    _ scene: Scene, options: RunOptions, control: RunControl = RunControl()
  ) async throws -> RunReport {
    try await Work.run(control) { try run(scene, options: options, control: $0) }
  }

  /// Fits a model to a scene and writes it to a file (safetensors).
  public static func fit(
    _ scene: Scene, model path: String, options: RunOptions, control: RunControl = RunControl()
  ) async throws -> RunReport {
    try await Work.run(control) { try fit(scene, model: path, options: options, control: $0) }
  }

  /// Fits one model to several scenes, so that their maps have one legend.
  ///
  /// - Parameters:
  ///   - scenes: their bands, processing level and recipe must agree.
  ///   - path: the model's file (safetensors).
  ///   - options: threads, memory and whether a file that is there is replaced.
  ///   - skipsBroken: leaves out scenes that cannot be read or do not fit the others; the report's
  ///     warnings say which.
  ///   - control: progress, and whether the work is to stop.
  public static func fit(
    all scenes: [Scene], model path: String, options: RunOptions, skipsBroken: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> RunReport {
    try await Work.run(control) {
      try fit(all: scenes, model: path, options: options, skipsBroken: skipsBroken, control: $0)
    }
  }

  /// Applies a model file to a scene. Bands are matched by name; a scene that lacks one of them, or
  /// is of another processing level, is refused.
  public static func map(
    _ scene: Scene, model path: String, options: RunOptions, control: RunControl = RunControl()
  ) async throws -> RunReport {
    try await Work.run(control) { try map(scene, model: path, options: options, control: $0) }
  }

  /// Fits a range of numbers of units to a scene's sample and recommends one.
  public static func sweep(
    _ scene: Scene, options: SweepOptions, control: RunControl = RunControl()
  ) async throws -> SweepReport {
    try await Work.run(control) { try sweep(scene, options: options, control: $0) }
  }

  /// Writes three bands of a scene as a colour image (PNG or GeoTIFF), each stretched from its 2nd to
  /// its 98th percentile.
  ///
  /// - Parameters:
  ///   - scene: what is read, and how.
  ///   - bands: red, green and blue; nil takes the scene's choice.
  ///   - output: a PNG or GeoTIFF, by its ending.
  ///   - overwrite: replaces a picture that is there.
  ///   - control: progress, and whether the work is to stop.
  /// - Returns: the names of the bands.
  public static func composite(
    _ scene: Scene, bands: [String]? = nil, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> [String] {
    try await Work.run(control) {
      try composite(scene, bands: bands, to: output, overwrite: overwrite, control: $0)
    }
  }

  /// Shares of endmembers in every pixel of a scene, by least squares without negative shares. A
  /// folder gets `abundances.tif`, `residual.tif`, `endmembers.csv`, `abundances.png` and, last,
  /// `run.json`.
  public static func unmix(
    _ scene: Scene, options: UnmixOptions, control: RunControl = RunControl()
  ) async throws -> MixtureReport {
    try await Work.run(control) { try unmix(scene, options: options, control: $0) }
  }

  /// How much every pixel is like spectra of the scene's library: spectral angles and matched
  /// filters. A folder gets `angle.tif`, `matched.tif`, `spectra.csv`, `match.png` and, last,
  /// `run.json`.
  ///
  /// - Parameters:
  ///   - scene: what is read, with its library.
  ///   - spectra: names or parts of names; nil takes all of a small library.
  ///   - options: the folder, threads and memory.
  ///   - control: progress, and whether the work is to stop.
  public static func match(
    _ scene: Scene, spectra: [String]? = nil, options: RunOptions,
    control: RunControl = RunControl()
  ) async throws -> MixtureReport {
    try await Work.run(control) {
      try match(scene, spectra: spectra, options: options, control: $0)
    }
  }

  /// What files, products or a scene file are, without reading their pixels.
  public static func inspect(
    _ paths: [String], allowsVirtualRasters: Bool = false
  ) async throws -> Inspection {
    try await Work.run(RunControl()) { _ in
      try inspect(paths, allowsVirtualRasters: allowsVirtualRasters)
    }
  }

  /// What a file of polygons, lines or points holds, and what labels and masks would take of it.
  /// The path may name a layer, as in `areas.gpkg|layername=rocks`.
  public static func inspectVectors(_ path: String) async throws -> VectorInspection {
    try await Work.run(RunControl()) { _ in try VectorInspection(path: path) }
  }

  /// What a run on a scene would do, in lines of text, without reading a pixel.
  public static func plan(_ scene: Scene, options: RunOptions) async throws -> [String] {
    try await Work.run(RunControl()) { _ in try plan(scene, options: options) }
  }
}
