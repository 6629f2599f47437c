public import Jobs
public import Settings

/// What is asked of unmixing, and of matching with a library.
public enum MixtureSettings {
  public static let count = Setting<Int>(
    "count", option: "count", .from(2...64), default: 4,
    "How many endmembers are looked for in the scene.")
  public static let space = Setting<UnmixOptions.Space>(
    "space", option: "space", .cases, default: .pca,
    "Where extreme pixels are looked for: principal components, or those of the least noise.")
  public static let spectra = Setting<[String]>(
    "spectra", option: "spectra", .names, chosen: "all of a library of at most 24",
    "Spectra of the library, by their names or parts of them, such as calcite,kaolinite.")
  public static let endmembers = Setting<String>(
    "endmembers", option: "endmembers", .text,
    "Endmembers as a table with a column for each band: endmembers.csv of another scene, or "
      + "units.csv of a map.")
  public static let sumToOne = Setting(
    "sum-to-one", option: "sum-to-one", .flag, default: true,
    "Shares sum to 1 in every pixel; otherwise what is missing is shade.")

  public static let all = [
    count.description, space.description, spectra.description, endmembers.description,
    sumToOne.description,
  ]
}

/// How a scene is unmixed.
public struct UnmixOptions: Sendable {
  /// Where endmembers come from.
  public enum Endmembers: Sendable, Equatable {
    /// The most extreme pixels of the scene.
    case found(count: Int)
    /// The scene's spectral library; without names all of it.
    case library(spectra: [String]?)
    /// A table with a column for each band.
    case table(path: String)
    /// Means of the scene's known outcrops.
    case known
  }

  /// Where extreme pixels are looked for.
  public enum Space: String, Sendable, CaseIterable {
    /// Principal components.
    case pca
    /// The minimum noise fraction.
    case mnf
  }

  public var endmembers: Endmembers
  public var space: Space
  /// Shares sum to 1 in every pixel.
  public var sumsToOne: Bool
  public var run: RunOptions

  public init(
    endmembers: Endmembers, space: Space = .pca, sumsToOne: Bool = true, run: RunOptions
  ) {
    self.endmembers = endmembers
    self.space = space
    self.sumsToOne = sumsToOne
    self.run = run
  }
}
