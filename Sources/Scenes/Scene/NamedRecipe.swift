package import Fitting
package import Learning

/// Whole ways from bands to units that have a name.
package struct NamedRecipe: Sendable {
  package let name: String
  package let summary: String
  package let scaling: Scaler.Kind
  package let encoder: String
  package let encoderParameters: [String: ParameterValue]
  package var filter: BilateralSettings?
  package let clusterer: String
  package let clustererParameters: [String: ParameterValue]
  package let smoothing: Smoothing
  /// Most pixels that the recipe is fitted on unless the scene says otherwise.
  package var sampleSize = Scene.standardSampleSize

  package func recipe(units: Int) -> Recipe {
    Recipe(
      scaling: scaling, encoder: encoder, encoderParameters: encoderParameters,
      filter: filter, clusterer: clusterer, clustererParameters: clustererParameters, units: units)
  }

  /// What is taken where a scene names none.
  package static let standard = vote(
    "standard",
    "the most accurate: at present the vote of eight clusterers in three spaces, smoothed by a "
      + "Markov random field")

  private static func vote(_ name: String, _ summary: String) -> NamedRecipe {
    NamedRecipe(
      name: name, summary: summary, scaling: .zScore, encoder: "identity", encoderParameters: [:],
      clusterer: "vote", clustererParameters: [:],
      smoothing: Detail.medium.smoothing,
      // Which optimum a mixture finds hangs on the pixels that are drawn; of small scenes
      // all are.
      sampleSize: 400_000)
  }

  package static let all: [NamedRecipe] = [
    standard,
    vote("vote", "a vote of eight clusterers in three spaces, Markov random field"),
    NamedRecipe(
      name: "mixture",
      summary: "noise-whitened bands, bilateral filter, Gaussian mixture, Markov random field",
      scaling: .zScore, encoder: "mnf", encoderParameters: [:], filter: BilateralSettings(),
      clusterer: "gaussian-mixture", clustererParameters: [:], smoothing: .mrf(PottsSettings())),
    NamedRecipe(
      name: "k-means", summary: "k-means on the scaled bands",
      scaling: .zScore, encoder: "identity", encoderParameters: [:], clusterer: "k-means",
      clustererParameters: [:], smoothing: .majority(window: 5, keepCentre: true)),
    NamedRecipe(
      name: "pca", summary: "k-means on the principal components that explain 90 %",
      scaling: .minMax, encoder: "pca", encoderParameters: [:], clusterer: "k-means",
      clustererParameters: [:], smoothing: .majority(window: 5, keepCentre: true)),
    NamedRecipe(
      name: "autoencoder", summary: "k-means on the codes of an autoencoder",
      scaling: .zScore, encoder: "autoencoder", encoderParameters: [:], clusterer: "k-means",
      clustererParameters: [:], smoothing: .majority(window: 5, keepCentre: true)),
    NamedRecipe(
      name: "stacked-autoencoder",
      summary: "k-means on the codes of a stacked autoencoder, pre-trained layer by layer",
      scaling: .zScore, encoder: "stacked-autoencoder", encoderParameters: [:],
      clusterer: "k-means", clustererParameters: [:],
      smoothing: .majority(window: 5, keepCentre: true)),
    NamedRecipe(
      name: "nagar2024",
      summary: "the three-stage stacked autoencoder of Nagar et al. 2024, k-means, 7x7 majority",
      scaling: .minMax, encoder: "nagar2024", encoderParameters: [:], clusterer: "k-means",
      clustererParameters: [:], smoothing: .majority(window: 7, keepCentre: false),
      // Its authors fitted it to every pixel of scenes of up to 6.9 million.
      sampleSize: 2_000_000),
  ]

  package static func named(_ name: String) -> NamedRecipe? { all.first { $0.name == name } }
}
