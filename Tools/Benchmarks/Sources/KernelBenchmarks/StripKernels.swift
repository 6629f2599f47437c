import CKernels

/// Steps between the blocks of a file and the statistics of a map.
enum StripKernels {
  private static let width = 4096

  static var all: [Kernel] { [undifference, widen, mark, unitSums, countPairs] }

  private static var undifference: Kernel {
    let side = 512
    let block = zeros(side * side, UInt16.self)
    return Kernel(
      name: "fk_undifference", sizes: "\(side)x\(side), 16 bits",
      work: .bytes(Double(2 * 2 * side * side))
    ) { fk_undifference(side, side, 1, 2, block) }
  }

  private static var widen: Kernel {
    let (values, out) = (zeros(width, UInt16.self), floats(width))
    return Kernel(
      name: "fk_widen", sizes: "\(width) of 16 bits", work: .bytes(Double(6 * width))
    ) { fk_widen(width, FK_UINT16, values, 1, out) }
  }

  private static var mark: Kernel {
    let (values, fill) = (floats(width), floats(2))
    fill[1] = fill[0]
    let (valid, any) = (zeros(width, UInt8.self), zeros(width, UInt8.self))
    return Kernel(
      name: "fk_mark", sizes: "\(width) pixels", work: .bytes(Double(8 * width))
    ) { fk_mark(width, values, 1, fill, valid, any) }
  }

  private static var unitSums: Kernel {
    let (k, bands) = (8, 10)
    let (values, centre) = (floats(bands * width), floats(bands))
    let units = zeros(width, UInt8.self)
    for index in 0..<width { units[index] = UInt8(1 + index / 37 % k) }
    let (counts, sums, squares) = (doubles(k), doubles(k * bands), doubles(k * bands))
    return Kernel(
      name: "fk_unit_sums", sizes: "k = \(k), \(bands) bands",
      work: .bytes(Double((4 * bands + 1) * width))
    ) { fk_unit_sums(k, bands, width, units, values, width, centre, counts, sums, squares) }
  }

  private static var countPairs: Kernel {
    let labels = zeros(2 * width, UInt8.self)
    for index in 0..<2 * width { labels[index] = UInt8(1 + index / 37 % 8) }
    let counts = zeros(width / 2, UInt32.self)
    return Kernel(
      name: "fk_count_pairs", sizes: "\(width) pixels, one label",
      work: .bytes(Double(2 * width + 2 * width))
    ) { fk_count_pairs(width, labels, labels + width, 3, counts) }
  }
}
