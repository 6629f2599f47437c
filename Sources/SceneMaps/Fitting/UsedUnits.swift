import Fitting
import Learning
import Scenes

/// Sees to it that no unit is without pixels.
///
/// A clusterer may leave some of its clusters empty, and smoothing may take a unit its last pixel.
/// Then everything after the sample is fitted once more with as many units as were used, until all
/// are: each time there are fewer.
struct UsedUnits {
  /// As many as a person asked for or a sweep has chosen.
  let asked: Int
  /// Whether a sweep has chosen them.
  let isChosen: Bool
  /// Units that stay whatever their pixels: those of labels come first.
  let known: Int
  /// Whether a map has shown that some would have no pixel.
  private(set) var isFittedAnew = false

  init(asked: Int, isChosen: Bool, known: Int) {
    self.asked = asked
    self.isChosen = isChosen
    self.known = known
  }

  /// Fits clusters, all of which have samples.
  func fit(
    _ recipe: Recipe, _ sample: CodedSample, _ context: FitContext
  ) throws -> ClassifierFit {
    var recipe = recipe
    while true {
      let fit = try recipe.fitClusters(
        sample.encoding, codes: sample.codes, values: sample.values, context: context)
      let clusters = fit.classifier.clusterer.clusters
      let used = count(of: fit.labels.map { Int($0) }, clusters: clusters)
      guard recipe.findsCentres, used < clusters, used > 0 else { return fit }
      recipe.units = used
    }
  }

  /// How many clusters or units (from 0) there are labels of, known ones in any case.
  private func count(of labels: [Int], clusters: Int) -> Int {
    known + Set(labels).count { $0 >= known && $0 < clusters }
  }

  /// As many units as have pixels in a map; nil where all have.
  func left(pixels: [Int]) -> Int? {
    let used = known + pixels.dropFirst(known).count { $0 > 0 }
    return used < pixels.count && used > 0 ? used : nil
  }

  /// What was asked for before a map was fitted anew.
  var again: UsedUnits {
    var out = self
    out.isFittedAnew = true
    return out
  }

  /// What a person should know of a map of so many units.
  func note(units: Int) -> String? {
    // What is beside known units says itself that there is less of it.
    guard units < asked, known == 0 || isFittedAnew else { return nil }
    let empty = asked - units
    return "\(asked) units were \(isChosen ? "chosen" : "asked for"), and \(empty) of them would "
      + "have no pixel: the map was fitted anew with \(units)"
  }
}
