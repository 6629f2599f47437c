/// How well a map agrees with a reference: what `facies score` prints.
public struct ScoreReport: Codable, Sendable {
  public struct Class: Codable, Sendable {
    public var name: String
    /// The unit that is matched to it.
    public var unit: String?
    public var pixels: Int
    public var producersAccuracy: Double?
    public var usersAccuracy: Double?
    public var f1: Double?

    package init(
      name: String, unit: String? = nil, pixels: Int, producersAccuracy: Double? = nil,
      usersAccuracy: Double? = nil, f1: Double? = nil
    ) {
      self.name = name
      self.unit = unit
      self.pixels = pixels
      self.producersAccuracy = producersAccuracy
      self.usersAccuracy = usersAccuracy
      self.f1 = f1
    }
  }

  public var map: String
  public var reference: String
  /// How the grids were brought together.
  public var alignment: String
  /// Reference pixels that have a unit.
  public var mapped: Int
  /// Reference pixels that the map leaves without one.
  public var unmapped: Int
  /// Share of pixels in the class that their unit is matched to (one to
  /// one, by the best assignment).
  public var matchedAccuracy: Double?
  /// The matched accuracy with unmapped pixels counted as wrong.
  public var matchedAccuracyOfAll: Double?
  public var purity: Double?
  public var nmi: Double?
  public var ari: Double?
  public var kappa: Double?
  public var homogeneity: Double?
  public var completeness: Double?
  public var units: [String]
  /// Pixels [unit][class].
  public var confusion: [[Int]]
  public var classes: [Class]
  public var unmatchedUnits: [String]
  public var unmatchedClasses: [String]
  /// What is to be known about how the reference was read; nil for nothing.
  public var notes: [String]?
}
