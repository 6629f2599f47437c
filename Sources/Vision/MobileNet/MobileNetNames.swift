import Tensors

/// How a library names the tensors of a network of inverted residuals, and
/// what else it does its own way.
struct MobileNetNames: Sendable {
  /// A convolution and the batch normalisation behind it.
  struct Pair: Sendable {
    var convolution: String
    var norm: String
  }

  enum Part { case expand, depthwise, project }

  /// A name of this naming, of the last layer: it tells namings apart.
  var sign: String
  var stem: Pair
  var head: Pair
  /// Prefix of the blocks, in the order of the network.
  var blocks: @Sendable (NamedTensors) -> [String]
  var part: @Sendable (_ part: Part, _ prefix: String, _ hasExpansion: Bool) -> Pair
  /// The epsilon of the batch normalisations.
  var epsilon: Float
  /// Whether borders are those of TensorFlow's SAME: at stride 2 one more below
  /// and on the right.
  var isSame: Bool

  func isIn(_ archive: TensorArchive) -> Bool {
    archive.tensors[sign] != nil && archive.tensors[stem.convolution + ".weight"] != nil
  }

  static let all = [torchvision, timm]

  static let torchvision = MobileNetNames(
    sign: "features.18.0.weight", stem: Pair(convolution: "features.0.0", norm: "features.0.1"),
    head: Pair(convolution: "features.18.0", norm: "features.18.1"),
    blocks: { _ in (1...17).map { "features.\($0).conv" } },
    part: { part, prefix, hasExpansion in
      let first = hasExpansion ? 1 : 0
      return switch part {
      case .expand: Pair(convolution: "\(prefix).0.0", norm: "\(prefix).0.1")
      case .depthwise: Pair(convolution: "\(prefix).\(first).0", norm: "\(prefix).\(first).1")
      case .project: Pair(convolution: "\(prefix).\(first + 1)", norm: "\(prefix).\(first + 2)")
      }
    }, epsilon: 1e-5, isSame: false)

  static let timm = MobileNetNames(
    sign: "blocks.6.0.conv_pwl.weight", stem: Pair(convolution: "conv_stem", norm: "bn1"),
    head: Pair(convolution: "conv_head", norm: "bn2"),
    blocks: { tensors in
      (0..<7).flatMap { stage in
        let prefix = "blocks.\(stage)."
        return (0..<tensors.count(prefix, ".conv_dw.weight")).map { "\(prefix)\($0)" }
      }
    },
    part: { part, prefix, hasExpansion in
      switch part {
      case .expand: Pair(convolution: "\(prefix).conv_pw", norm: "\(prefix).bn1")
      case .depthwise:
        Pair(convolution: "\(prefix).conv_dw", norm: "\(prefix).bn\(hasExpansion ? 2 : 1)")
      case .project:
        hasExpansion
          ? Pair(convolution: "\(prefix).conv_pwl", norm: "\(prefix).bn3")
          : Pair(convolution: "\(prefix).conv_pw", norm: "\(prefix).bn2")
      }
    }, epsilon: 1e-5, isSame: false)

  /// EfficientNet-Lite as the package efficientnet-lite-pytorch names it.
  static let efficientNetLite = MobileNetNames(
    sign: "_conv_head.weight", stem: Pair(convolution: "_conv_stem", norm: "_bn0"),
    head: Pair(convolution: "_conv_head", norm: "_bn1"),
    blocks: { tensors in
      (0..<tensors.count("_blocks.", "._depthwise_conv.weight")).map { "_blocks.\($0)" }
    },
    part: { part, prefix, _ in
      switch part {
      case .expand: Pair(convolution: "\(prefix)._expand_conv", norm: "\(prefix)._bn0")
      case .depthwise: Pair(convolution: "\(prefix)._depthwise_conv", norm: "\(prefix)._bn1")
      case .project: Pair(convolution: "\(prefix)._project_conv", norm: "\(prefix)._bn2")
      }
    }, epsilon: 1e-3, isSame: true)
}
