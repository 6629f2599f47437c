import Clusterers
import Ensembles
import Fitting
import Rasters

extension MapLayer {
  /// The share of a vote's members that speak for the unit that the vote gives a pixel, before
  /// any smoothing.
  package static let agreement = MapLayer(
    "agreement",
    summary: "how many of a vote's members agree on each pixel's unit",
    title: "Share of the vote's members that agree",
    definition: "share of the members of the vote that speak for the pixel's unit",
    check: { recipe in
      guard recipe.clusterer != SpectralVote.method.name else { return }
      throw refusal(recipe.clusterer)
    },
    evaluator: { classifier, _ in
      guard let vote = classifier.clusterer as? SpectralVote else {
        throw refusal("the model's")
      }
      let encoding = classifier.encoding
      return { pixels, scratch in
        let codes = scratch.floats(.codes, encoding.encoder.outputs * Chunk.pixels)
        encoding.encode(
          pixels.features, stride: pixels.stride, count: pixels.count, into: codes,
          codeStride: Chunk.pixels, scratch: scratch)
        vote.agreement(
          codes, stride: Chunk.pixels, count: pixels.count, into: pixels.values, scratch: scratch)
      }
    })

  private static func refusal(_ clusterer: String) -> Failure {
    Failure.usage(
      "no agreement.tif: the clusterer \(clusterer) is no vote (take clusterer: vote, or "
        + "'agreement' out of outputs)")
  }
}
