public import Settings

/// How a batch is carried out; what comes out does not depend on it.
public struct BatchOptions: Sendable {
  /// Where state, logs and the folders of the scenes are.
  public var folder: String
  /// Scenes at a time; nil takes what the batch was begun with, at first 1.
  public var jobs: Int?
  /// Threads of all jobs together; nil takes all processors.
  public var threads: Int?
  /// Bytes of all jobs together; nil takes for each what a run takes by itself,
  /// at most half of the machine's.
  public var memory: Int?
  /// How often a scene that failed is tried again.
  public var retries: Int?
  /// Name inputs in every `run.json` relative to its folder; nil as before.
  public var relativePaths: Bool?
  /// Stop at the first scene that fails.
  public var failsFast = false
  /// Replace results that are not of this batch.
  public var overwrite = false
  /// Compare what finished scenes were made from with its checksums, byte by byte,
  /// and do those again that were made from something else.
  public var checksInputs = false
  /// The part of the scenes that this process does.
  public var shard = Shard.all
  /// The program that processes a scene, and what comes before its commands;
  /// nil takes this program itself.
  public var program: [String]?

  public init(folder: String) { self.folder = folder }
}

/// What is to be done with which scenes.
public struct BatchRequest: Sendable {
  /// Scene and survey files, rasters, products, folders of them, patterns.
  public var scenes: [String]
  /// A scene or survey file for all of them, which are products then.
  public var template: String?
  /// A model to apply in place of a fit for every scene.
  public var model: String?
  /// Fit once, on a sample of all scenes together, and map all by that.
  public var fitsOnAll = false

  public init(scenes: [String]) { self.scenes = scenes }
}

extension BatchOptions {
  public static let jobs = Setting(
    "jobs", option: "jobs", .from(1...256), default: 1, "Scenes at a time.")
  public static let retries = Setting(
    "retry", option: "retry", .from(0...100), default: 0,
    "How often a scene that failed is tried again.")
  public static let shard = Setting<String>(
    "shard", option: "shard", .described("i/n with i from 1 to n, such as 2/4"),
    chosen: "by the array job of Slurm, AWS or Kubernetes",
    "Only the i-th of n parts, such as 2/4.")
  public static let template = Setting<String>(
    "template", option: "template", .text,
    "A scene or survey file for all of them; the scenes are its inputs then.")
  public static let model = Setting<String>(
    "model", option: "model", .text, "Apply this model to all of them; nothing is fitted.")
  public static let fitOn = Setting<FitOn>(
    "fit-on", option: "fit-on", .cases, default: .each,
    "A fit for every scene, or one on a sample of all, so that all maps have one legend.")

  /// What models are fitted to.
  public enum FitOn: String, Sendable, CaseIterable { case each, all }

  public static let settings = [
    jobs.description, retries.description, shard.description, template.description,
    model.description, fitOn.description,
  ]
}
