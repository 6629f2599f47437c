import Cartography
import Files
import MapTools
import MapUnits
import Scenes

/// Writes what is made from the finished map: sidecars, and what the scene asks for.
struct ResultFiles {
  let map: FinishedMap
  let outputs: [MapOutput]

  private var folder: ResultFolder { map.folder }

  func write(report: inout ReportDraft) throws {
    try writeSidecars()
    var written = [MapFile.units] + MapFile.sidecars
    for output in outputs {
      if case .finished(let write) = output.writing, try !write(map) { continue }
      written.append(output.file)
      if output.key == .model { report.model = output.file.name.rawValue }
    }
    report.outputs = (written + [MapFile.report]).map(\.name.rawValue)
  }

  private func writeSidecars() throws {
    let legend = map.legend
    try TemporaryName.write(AuxiliaryXML.text(legend), to: folder.file(.attributes))
    try TemporaryName.write(QMLStyle.text(legend), to: folder.file(.qgisStyle))
    try TemporaryName.write(
      SLDStyle.text(legend, name: map.scene.name), to: folder.file(.styledLayer))
    guard try folder.unitFile() == nil else { return }
    try TemporaryName.write(
      UnitFile.text(legend, notes: map.hints.hints.mapValues(\.text)), to: folder.file(.unitFile))
  }

  /// Writes what tells of everything else.
  func close(_ parts: PageParts) throws {
    for output in outputs {
      if case .closing(let write) = output.writing { try write(map, parts) }
    }
  }
}
