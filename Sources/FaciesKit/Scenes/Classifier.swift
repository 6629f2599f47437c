import Files
import Foundation
import Jobs
import Learning
import MapTools
import RasterIO
import Rasters
import SceneMaps
import Scenes
import Settings

/// A fitted classifier of pixels: scaler, encoder and clusterer of a recipe with what they learnt of
/// one scene. It maps that scene and others; bands are matched by name.
///
/// ```swift
/// let model = try await Classifier.fit(to: scene)
/// let map = try await model.map(scene, into: "result")
/// ```
public struct Classifier: Sendable {
  private let model: ModelFile
  /// The file that the classifier was read from or written to; nil for one that was never written.
  public private(set) var path: String?
  /// What the fit did; nil for a classifier that was read from a file.
  public private(set) var report: RunReport?

  /// Fits a classifier to a scene by its recipe. Nothing is written.
  ///
  /// - Parameters:
  ///   - scene: what is read, and how.
  ///   - options: threads and memory.
  ///   - progress: is called on another thread as the work goes on.
  /// - Throws: an error that is a `FaciesError`, or `CancellationError` where the task is cancelled.
  public static func fit(
    to scene: Scene, options: JobOptions = JobOptions(),
    progress: @escaping ProgressHandler = { _ in }
  ) async throws -> Classifier {
    try await Work.run(RunControl(onProgress: progress)) { control in
      let fitted = try Facies.fitted(scene, options: options.run(into: "."), control: control)
      return Classifier(model: fitted.model, report: fitted.report)
    }
  }

  private init(model: ModelFile, path: String? = nil, report: RunReport? = nil) {
    (self.model, self.path, self.report) = (model, path, report)
  }

  /// Reads a classifier that a run or ``write(to:overwrite:)`` wrote (safetensors).
  ///
  /// - Throws: a `FaciesError` where the file is missing, damaged or of another program.
  public init(contentsOf path: String) throws {
    self.init(model: try Facies.model(path), path: path)
  }

  /// Writes the classifier to a file (safetensors), which has its name only once it is complete.
  public mutating func write(to path: String, overwrite: Bool = false) throws {
    try OutputPath.check(
      path, setting: JobSettings.model, overwrite: overwrite, inputs: [])
    try TemporaryName.write(model.serialized(), to: path)
    self.path = path
  }

  /// Maps a scene and writes the results that the scene asks for into a folder. A classifier that was
  /// never written is saved among them.
  ///
  /// - Parameters:
  ///   - scene: must have the bands of the fit, at the same processing level.
  ///   - folder: is made if it is not there.
  ///   - options: threads and memory.
  ///   - progress: is called on another thread as the work goes on.
  /// - Throws: an error that is a `FaciesError`, or `CancellationError` where the task is cancelled.
  public func map(
    _ scene: Scene, into folder: String, options: JobOptions = JobOptions(),
    progress: @escaping ProgressHandler = { _ in }
  ) async throws -> Map {
    try await Work.run(RunControl(onProgress: progress)) { [model, path] control in
      let report = try Facies.apply(
        model, from: path, to: scene, options: options.run(into: folder), control: control)
      return try Map(folder: folder, report: report)
    }
  }

  // MARK: what it is

  /// Bands that it reads, in their order.
  public var bands: [String] { model.description.bands.map(\.name) }
  /// Names of the units, of which unit 1 is the first.
  public var unitNames: [String] { model.description.unitNames }
  /// The scene that it was fitted to.
  public var fittedTo: String { model.description.scene }
  /// Names of the encoder and the clusterer, as `Facies.methods` lists them.
  public var methods: (encoder: String, clusterer: String) {
    (model.description.encoder, model.description.clusterer)
  }
  /// The seed of the fit.
  public var seed: UInt64 { model.description.seed }
}
