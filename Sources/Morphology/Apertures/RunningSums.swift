import CKernels

/// A plane as running sums of its rows, so that the sum over an aperture
/// costs its outline, not its area.
struct RunningSums {
  let width: Int
  let height: Int
  /// [height][width + 1]
  private let sums: [Double]

  init(_ plane: StampPlane) {
    width = plane.width
    height = plane.height
    var sums = [Double](repeating: 0, count: (width + 1) * height)
    sums.withUnsafeMutableBufferPointer { sums in
      plane.values.withUnsafeBufferPointer { values in
        for y in 0..<plane.height {
          var sum = 0.0
          for x in 0..<plane.width {
            sum += values[y * plane.width + x]
            sums[y * (plane.width + 1) + x + 1] = sum
          }
        }
      }
    }
    self.sums = sums
  }

  /// The sum over an ellipse, pixels at its edge by their share of area.
  func sum(in ellipse: Ellipse) -> Double {
    guard ellipse.a > 0 else { return 0 }
    var kernel = ellipse.kernel
    var result = 0.0
    sums.withUnsafeBufferPointer { sums in
      var planes: UnsafePointer<Double>? = sums.baseAddress
      fk_aperture_sums(&kernel, width, height, 1, &planes, &result)
    }
    return result
  }

  /// The most that |sum(in: ellipse)| can be; costs less.
  func mostSum(in ellipse: Ellipse) -> Double {
    guard ellipse.a > 0 else { return 0 }
    var kernel = ellipse.kernel
    var bounds = [0.0, 0.0]
    fk_aperture_bounds(&kernel, width, height, sums, &bounds)
    return max(abs(bounds[0]), abs(bounds[1]))
  }

  /// The sums of two planes of one size over an ellipse.
  static func sums(_ a: RunningSums, _ b: RunningSums, in ellipse: Ellipse) -> (Double, Double) {
    guard ellipse.a > 0 else { return (0, 0) }
    var kernel = ellipse.kernel
    var result = (0.0, 0.0)
    a.sums.withUnsafeBufferPointer { first in
      b.sums.withUnsafeBufferPointer { second in
        var planes = (first.baseAddress, second.baseAddress)
        withUnsafePointer(to: &planes) { planes in
          planes.withMemoryRebound(to: UnsafePointer<Double>?.self, capacity: 2) { planes in
            withUnsafeMutablePointer(to: &result) { result in
              result.withMemoryRebound(to: Double.self, capacity: 2) {
                fk_aperture_sums(&kernel, a.width, a.height, 2, planes, $0)
              }
            }
          }
        }
      }
    }
    return result
  }
}
