import CKernels

/// An image made ready to be compared with itself after half a turn about
/// any point. Used by one thread at a time.
final class Turnable {
  struct Sums {
    /// Σ|I − R|, Σ|I|, Σ(I − R)², ΣI², and the area, of pixels valid on both sides.
    var difference, flux, squaredDifference, squaredFlux, area: Double
  }

  let width: Int
  let height: Int
  private let pixels: [Double]
  private let valid: [Double]
  private let backwards: [Double]
  private let validBackwards: [Double]
  private let zeros: [Double]
  private let ones: [Double]
  private var scratch: [Double]

  init(_ plane: StampPlane, valid: StampPlane) {
    width = plane.width
    height = plane.height
    pixels = plane.values
    self.valid = valid.values
    backwards = Self.turned(plane, outside: 0)
    validBackwards = Self.turned(valid, outside: 1)
    zeros = Array(repeating: 0, count: 3 * plane.width + 2)
    ones = Array(repeating: 1, count: 3 * plane.width + 2)
    scratch = Array(repeating: 0, count: 2 * plane.width)
  }

  private static func turned(_ plane: StampPlane, outside: Double) -> [Double] {
    let margin = plane.width + 1
    let stride = 3 * plane.width + 2
    var out = [Double](repeating: outside, count: stride * plane.height)
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        out[y * stride + margin + plane.width - 1 - x] = plane.values[y * plane.width + x]
      }
    }
    return out
  }

  /// Sums over `outer` without `inner`, turned about the centre of `outer`,
  /// which must lie in the image.
  func sums(in outer: Ellipse, without inner: Ellipse? = nil) -> Sums {
    var kernel = outer.kernel
    var result: [Double] = [0, 0, 0, 0, 0]
    pixels.withUnsafeBufferPointer { pixels in
      valid.withUnsafeBufferPointer { valid in
        backwards.withUnsafeBufferPointer { backwards in
          validBackwards.withUnsafeBufferPointer { validBackwards in
            zeros.withUnsafeBufferPointer { zeros in
              ones.withUnsafeBufferPointer { ones in
                var image = fk_turnable(
                  width: width, height: height, pixels: pixels.baseAddress,
                  valid: valid.baseAddress, backwards: backwards.baseAddress,
                  valid_backwards: validBackwards.baseAddress, zeros: zeros.baseAddress,
                  ones: ones.baseAddress)
                if var hole = inner?.kernel {
                  fk_asymmetry_sums(
                    &kernel, &hole, outer.x, outer.y, &image, &scratch, &result)
                } else {
                  fk_asymmetry_sums(&kernel, nil, outer.x, outer.y, &image, &scratch, &result)
                }
              }
            }
          }
        }
      }
    }
    return Sums(
      difference: result[0], flux: result[1], squaredDifference: result[2],
      squaredFlux: result[3], area: result[4])
  }
}
