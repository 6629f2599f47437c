package import Kernels
import Rasters

/// Scaler, encoder and clusterer in a row, fitted and immutable: what turns
/// a scene's pixels into units.
package struct Classifier: Sendable {
  package let scaler: Scaler
  package let encoder: any Encoder
  package let clusterer: any Clusterer
  /// The unit (from 1) of every cluster: units are numbered from the darkest
  /// to the brightest, see ``CanonicalOrder``.
  package let unitOfCluster: [Int]

  /// The most units that a map may have: labels are bytes, 0 is no data.
  package static let mostUnits = 255

  package init(
    scaler: Scaler, encoder: any Encoder, clusterer: any Clusterer, unitOfCluster: [Int]
  ) {
    self.scaler = scaler
    self.encoder = encoder
    self.clusterer = clusterer
    self.unitOfCluster = unitOfCluster
  }

  package var bands: Int { scaler.gain.count }
  package var units: Int { unitOfCluster.count }

  /// Classifies `count` pixels (a multiple of 16, at most ``Chunk/pixels``)
  /// of planar physical values: units from 1, and the confidence in percent
  /// (see each clusterer's margin).
  package func classify(
    _ x: UnsafePointer<Float>, stride: Int, count: Int, units: UnsafeMutablePointer<UInt8>,
    confidence: UnsafeMutablePointer<UInt8>, scratch: Scratch
  ) {
    let scaled = scratch.floats(.scaled, bands * Chunk.pixels)
    let codes = scratch.floats(.codes, encoder.outputs * Chunk.pixels)
    let margins = scratch.floats(.best, Chunk.pixels)
    scaler.apply(x, stride: stride, count: count, into: scaled, outStride: Chunk.pixels)
    encoder.encode(
      scaled, stride: Chunk.pixels, count: count, into: codes, codeStride: Chunk.pixels,
      scratch: scratch)
    scratch.labels.withUnsafeMutableBufferPointer { labels in
      clusterer.assign(
        codes, stride: Chunk.pixels, count: count, labels: labels.firstAddress, margins: margins,
        scratch: scratch)
      for pixel in 0..<count {
        units[pixel] = UInt8(truncatingIfNeeded: unitOfCluster[Int(labels[pixel])])
        confidence[pixel] = UInt8(max(0, min(100, margins[pixel] * 100 + 0.5)))
      }
    }
  }

  /// The unit of every sample of a whole matrix.
  package func units(of samples: PlanarMatrix) -> [UInt8] {
    var units = [UInt8](repeating: 0, count: samples.stride)
    var confidence = units
    let scratch = Scratch()
    samples.withUnsafePointer { x in
      units.withUnsafeMutableBufferPointer { u in
        confidence.withUnsafeMutableBufferPointer { c in
          for start in Swift.stride(from: 0, to: samples.stride, by: Chunk.pixels) {
            classify(
              x + start, stride: samples.stride,
              count: min(Chunk.pixels, samples.stride - start),
              units: u.firstAddress + start, confidence: c.firstAddress + start, scratch: scratch)
          }
        }
      }
    }
    return Array(units.prefix(samples.count))
  }

  /// The same steps with their units numbered otherwise.
  package func renumbered(_ unitOfCluster: [Int]) -> Classifier {
    Classifier(
      scaler: scaler, encoder: encoder, clusterer: clusterer, unitOfCluster: unitOfCluster)
  }
}
