/// The names that four libraries give to ConvNeXt's tensors, brought to timm's:
/// `stem.0` (convolution), `stem.1` (norm), `stages.S.downsample.0` (norm),
/// `.1` (convolution), `stages.S.blocks.B.conv_dw`, `.norm`, `.mlp.fc1`,
/// `.mlp.grn`, `.mlp.fc2`, `.gamma`, `head.norm`.
enum ConvNeXtNames {
  /// Prefixes of a whole network within something larger.
  private static let wrappings = [
    "state_dict.", "model.", "module.", "backbone.", "convnext.", "convnextv2.",
  ]

  /// timm's name of a tensor; nil for one that the features do not need.
  static func canonical(_ name: String) -> String? {
    var name = Substring(name)
    while let wrapping = wrappings.first(where: { name.hasPrefix($0) }) {
      name = name.dropFirst(wrapping.count)
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first else { return nil }
    switch first {
    case "stem": return parts.joined(separator: ".")
    case "stages": return parts.count > 2 && Int(parts[2]) != nil ? original(parts) : timm(parts)
    case "head": return parts.dropFirst().first == "norm" ? parts.joined(separator: ".") : nil
    case "downsample_layers": return original(downsampling: parts)
    case "norm", "layernorm": return parts.count == 2 ? "head.norm.\(parts[1])" : nil
    case "embeddings", "encoder": return huggingFace(parts)
    case "features", "classifier": return torchvision(parts)
    default: return nil
    }
  }

  private static func timm(_ parts: [String]) -> String { parts.joined(separator: ".") }

  /// facebookresearch/ConvNeXt: `stages.S.B.PART`.
  private static func original(_ parts: [String]) -> String? {
    block(stage: parts[1], block: parts[2], Array(parts[3...]))
  }

  private static func original(downsampling parts: [String]) -> String? {
    guard parts.count == 4, let stage = Int(parts[1]) else { return nil }
    let layer = "\(parts[2]).\(parts[3])"
    return stage == 0 ? "stem.\(layer)" : "stages.\(stage).downsample.\(layer)"
  }

  private static func huggingFace(_ parts: [String]) -> String? {
    if parts[0] == "embeddings" {
      guard parts.count == 3 else { return nil }
      return parts[1] == "patch_embeddings" ? "stem.0.\(parts[2])" : "stem.1.\(parts[2])"
    }
    guard parts.count >= 5, parts[1] == "stages" else { return nil }
    if parts[3] == "downsampling_layer" {
      return "stages.\(parts[2]).downsample.\(parts[4...].joined(separator: "."))"
    }
    return block(stage: parts[2], block: parts[4], Array(parts[5...]))
  }

  /// torchvision: even features are stem and downsampling, odd ones the stages.
  private static func torchvision(_ parts: [String]) -> String? {
    if parts[0] == "classifier" {
      return parts.count == 3 && parts[1] == "0" ? "head.norm.\(parts[2])" : nil
    }
    guard parts.count >= 4, let feature = Int(parts[1]) else { return nil }
    if feature == 0 { return "stem.\(parts[2]).\(parts[3])" }
    if feature % 2 == 0 { return "stages.\(feature / 2).downsample.\(parts[2]).\(parts[3])" }
    let rest = parts[3] == "block" ? Array(parts[4...]) : Array(parts[3...])
    return block(stage: "\(feature / 2)", block: parts[2], rest)
  }

  /// The parts of a block under their names elsewhere.
  private static let partsOfBlock = [
    "dwconv": "conv_dw", "layernorm": "norm", "norm": "norm", "pwconv1": "mlp.fc1",
    "pwconv2": "mlp.fc2", "gamma": "gamma", "layer_scale_parameter": "gamma",
    "layer_scale": "gamma", "grn": "mlp.grn", "0": "conv_dw", "2": "norm", "3": "mlp.fc1",
    "5": "mlp.fc2",
  ]

  private static func block(stage: String, block: String, _ rest: [String]) -> String? {
    guard let first = rest.first, let part = partsOfBlock[first] else { return nil }
    let numbers = rest.dropFirst().map {
      part == "mlp.grn" ? ["gamma": "weight", "beta": "bias"][$0] ?? $0 : $0
    }
    return (["stages", stage, "blocks", block, part] + numbers).joined(separator: ".")
  }
}
