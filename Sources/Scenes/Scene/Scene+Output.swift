package import Learning

extension Scene {
  /// What can be left out; `units.tif` and its sidecars are always written. `rawValue` is the word
  /// in scene files.
  public struct Output: RawRepresentable, Hashable, Sendable, CaseIterable {
    public let rawValue: String

    /// Nil for words that name no output.
    public init?(rawValue: String) {
      guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
      self.rawValue = rawValue
    }

    /// An output of the word; ``allCases`` lists it.
    package init(_ word: String) { rawValue = word }

    /// A raster of a quantity that the classifier gives.
    package init(_ layer: MapLayer) { rawValue = layer.name }

    public static let confidence = Output("confidence")
    public static let map = Output("map")
    public static let statistics = Output("statistics")
    public static let model = Output("model")
    public static let report = Output("report")
    public static let item = Output("item")
    public static let features = Output("features")
    public static let probabilities = Output("probabilities")
    public static let codes = Output("codes")
    public static let polygons = Output("polygons")
    public static let exemplars = Output("exemplars")
    public static let anomaly = Output(.anomaly)

    public static let allCases = declared.map(\.output) + MapLayer.all.map { Output($0) }

    /// What is written where nothing else is asked for.
    package static let standard = Set(declared.filter(\.isStandard).map(\.output))

    /// Every output but the layers, in the order of the documentation, and whether it is written
    /// where nothing else is asked for.
    private static let declared: [(output: Output, isStandard: Bool)] = [
      (confidence, true),
      (map, true),
      (statistics, true),
      (model, true),
      (report, true),
      (item, true),
      (features, false),
      (probabilities, false),
      (codes, false),
      (polygons, true),
      (exemplars, false),
    ]
  }
}
