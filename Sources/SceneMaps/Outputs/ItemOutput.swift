import Files
import MapTools
import Reports

extension MapOutput {
  static let item = MapOutput(
    key: .item,
    file: MapFile(.item, "description for catalogues (STAC Item)"),
    writing: .closing { map, parts in
      let item = ItemDraft.item(
        parts, scene: map.scene, grid: map.source.grid,
        assets: parts.report.outputs.compactMap { MapFile.named($0)?.asset })
      try TemporaryName.write(item.data(), to: map.folder.file(.item))
    })
}
