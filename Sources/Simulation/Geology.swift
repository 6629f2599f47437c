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
    /// Range of heights, for what changes with them.
    var heights: ClosedRange<Float> = 0...1
  }

  /// Shares of the scene.
  private enum Share {
    static let intrusion = 0.10
    static let aureole = 0.065
    static let duricrust = 0.06
    static let alluvium = 0.11
    static let water = 0.022
  }

  init(shape: SceneShape, unitCount: Int, seed: UInt64) {
    self.shape = shape
    units = GroundUnit.units(count: unitCount)
    strata = FoldedStrata(
      seed: seed, centre: (shape.across / 2, shape.down / 2), finest: shape.finest)
    intrusion = Intrusion(seed: seed, width: shape.across, height: shape.down)
    let survey = GroundFields(patch: shape.overview(samples: 180))
    survey.layers(strata, intrusion)
    let hasAureole = units.contains { $0.kind == .aureole }
    var levels = Levels()
    let stock = survey.values(survey.intrusion).sorted()
    levels.intrusion = Quantile.of(sorted: stock, share: 1 - Share.intrusion)
    let cut = Share.intrusion + (hasAureole ? Share.aureole : 0)
    levels.aureole = Quantile.of(sorted: stock, share: 1 - cut)
    beds = BedSequence(
      layeredUnits: units.count { $0.kind == .stratum },
      coordinates: survey.coordinates(where: { $0 < levels.aureole }), seed: seed)
    terrain = TerrainBuilder(
      shape: shape, units: units, strata: strata, intrusion: intrusion, beds: beds,
      intrusionLevel: levels.intrusion, seed: seed
    ).build()
    terrain.evaluate(
      height: survey.height, stream: survey.stream, scratch: survey.scratch, over: survey.patch,
      pitch: 1)
    let heights = survey.values(survey.height).sorted()
    levels.heights =
      Quantile.of(
        sorted: heights, share: 0.02)...Quantile.of(
        sorted: heights, share: 0.98)
    levels.duricrust = Quantile.of(sorted: heights, share: 1 - Share.duricrust)
    let streams = Quantile.of(survey.values(survey.stream), share: Share.alluvium)
    levels.alluvium = min(1.7, streams)
    lake = Lake(terrain: terrain, shape: shape, seed: seed)
    lake.evaluate(into: survey.lake, height: survey.height, over: survey.patch)
    levels.water = Quantile.of(survey.values(survey.lake), share: 1 - Share.water)
    self.levels = levels
  }
}
