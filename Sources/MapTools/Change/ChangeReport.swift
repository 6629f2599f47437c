/// What changed between two maps: what `facies compare` prints and writes as
/// `compare.json`.
public struct ChangeReport: Codable, Sendable {
  public struct Unit: Codable, Sendable {
    public var unit: Int
    public var name: String

    package init(unit: Int, name: String) {
      self.unit = unit
      self.name = name
    }
  }

  /// A unit of the first map and the one of the second that stands for it.
  public struct Match: Codable, Sendable {
    public var from: Unit
    public var to: Unit
    /// Pixels that both call so.
    public var pixels: Int
  }

  /// What went from one unit to another.
  public struct Transition: Codable, Sendable {
    /// In `change.tif`.
    public var value: Int
    public var from: Unit
    public var to: Unit
    /// What `to` is among the units of the first map; itself where it has no
    /// match there.
    public var becomes: Unit
    public var pixels: Int
    public var hectares: Double?
    /// The pixels, in percent of those that both maps have.
    public var percent: Double
  }

  public var from: String
  public var to: String
  /// How the grids were brought together.
  public var alignment: String
  /// "pixels in common" or "numbers".
  public var matchedBy: String
  public var matches: [Match]
  /// Units of the first map that the second has no match for, and the other
  /// way round.
  public var vanished: [Unit]
  public var appeared: [Unit]
  /// Pixels that both maps have.
  public var pixels: Int
  public var unchangedPixels: Int
  public var changedPixels: Int
  public var changedPercent: Double?
  public var hectares: Double?
  public var changedHectares: Double?
  /// Pixels that only one of the maps has.
  public var onlyFirst: Int
  public var onlySecond: Int
  /// From the largest to the smallest.
  public var transitions: [Transition]
  public var fromUnits: [Unit]
  public var toUnits: [Unit]
  /// Pixels [unit of the first][unit of the second].
  public var matrix: [[Int]]
  public var outputs: [String]
}
