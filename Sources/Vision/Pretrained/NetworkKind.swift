import Rasters
import Tensors

/// The networks that weights can be of.
enum NetworkKind: CaseIterable {
  case convNeXt, mobileNetV2, efficientNetLite0

  /// The network whose names the tensors have.
  static func of(_ archive: TensorArchive) throws -> NetworkKind {
    if let kind = allCases.first(where: { $0.isIn(archive) }) { return kind }
    let some = archive.tensors.keys.sorted().prefix(2).map { "'\($0)'" }
    throw Failure(
      "'\(archive.path)' holds weights of no network that is known (tensors \(some.joined(separator: ", ")), …); "
        + "'facies weights' lists those that are")
  }

  private func isIn(_ archive: TensorArchive) -> Bool {
    let names = archive.tensors.keys
    return switch self {
    case .convNeXt:
      names.contains { ConvNeXtNames.canonical($0) == "stages.0.blocks.0.conv_dw.weight" }
    case .mobileNetV2: MobileNetNames.all.contains { $0.isIn(archive) }
    case .efficientNetLite0: MobileNetNames.efficientNetLite.isIn(archive)
    }
  }

  func open(_ archive: TensorArchive) throws -> any ImageNetwork {
    switch self {
    case .convNeXt: try ConvNeXt(archive)
    case .mobileNetV2, .efficientNetLite0: try MobileNet(archive)
    }
  }
}
