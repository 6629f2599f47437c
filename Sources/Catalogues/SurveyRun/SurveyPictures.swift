import Cartography
import Clusterers
import CodedCutouts
import Fitting
import Foundation
import Groups
import Rasters
import Scenes
import Surveys

/// The pictures of a survey's result.
struct SurveyPictures {
  let survey: Survey
  let source: any CutoutSource
  let view: CutoutView
  let grouped: [GroupedObject]
  let groups: [SurveyGroup]
  let context: FitContext

  // MARK: montages

  /// Writes `overview.png` and `groups/NN.png`; returns their names.
  func montages(to folder: String) throws -> [String] {
    try GroupMontages(
      objects: grouped, names: source.objects.ids, groups: groups.count, seed: survey.seed,
      classes: Dictionary(uniqueKeysWithValues: groups.map { ($0.group, $0.name) })
    ).write(to: folder, context: context) { try pictures($0, side: GroupMontages.side) }
  }

  /// RGB bytes of some objects.
  func pictures(_ rows: [Int], side: Int) throws -> [Int: [UInt8]] {
    try CutoutPictures.pictures(of: source, rows: rows, view: view, side: side, context)
  }

  // MARK: planes

  /// Sources of which enough is known for the planes, as they are drawn.
  func planes(_ rows: [SurveyPlanes.Row], to path: String) throws {
    let kinds = SurveyKinds(groups)
    try SurveyPlanes(rows: rows, kinds: kinds).sheet(title: title).write(to: path)
  }

  // MARK: the field

  func field(_ image: SurveyImage, to path: String) throws {
    let kinds = SurveyKinds(groups)
    let backdrop = try FieldBackdrop(
      image, bands: view.pictureBands, stretch: Stretch(.sky))
    var marks: [FieldSheet.Mark] = []
    for (row, object) in grouped.enumerated() where object.status != .invalid {
      guard let place = source.objects.places[row] else { continue }
      let axis = source.objects.axes.indices.contains(row) ? source.objects.axes[row] : 4
      marks.append(
        FieldSheet.Mark(
          x: (place.x - 0.5) / backdrop.step,
          y: Double(backdrop.height) - (place.y - 0.5) / backdrop.step,
          radius: max(3.5, min(60, 3 * axis / backdrop.step)),
          kind: object.status == .voted ? kinds.kind(ofGroup: object.group) : nil))
    }
    // Grey ones below the others.
    marks.sort { ($0.kind == nil ? 0 : 1) < ($1.kind == nil ? 0 : 1) }
    try FieldSheet(
      title: title,
      subtitle: "\(marks.count) sources; coloured: voted into a group, grey: completed or rejected",
      pixels: backdrop.pixels, width: backdrop.width, height: backdrop.height, marks: marks,
      kinds: kinds.list, sky: FieldCompass(image, step: backdrop.step)?.sky
    ).write(to: path)
  }

  var title: String { survey.title ?? survey.name }
}
