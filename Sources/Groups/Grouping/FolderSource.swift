import Clusterers
import CodedCutouts
import Fitting
import RasterIO
import Rasters
import Scenes

/// A folder of cutouts that is grouped by what an encoder sees in them.
struct FolderSource: GroupSource {
  let source: FolderCutouts
  let survey: Survey

  init(_ path: LocalPath, options: GroupOptions, checked: GroupOptions.Checked) throws {
    source = try FolderCutouts(path)
    var survey = Survey(name: path.stem, input: .folder(path.absolute))
    survey.view = options.cutouts.view
    survey.encoder = options.cutouts.encoder
    survey.reduction = options.cutouts.reduction
    survey.vote.fitSamples = checked.fitSamples
    survey.seed = checked.settings.seed
    self.survey = survey
  }

  var digest: String? { nil }
  var isScaled: Bool { false }
  var hasPictures: Bool { true }

  var words: String { "cutouts seen by \(survey.encoder.method.rawValue)" }

  func objects(_ context: FitContext) throws -> any ObjectWalk {
    let fitted = try CutoutCoderFit(
      survey: survey, source: source, network: survey.openedEncoder(), context: context
    ).fit()
    let coded = try SurveyCodes(
      source, coder: fitted.coder, known: fitted.known, context: context)
    var table = ObjectTable(
      ids: source.objects.ids, valid: coded.rows, features: coded.codes,
      problems: coded.problems)
    table.notes = source.notes + coded.notes
    table.cutoutFlags = source.objects.flags.map(\.rawValue)
    return table
  }

  func draw(
    _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles, _ context: FitContext
  ) throws -> [String] {
    let view = try CutoutCoderFit(
      survey: survey, source: source, network: nil, context: context
    ).pictureView()
    return try GroupMontages(
      objects: objects, names: source.objects.ids, groups: groups, seed: context.seed
    ).write(to: files.folder, context: context) { rows in
      try CutoutPictures.pictures(
        of: source, rows: rows, view: view, side: GroupMontages.side, context)
    }
  }
}
