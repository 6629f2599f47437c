import COpenBLAS
import CPeaks
import Foundation

/// What the processor can do, measured as the kernels are.
enum Peaks {
  static let fma = "multiply-add in registers"
  static let near = "copy within the second cache"

  static var all: [Kernel] {
    let rounds = 100_000
    return [
      Kernel(
        name: fma, sizes: "twelve sums", work: .operations(fk_peak_operations(rounds))
      ) { sink = fk_peak_fma(rounds) },
      copy(near, floats: 64 << 10, times: 16),
      copy("copy in memory", floats: 64 << 20, times: 1),
      product(1024),
    ]
  }

  /// So that no result counts as unused.
  nonisolated(unsafe) static var sink: Float = 0

  private static func copy(_ name: String, floats count: Int, times: Int) -> Kernel {
    let (from, to) = (floats(count), floats(count))
    return Kernel(
      name: name, sizes: "\(4 * count >> 10) kB", work: .bytes(Double(8 * count * times))
    ) {
      for _ in 0..<times { memcpy(to, from, 4 * count) }
    }
  }

  private static func product(_ n: Int) -> Kernel {
    let (a, b, c) = (floats(n * n), floats(n * n), floats(n * n))
    openblas_set_num_threads(1)
    return Kernel(
      name: "OpenBLAS SGEMM", sizes: "\(n)³", work: .operations(2 * Double(n * n * n))
    ) {
      let size = Int32(n)
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0, c,
        size)
    }
  }
}
