package import Fitting
package import Jobs
package import Learning
import Rasters
package import Scenes

/// Fits of one sample with one number of units after another.
package struct UnitTrials {
  private let recipe: Recipe
  private let range: UnitRange
  private let settings: SweepSettings
  /// Units of labels, beside those that are tried.
  let known: Int
  private let control: RunControl

  package init(
    recipe: Recipe, range: UnitRange, settings: SweepSettings = SweepSettings(references: 0),
    known: Int = 0, control: RunControl
  ) {
    (self.recipe, self.range, self.settings, self.control) = (recipe, range, settings, control)
    self.known = known
  }

  package func run(_ sample: CodedSample, _ context: FitContext) throws -> [UnitTrial] {
    var quiet = context
    quiet.progress = { _, _ in }
    var settings = settings
    settings.most = range.units.max() ?? 1
    let sweep = try UnitSweep(
      recipe, sample.encoding, samples: sample.samples, codes: sample.codes,
      space: sample.space, settings: settings, context: quiet)
    let possible = try possible(sweep)
    // A trial takes about as long as it has units.
    let whole = Double(possible.reduce(0, +))
    var done = 0.0
    return try possible.map { units in
      control.progress("number of units", done / whole)
      try control.checkpoint()
      done += Double(units)
      return try sweep.trial(units: units)
    }
  }

  /// The numbers of units for which there are different samples enough.
  private func possible(_ sweep: UnitSweep) throws -> [Int] {
    let wanted = range.units
    let (first, last) = (wanted[0], wanted[wanted.count - 1])
    let distinct = sweep.distinctSamples(upTo: last)
    let possible = wanted.filter { $0 <= distinct }
    guard !possible.isEmpty else {
      throw Failure(
        "the sample holds only \(distinct) distinct \(distinct == 1 ? "spectrum" : "spectra"), "
          + "fewer than the \(first) units that the sweep begins with")
    }
    return possible
  }

  /// A warning where the sample had too few different pixels for some.
  package func missing(_ trials: [UnitTrial]) -> [String] {
    let missing = range.units.count - trials.count
    guard missing > 0, let last = trials.last else { return [] }
    return [
      "the sample has too few distinct spectra for more than \(known + last.units) units: "
        + "\(missing) of the sweep were left out"
    ]
  }
}
