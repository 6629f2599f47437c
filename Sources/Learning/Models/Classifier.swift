package import Clusterers
package import Fitting
import Kernels
import Rasters

/// Scaler, encoder and clusterer in a row, fitted and immutable: what turns
/// a scene's pixels into units.
package struct Classifier: Sendable {
  package let scaler: Scaler
  package let encoder: any Encoder
  /// What codes go through, with their neighbours, before they are clustered.
  package let filter: BilateralFilter?
  package let clusterer: any Clusterer
  /// The unit (from 1) of every cluster: units are numbered from the darkest
  /// to the brightest, see ``CanonicalOrder``.
  package let unitOfCluster: [Int]
  /// What one standard deviation of the sample is in errors of the encoder's
  /// reconstruction, over all features; nil where nothing is rebuilt.
  package let deviation: Double?

  /// The most units that a map may have: labels are bytes, 0 is no data.
  package static let mostUnits = 255

  package init(
    scaler: Scaler, encoder: any Encoder, filter: BilateralFilter? = nil,
    clusterer: any Clusterer, unitOfCluster: [Int], deviation: Double? = nil
  ) {
    self.scaler = scaler
    self.encoder = encoder
    self.filter = filter
    self.clusterer = clusterer
    self.unitOfCluster = unitOfCluster
    self.deviation = deviation
  }

  package var bands: Int { scaler.gain.count }
  /// The highest number of a unit; more than there are clusters where the
  /// numbering of another map is kept.
  package var units: Int { unitOfCluster.max() ?? 0 }

  package var encoding: Encoding { Encoding(scaler: scaler, encoder: encoder) }

  /// Labels `count` pixels by their codes: units from 1, and the confidence
  /// in percent (see each clusterer's margin).
  package func label(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int, units: UnsafeMutablePointer<UInt8>,
    confidence: UnsafeMutablePointer<UInt8>, scratch: Scratch
  ) {
    label(count: count, units: units, confidence: confidence, scratch: scratch) {
      clusterer.assign(
        codes, stride: stride, count: count, labels: $0, margins: $1, scratch: scratch)
    }
  }

  /// Units and confidence of pixels whose clusters are chosen by `choose`,
  /// which fills clusters and margins.
  package func label(
    count: Int, units: UnsafeMutablePointer<UInt8>, confidence: UnsafeMutablePointer<UInt8>,
    scratch: Scratch,
    choose: (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let margins = scratch.floats(.best, Chunk.pixels)
    scratch.labels.withUnsafeMutableBufferPointer { labels in
      choose(labels.firstAddress, margins)
      name(labels.firstAddress, margins, count: count, units: units, confidence: confidence)
    }
  }

  private func name(
    _ labels: UnsafePointer<Int32>, _ margins: UnsafePointer<Float>, count: Int,
    units: UnsafeMutablePointer<UInt8>, confidence: UnsafeMutablePointer<UInt8>
  ) {
    for pixel in 0..<count {
      units[pixel] = UInt8(truncatingIfNeeded: unitOfCluster[Int(labels[pixel])])
      confidence[pixel] = Self.percent(margins[pixel])
    }
  }

  /// How well every cluster suits `count` pixels, by their codes: planes
  /// [clusters][``Chunk/pixels``] in the scratch's `logits`.
  package func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int, scratch: Scratch
  ) -> UnsafePointer<Float> {
    let out = scratch.floats(.logits, clusterer.clusters * Chunk.pixels)
    clusterer.logits(
      codes, stride: stride, count: count, into: out, logitStride: Chunk.pixels,
      scratch: scratch)
    return UnsafePointer(out)
  }

  /// How badly `count` pixels (a multiple of 16, at most ``Chunk/pixels``) are
  /// rebuilt from their codes: root mean square errors over the features, in
  /// standard deviations.
  package func anomalies(
    _ x: UnsafePointer<Float>, stride: Int, count: Int, by encoder: any ReconstructingEncoder,
    into errors: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let scaled = scratch.floats(.scaled, encoder.inputs * Chunk.pixels)
    scaler.apply(x, stride: stride, count: count, into: scaled, outStride: Chunk.pixels)
    encoder.reconstructionError(
      scaled, stride: Chunk.pixels, count: count, into: errors, scratch: scratch)
    let unit = Float(deviation ?? 1)
    for pixel in 0..<count { errors[pixel] = errors[pixel].squareRoot() / unit }
  }

  /// A margin in percent; 0 for one that is not a number, as that of codes
  /// beyond what squares of floats can hold.
  package static func percent(_ margin: Float) -> UInt8 {
    margin.isNaN ? 0 : UInt8(max(0, min(100, margin * 100 + 0.5)))
  }

  /// A classifier with these steps and its units numbered otherwise.
  package func renumbered(_ unitOfCluster: [Int]) -> Classifier {
    Classifier(
      scaler: scaler, encoder: encoder, filter: filter, clusterer: clusterer,
      unitOfCluster: unitOfCluster, deviation: deviation)
  }
}
