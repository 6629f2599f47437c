import Files
import Learning
import MapTools

extension MapOutput {
  static let model = MapOutput(
    key: .model,
    file: MapFile(
      .model, "the fitted model, to be applied to other scenes",
      asset: .init(
        "model", file: "model.safetensors", .binary, "Fitted model (safetensors)",
        roles: ["model"])),
    writing: .finished { map in
      try TemporaryName.write(map.model.serialized(), to: map.folder.file(.model))
      return true
    })
}
