package import Fitting
import Kernels
package import Learning
import Rasters

/// What is kept of the pixels of a strip beside their units, for outputs that ask for it.
/// Workers fill rows of their own.
package final class StripDetails: @unchecked Sendable {
  package enum Kind: Hashable, Sendable {
    /// Of every unit before labels are smoothed, in percent; ``StripClassifier/noConfidence``
    /// is none.
    case probabilities
    /// What is clustered; NaN is none.
    case codes
  }

  private let classifier: Classifier
  /// What makes log probabilities of the clusterer's logits.
  private let logitScale: Float
  private let width: Int
  /// Values of a plane.
  private let plane: Int
  /// [units][rows][width]
  package let probabilities: UnsafeMutableBufferPointer<UInt8>?
  /// [code units][rows][width]
  package let codes: UnsafeMutableBufferPointer<Float>?

  package init(
    _ kinds: Set<Kind>, _ classifier: Classifier, logitScale: Double, width: Int, rows: Int
  ) {
    self.classifier = classifier
    self.logitScale = Float(logitScale)
    self.width = width
    plane = width * rows
    probabilities =
      kinds.contains(.probabilities) ? .allocate(capacity: plane * classifier.units) : nil
    codes = kinds.contains(.codes) ? .allocate(capacity: plane * classifier.encoder.outputs) : nil
  }

  deinit {
    probabilities?.deallocate()
    codes?.deallocate()
  }

  /// What a pixel takes.
  package static func bytesPerPixel(_ kinds: Set<Kind>, units: Int, codes: Int) -> Int {
    (kinds.contains(.probabilities) ? units : 0) + (kinds.contains(.codes) ? 4 * codes : 0)
  }

  /// A plane of probabilities or codes begins where the one before ends.
  package func start(ofPlane index: Int) -> Int { index * plane }

  /// Neighbouring pixels of a row.
  package struct Run {
    /// The row within the strip's core, from 0.
    package var row: Int
    package var column: Int
    package var count: Int
    /// Planes of codes, `stride` floats apart.
    package var codes: UnsafePointer<Float>
    package var stride: Int
    /// 0 where there are no data.
    package var valid: UnsafePointer<UInt8>
  }

  package func keep(_ run: Run, scratch: Scratch) {
    let at = run.row * width + run.column
    if let codes {
      for unit in 0..<classifier.encoder.outputs {
        let (from, to) = (run.codes + unit * run.stride, unit * plane + at)
        for index in 0..<run.count {
          codes[to + index] = run.valid[index] != 0 ? from[index] : .nan
        }
      }
    }
    if let probabilities { keep(run, at: at, in: probabilities, scratch: scratch) }
  }

  private func keep(
    _ run: Run, at start: Int, in out: UnsafeMutableBufferPointer<UInt8>, scratch: Scratch
  ) {
    let clusters = classifier.clusterer.clusters
    let shares = scratch.floats(.probabilities, clusters * Chunk.pixels)
    let padded = PlanarMatrix.padded(run.count)
    let logits = classifier.logits(
      run.codes, stride: run.stride, count: padded, scratch: scratch)
    for cluster in 0..<clusters {
      Planar.scale(
        count: padded, x: logits + cluster * Chunk.pixels, gain: logitScale, offset: 0,
        y: shares + cluster * Chunk.pixels)
    }
    Planar.responsibilities(
      components: clusters, count: padded, p: shares, stride: Chunk.pixels, labels: nil,
      margin: nil, evidence: nil)
    for unit in 1...max(1, classifier.units) {
      let own = (0..<clusters).filter { classifier.unitOfCluster[$0] == unit }
      let row = (unit - 1) * plane + start
      for index in 0..<run.count {
        let share = own.reduce(Float(0)) { $0 + shares[$1 * Chunk.pixels + index] }
        out[row + index] =
          run.valid[index] != 0 ? Classifier.percent(share) : StripClassifier.noConfidence
      }
    }
  }
}
