import Fitting
import Jobs
import Learning
import MapTools
import Rasters
import Scenes
import Supervised

extension ChosenUnits {
  /// The best of a range for a scene. Units of labels are among them: what is chosen is the number
  /// of the others, found where nothing known fits.
  init(
    of range: UnitRange, _ scene: Scene, _ sample: CodedSample, _ context: FitContext,
    control: RunControl
  ) throws {
    guard let known = sample.known, let labels = sample.labels else {
      let trials = UnitTrials(recipe: scene.recipe, range: range, control: control)
      try self.init(trials, sample, context)
      return
    }
    let classes = known.classCount
    guard labels.use == .discover else {
      // Labels pull the first of all units.
      let trials = UnitTrials(
        recipe: scene.recipe, range: try range.keeping(classes), control: control)
      try self.init(trials, sample, context)
      return
    }
    var own = context
    own.known = known
    let novel = try KnownUnitsFit.novelSamples(of: sample.codes, context: own)
    guard !novel.isEmpty, let others = range.beside(classes) else {
      self = Self.none(beside: classes, isNovel: !novel.isEmpty)
      return
    }
    let trials = UnitTrials(recipe: scene.recipe, range: others, known: classes, control: control)
    try self.init(trials, sample.only(novel), context)
  }

  /// Known units alone.
  private static func none(beside known: Int, isNovel: Bool) -> ChosenUnits {
    let reason =
      isNovel ? "there is no room for more in the range" : "nothing is unlike all known units"
    return ChosenUnits(
      trials: [],
      recommendation: .init(
        units: known, reason: "they are the known units: \(reason)",
        assumption: "the known units look the same elsewhere"),
      warnings: [])
  }
}

extension UnitRange {
  /// The numbers that so many known units fit into.
  fileprivate func keeping(_ known: Int) throws -> UnitRange {
    guard let range = UnitRange(units.filter { $0 >= known }) else {
      throw Failure.usage(
        "\(known) known units do not fit into \(text) units: ask for at least \(known)")
    }
    return range
  }

  /// Numbers of units beside known ones; nil where there is no room for any.
  fileprivate func beside(_ known: Int) -> UnitRange? {
    UnitRange(units.map { $0 - known }.filter { $0 > 0 })
  }
}

extension CodedSample {
  /// A part of the sample.
  fileprivate func only(_ places: [Int]) -> CodedSample {
    var out = self
    out.codes = codes.gathering(places)
    out.samples = samples.gathering(places)
    out.values = values.gathering(places)
    out.space = space.gathering(places)
    out.positions = places.map { positions[$0] }
    (out.known, out.labels) = (nil, nil)
    return out
  }
}
