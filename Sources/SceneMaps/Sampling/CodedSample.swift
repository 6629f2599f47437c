import Fitting
package import Kernels
package import Learning

/// A sample of a scene with its codes: what clusterers are fitted to.
package struct CodedSample {
  package var encoding: EncodingFit
  /// Filtered, where the recipe filters.
  var codes: PlanarMatrix
  /// The features that were encoded.
  package var samples: PlanarMatrix
  /// The bands of the same pixels.
  var values: PlanarMatrix
  /// Row by row, ascending.
  var positions: [Int]
  /// The scaled bands, in which quality is measured.
  var space: PlanarMatrix
  package var validPixels: Int
  var rejected: [String: Int]
  /// Labelled pixels, beside the sample.
  var known: KnownSamples?
  /// Valid pixels of every known unit that are not held out.
  var knownPixels: [Int] = []
  /// The labels that were learnt from: those of classes with valid pixels.
  var labels: KnownLabels?
  /// What there is to say of labels.
  var remarks: [String] = []

  /// What is noticed of the values.
  var notes: [String] = []

  package static let spaceName = "scaled bands of the sample"
}
