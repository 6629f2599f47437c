package import Fitting
package import Kernels
import Rasters
package import Tensors

/// An encoder whose codes are brought to mean 0 and unit covariance before
/// they are clustered, so that every direction among them counts alike:
///
///     y = C^(-1/2) (z - mean z),   C = cov z,
///
/// by the symmetric root (ZCA; Kessy, Lewin and Strimmer, The American
/// Statistician 72(4), 2018): of all whitened codes those nearest to the codes
/// themselves.
package struct WhitenedEncoder: Encoder {
  let inner: any Encoder
  let whitening: LinearEncoder

  /// A direction of less variance than this share of the largest counts as
  /// having so much: units of the code that never vary are not blown up.
  static let floor = 1e-6

  init(_ inner: any Encoder, whitening: LinearEncoder) {
    self.inner = inner
    self.whitening = whitening
  }

  /// Whitened on the codes of `samples` [features][samples].
  package init(_ inner: any Encoder, on samples: PlanarMatrix, workers: Workers) throws {
    let codes = inner.encode(samples, workers: workers)
    let mean = Covariance.means(of: codes)
    let scatter = Covariance.scatter(of: codes, about: mean)
    guard let (values, vectors) = scatter.eigen(), let largest = values.first, largest > 0 else {
      throw Failure("codes cannot be whitened: they are the same for every pixel")
    }
    let gains = values.map { value in
      (Double(codes.count) / max(value, largest * Self.floor)).squareRoot()
    }
    let rows = codes.features == 0 ? [] : Self.root(gains, vectors)
    self.init(inner, whitening: LinearEncoder(rows: rows, mean: mean))
  }

  /// V^T diag(gains) V, for eigenvectors in rows.
  private static func root(_ gains: [Double], _ vectors: [[Double]]) -> [[Double]] {
    vectors.indices.map { row in
      vectors.indices.map { column in
        vectors.indices.reduce(0.0) {
          $0 + gains[$1] * vectors[$1][row] * vectors[$1][column]
        }
      }
    }
  }

  package var inputs: Int { inner.inputs }
  package var outputs: Int { inner.outputs }
  package var rebuilding: (any ReconstructingEncoder)? { inner.rebuilding }

  package func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    let plain = scratch.floats(.unwhitened, outputs * Chunk.pixels)
    inner.encode(
      x, stride: stride, count: count, into: plain, codeStride: Chunk.pixels, scratch: scratch)
    whitening.encode(
      plain, stride: Chunk.pixels, count: count, into: codes, codeStride: codeStride,
      scratch: scratch)
  }

  private static let prefix = "whitening."

  /// The encoder's own and, prefixed, those of the whitening.
  package var tensors: [String: Tensor] {
    inner.tensors.merging(whitening.tensors.prefixed(Self.prefix)) { own, _ in own }
  }

  /// The encoder that ``tensors`` were of.
  package static func restore(
    _ tensors: [String: Tensor], by restore: ([String: Tensor]) throws -> any Encoder
  ) throws -> WhitenedEncoder {
    let whitening = try LinearEncoder(tensors: tensors.under(prefix))
    let inner = try restore(tensors.filter { !$0.key.hasPrefix(prefix) })
    guard whitening.inputs == inner.outputs, whitening.outputs == inner.outputs else {
      throw Failure(
        "the model whitens \(whitening.inputs) codes, its encoder has \(inner.outputs)")
    }
    return WhitenedEncoder(inner, whitening: whitening)
  }
}
