import Kernels
import Rasters

/// A convolutional autoencoder's layers and where their parameters lie.
///
/// Encoder: as often as there are filters a convolution, ReLU, and the greatest
/// of 2 x 2; then a dense layer to the code. Decoder: a dense layer with ReLU
/// back to the last maps; then as often every pixel doubled and a convolution,
/// ReLU after all but the last. Kernels are correlations [output][input][row]
/// [column] over a border of zeros, as torch has them.
package struct AutoencoderShape: Sendable, Equatable, Codable {
  package var channels: Int
  /// Pixels of a side, a multiple of 2 to the number of filters.
  package var side: Int
  /// Maps after each convolution of the encoder.
  package var filters: [Int]
  /// Side of the kernels in pixels, odd.
  package var kernel: Int
  /// Length of the code.
  package var latent: Int
  /// Whether codes and output are cut at 0, as published.
  package var isRectified: Bool

  package init(
    channels: Int, side: Int, filters: [Int], kernel: Int, latent: Int, isRectified: Bool = false
  ) {
    self.channels = channels
    self.side = side
    self.filters = filters
    self.kernel = kernel
    self.latent = latent
    self.isRectified = isRectified
  }

  /// A named array of the parameters.
  struct Part: Sendable, Equatable {
    let name: String
    let shape: [Int]
    let offset: Int
    /// Inputs and outputs that initial weights are drawn for; nil for biases.
    let fans: (Int, Int)?
    let isRectified: Bool

    var count: Int { shape.reduce(1, *) }
    var end: Int { offset + count }

    static func == (a: Part, b: Part) -> Bool {
      a.name == b.name && a.shape == b.shape && a.offset == b.offset
    }
  }

  var levels: Int { filters.count }
  /// Side of the last maps.
  var lastSide: Int { side >> levels }
  /// Values of the last maps.
  var features: Int { (filters.last ?? channels) * lastSide * lastSide }
  /// Values of an image.
  package var imageLength: Int { channels * side * side }

  /// Maps that go into a level of the encoder.
  func inputs(_ level: Int) -> Int { level == 0 ? channels : filters[level - 1] }

  /// All parameters, in their order.
  var parts: [Part] {
    var parts: [Part] = []
    func add(_ name: String, _ shape: [Int], isRectified: Bool) {
      let area = shape.dropFirst(2).reduce(1, *)
      parts.append(
        Part(
          name: name + ".weight", shape: shape, offset: parts.last?.end ?? 0,
          fans: (shape[1] * area, shape[0] * area), isRectified: isRectified))
      parts.append(
        Part(
          name: name + ".bias", shape: [shape[0]], offset: parts.last?.end ?? 0, fans: nil,
          isRectified: isRectified))
    }
    for level in 0..<levels {
      add("encoder.\(level)", [filters[level], inputs(level), kernel, kernel], isRectified: true)
    }
    add("code", [latent, features], isRectified: isRectified)
    add("expand", [features, latent], isRectified: true)
    for (number, level) in (0..<levels).reversed().enumerated() {
      add(
        "decoder.\(number)", [inputs(level), filters[level], kernel, kernel],
        isRectified: level > 0 || isRectified)
    }
    return parts
  }

  package var parameterCount: Int { parts.last?.end ?? 0 }

  /// Where layers' parameters begin, looked up once.
  struct Places: Sendable {
    /// (weights, biases) of the encoder's levels, from the image inwards.
    let encoder: [(Int, Int)]
    let code: (Int, Int)
    let expand: (Int, Int)
    /// From the code outwards.
    let decoder: [(Int, Int)]
  }

  var places: Places {
    let offsets = parts.map(\.offset)
    let pairs = stride(from: 0, to: offsets.count, by: 2).map { (offsets[$0], offsets[$0 + 1]) }
    return Places(
      encoder: Array(pairs[..<levels]), code: pairs[levels], expand: pairs[levels + 1],
      decoder: Array(pairs[(levels + 2)...]))
  }
}

extension AutoencoderShape {
  /// Refuses what cannot be built.
  package func check() throws {
    try Self.require("channels", channels, 1...10)
    try Self.require("filters (how many layers)", filters.count, 1...4)
    for filter in filters { try Self.require("filters", filter, 1...256) }
    try Self.require("kernel", kernel, 1...9)
    try Self.require("side", side, 16...256)
    try Self.require("latent", latent, 1...65_536)
    guard kernel % 2 == 1 else {
      throw Failure.usage("the autoencoder's kernel is \(kernel), must be odd")
    }
    let step = max(4, 1 << levels)
    guard side % step == 0 else {
      throw Failure.usage(
        "the autoencoder's side is \(side), must be a multiple of \(step)"
          + " because it is halved \(levels) times")
    }
  }

  private static func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw Failure.usage(
        "the autoencoder's \(name) is \(value), must be from \(range.lowerBound)"
          + " to \(range.upperBound)")
    }
  }
}
