/// The ground of a scene as functions of position: its layers, stock, relief
/// and streams, and the levels at which each unit begins. Setting it up costs
/// the same for any size of scene.
struct Geology: Sendable {
  let shape: SceneShape
  let units: [GroundUnit]
  let strata: FoldedStrata
  let intrusion: Intrusion
  let terrain: Terrain
  let beds: BedSequence
  let levels: Levels
  let lake: Lake

  /// Where the fields of the units that lie over the layers begin.
  struct Levels: Sendable {
    var intrusion: Float = 0
    var aureole: Float = 0
    var duricrust: Float = 0
    /// The stream field falls below this on alluvium.
    var alluvium: Float = 0
    /// The lake field rises above this on water.
    var water: Float = 0
  }

  init(shape: SceneShape, unitCount: Int, seed: UInt64) {
    self.shape = shape
    units = GroundUnit.units(count: unitCount)
    strata = FoldedStrata(
      seed: seed, centre: (shape.across / 2, shape.down / 2), finest: shape.finest)
    intrusion = Intrusion(seed: seed, width: shape.across, height: shape.down)
    let survey = GroundFields(patch: shape.overview(samples: 180))
    survey.layers(strata, intrusion)
    var levels = Levels()
    levels.cut(survey, hasAureole: units.contains { $0.kind == .aureole })
    let outside = levels.aureole
    beds = BedSequence(
      layeredUnits: units.count { $0.kind == .stratum },
      coordinates: survey.coordinates(where: { $0 < outside }), seed: seed)
    terrain = TerrainBuilder(
      shape: shape, units: units, strata: strata, intrusion: intrusion, beds: beds,
      intrusionLevel: levels.intrusion, seed: seed
    ).build()
    lake = Lake(terrain: terrain, shape: shape, seed: seed)
    survey.relief(terrain, lake, pitch: 1)
    levels.cover(survey)
    self.levels = levels
  }
}

extension Geology.Levels {
  /// Shares of the scene.
  private enum Share {
    static let intrusion = 0.10
    static let aureole = 0.065
    static let duricrust = 0.06
    static let alluvium = 0.11
    static let water = 0.022
  }

  /// Levels of what cuts the layers.
  fileprivate mutating func cut(_ survey: GroundFields, hasAureole: Bool) {
    let stock = survey.values(survey.intrusion).sorted()
    let share = Share.intrusion + (hasAureole ? Share.aureole : 0)
    intrusion = Quantile.of(sorted: stock, share: 1 - Share.intrusion)
    aureole = Quantile.of(sorted: stock, share: 1 - share)
  }

  /// Levels of what covers the rocks. Deposits farther than 1.7 widths from
  /// their stream would be cut off where the search for streams ends.
  fileprivate mutating func cover(_ survey: GroundFields) {
    duricrust = Quantile.of(survey.values(survey.height), share: 1 - Share.duricrust)
    alluvium = min(1.7, Quantile.of(survey.values(survey.stream), share: Share.alluvium))
    water = Quantile.of(survey.values(survey.lake), share: 1 - Share.water)
  }
}
