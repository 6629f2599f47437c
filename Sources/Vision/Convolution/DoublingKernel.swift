import Kernels

/// "Double every pixel, then convolve" as one convolution at the small size.
///
/// Where pixels are doubled, several taps of a kernel meet the same value.
/// Summed beforehand they are a kernel for each of the four places that a pixel
/// becomes: of 5 x 5 taps 3 x 3 remain (Shi et al. 2016, arXiv 1609.07009). The
/// result is that of doubling and convolving but for rounding, with 9/25 of
/// the work; it is also a transposed convolution of stride 1 of the doubled
/// map, whose kernel is the same one turned about.
struct DoublingKernel: Sendable, Equatable {
  let outputs: Int
  let inputs: Int
  /// Side of the kernel at the doubled size, odd.
  let side: Int

  /// How far the small kernel reaches.
  var reach: Int { (side / 2 + 1) / 2 }
  var smallSide: Int { 2 * reach + 1 }
  /// Weights of the small kernels [4 outputs][inputs][row][column].
  var smallCount: Int { 4 * outputs * inputs * smallSide * smallSide }

  /// The row (or column) of the small kernel that tap `tap` of place `place`
  /// (0 or 1) meets.
  func smallTap(_ tap: Int, _ place: Int) -> Int {
    let moved = place + tap - side / 2
    return (moved >= 0 ? moved / 2 : (moved - 1) / 2) + reach
  }

  /// Calls `body` with each pair of a weight's and a small weight's index.
  @inline(__always)
  private func forEachPair(_ body: (_ weight: Int, _ small: Int) -> Void) {
    for map in 0..<outputs * inputs {
      let (output, input) = (map / inputs, map % inputs)
      for place in 0..<4 {
        let kernel = ((4 * output + place) * inputs + input) * smallSide * smallSide
        for y in 0..<side {
          let row = kernel + smallTap(y, place / 2) * smallSide
          for x in 0..<side {
            body((map * side + y) * side + x, row + smallTap(x, place % 2))
          }
        }
      }
    }
  }

  /// small = the sums of the weights [outputs][inputs][side][side].
  func sum(_ weights: UnsafePointer<Float>, into small: UnsafeMutablePointer<Float>) {
    small.update(repeating: 0, count: smallCount)
    forEachPair { small[$1] += weights[$0] }
  }

  /// The way back: adds the gradient by the small weights to that by the
  /// weights.
  func add(_ small: UnsafePointer<Float>, to gradient: UnsafeMutablePointer<Float>) {
    forEachPair { gradient[$0] += small[$1] }
  }
}
