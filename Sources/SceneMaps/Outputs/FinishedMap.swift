import Cartography
import Jobs
import Learning
import MapTools
import MapUnits
import Rasters
import Scenes

/// A map whose rasters are written, and what is known of it.
struct FinishedMap {
  let folder: ResultFolder
  let scene: Scene
  let style: Style
  let source: OpenScene
  let model: ModelFile
  let legend: Legend
  let outcome: MapWriter.Outcome
  let hints: UnitHints
  let exemplars: [UnitExemplar]
  let spectra: UnitSpectra
  let control: RunControl

  /// The texts of the map sheet.
  var words: SheetWords {
    SheetWords(
      scene: scene.name, title: scene.title, credit: scene.credit, product: source.stack.product,
      acquired: source.stack.acquired, dates: source.stack.dates)
  }
}
