import CKernels

/// Layers of networks on images.
enum ImageKernels {
  static var all: [Kernel] {
    [
      panels(3136, 192, 768, FK_GELU, "GELU"), panels(196, 768, 3072, FK_GELU, "GELU"),
      panels(196, 3072, 768, FK_AS_IT_IS, "linear"), depthwise, norm, convolution,
      convolutionGradient,
    ]
  }

  private static func panels(
    _ rows: Int, _ d: Int, _ n: Int, _ f: fk_finish, _ name: String
  ) -> Kernel {
    let (plain, packed, bias) = (floats(n * d, 0.05), floats(n * d), floats(n))
    fk_pack_panels(d, n, plain, d, 1, n, packed)
    let (x, y) = (floats(rows * d), floats(rows * n))
    return Kernel(
      name: "fk_panels, \(name)", sizes: "\(d) → \(n), \(rows) pixels",
      work: .operations(2 * Double(rows) * Double(n * d))
    ) { fk_panels(rows, d, n, packed, bias, x, d, y, n, f) }
  }

  private static var depthwise: Kernel {
    let (side, channels, kernel) = (14, 768, 7)
    let line = (side + kernel - 1) * channels
    let (w, bias) = (floats(kernel * kernel * channels), floats(channels))
    let (x, y) = (floats((side + kernel - 1) * line), floats(side * side * channels))
    return Kernel(
      name: "fk_depthwise, 7x7", sizes: "\(side)x\(side)x\(channels)",
      work: .operations(Double(2 * kernel * kernel * side * side * channels))
    ) { fk_depthwise(side, side, channels, kernel, 1, w, bias, x, line, y, FK_AS_IT_IS) }
  }

  private static var norm: Kernel {
    let (rows, channels) = (196, 768)
    let (x, y) = (floats(rows * channels), floats(rows * channels))
    let (scale, shift) = (floats(channels), floats(channels))
    return Kernel(
      name: "fk_layer_norm", sizes: "\(rows) x \(channels)",
      work: .bytes(Double(8 * rows * channels))
    ) { fk_layer_norm(rows, channels, x, channels, scale, shift, 1e-6, y, channels) }
  }

  /// 5x5 kernels from 16 to 16 planes of 32x32, as the autoencoder of cutouts.
  private static let (planes, side, size) = (16, 32, 5)
  private static var row: Int { side + size - 1 }
  private static var span: Int { (side * row + 15) / 16 * 16 }
  private static var taps: Int { planes * size * size }
  nonisolated(unsafe) private static let offsets: UnsafeMutablePointer<Int32> = {
    let out = zeros(taps, Int32.self)
    for tap in 0..<taps {
      let (plane, place) = (tap / (size * size), tap % (size * size))
      out[tap] = Int32(plane * (row * row + 64) + place / size * row + place % size)
    }
    return out
  }()

  private static var convolution: Kernel {
    let (w, bias) = (floats(taps * planes), floats(planes))
    let (x, y) = (floats((planes + 1) * (row * row + 64)), floats(planes * span))
    return Kernel(
      name: "fk_convolution, 5x5", sizes: "\(planes) → \(planes), \(side)x\(side)",
      work: .operations(2 * Double(taps * planes * span))
    ) { fk_convolution(planes, taps, span, w, bias, x, offsets, y, span) }
  }

  private static var convolutionGradient: Kernel {
    let (g, bias) = (floats(taps * planes), floats(planes))
    let x = floats((planes + 1) * (row * row + 64), 1e-3)
    let d = floats(planes * span, 1e-3)
    return Kernel(
      name: "fk_convolution_gradient, 5x5", sizes: "\(planes) → \(planes), \(side)x\(side)",
      work: .operations(2 * Double(taps * planes * span))
    ) { fk_convolution_gradient(planes, taps, span, d, span, x, offsets, g, bias) }
  }
}
