import Clusterers
import CodedCutouts
import Files
import Fitting
import Foundation
import Groups
import Jobs
import RasterIO
import Rasters
import Reports
import Scenes
import Surveys

/// Writes the files of a survey's result.
struct SurveyWriter {
  let survey: Survey
  let source: any CutoutSource
  let image: SurveyImage?
  let coder: CutoutCoder
  let coded: SurveyCodes
  let vote: SurveyVote
  let result: SurveyResult
  let scratch: MeasurementScratch?
  let context: FitContext

  /// A note that a file of classes which somebody has changed stays.
  private(set) var keptClasses: String?

  init(
    survey: Survey, source: any CutoutSource, image: SurveyImage?, coder: CutoutCoder,
    coded: SurveyCodes, vote: SurveyVote, result: SurveyResult, scratch: MeasurementScratch?,
    context: FitContext
  ) {
    (self.survey, self.source, self.image, self.coder) = (survey, source, image, coder)
    (self.coded, self.vote, self.result) = (coded, vote, result)
    (self.scratch, self.context) = (scratch, context)
  }

  /// Names of what was written.
  mutating func write(to folder: SurveyFolder) throws -> [String] {
    var outputs = try catalogue(folder)
    keptClasses = try classes(folder)
    outputs.append(GroupClasses.name)
    if survey.model == nil {
      try TemporaryName.write(
        SurveyModelFile(
          survey, source: source, coder: coder, vote: vote.model, fitted: vote.fitted
        ).serialized(), to: folder.file(SurveyFolder.model))
      outputs.append(SurveyFolder.model)
    }
    if survey.encoder.writesDenoised, survey.view.polar == .none {
      let cutouts = DenoisedCutouts(source: source, coder: coder, context: context)
      if try cutouts.write(to: folder.file(SurveyFolder.denoised)) {
        outputs.append(SurveyFolder.denoised)
      }
    }
    outputs += try pictures.montages(to: folder.staging)
    if !result.planes.isEmpty {
      try pictures.planes(result.planes, to: folder.file(SurveyFolder.planes))
      outputs.append(SurveyFolder.planes)
    }
    if let image {
      try pictures.field(image, to: folder.file(SurveyFolder.map))
      outputs.append(SurveyFolder.map)
    }
    return outputs
  }

  var pictures: SurveyPictures {
    SurveyPictures(
      survey: survey, source: source, view: coder.view, grouped: result.grouped,
      groups: result.groups, context: context)
  }

  /// The page comes when all else is there.
  func page(_ report: SurveyReport, to folder: SurveyFolder) throws {
    let content = try SurveyPageDraft(
      survey: survey, report: report, writer: self, pictures: pictures, folder: folder
    ).content()
    try TemporaryName.write(SurveyPage(content).data(), to: folder.file(SurveyFolder.page))
  }

  private func classes(_ folder: SurveyFolder) throws -> String? {
    try GroupClasses.write(
      result.groups.map {
        .init(name: $0.name, hint: $0.hint, reason: $0.reason, voted: $0.voted)
      }, to: folder.file(GroupClasses.name), place: folder.place(GroupClasses.name))
  }

  private func catalogue(_ folder: SurveyFolder) throws -> [String] {
    let sky = image?.wcs.map { CatalogueSky(system: $0.system) }
    // A GeoPackage is a file of points on the sky.
    let names = SurveyFolder.catalogues.filter { sky != nil || !$0.hasSuffix(".gpkg") }
    try SurveyCatalogue(
      objects: source.objects, grouped: result.grouped,
      votes: VoteColumns(
        members: vote.model.settings.voters,
        classes: Dictionary(uniqueKeysWithValues: result.groups.map { ($0.group, $0.name) })),
      scratch: scratch, sky: sky, problems: coded.problems
    ).write(to: names.map(folder.file), context)
    return names
  }

  func report(warnings: [String], clock: StageClock) -> SurveyReport {
    func count(_ status: GroupedObject.Status) -> Int {
      result.grouped.count { $0.status == status }
    }
    var problems: [String: Int] = [:]
    for problem in coded.problems.values { problems[problem, default: 0] += 1 }
    return SurveyReport(
      facies: Facies.version, name: survey.name, inputs: inputs,
      catalogue: survey.catalogue.map { Self.input($0.path) }, width: image?.width,
      height: image?.height, bands: source.bandCount, skySystem: image?.wcs?.system,
      objects: source.objects.count, voted: count(.voted), completed: count(.completed),
      rejected: count(.rejected), invalid: count(.invalid),
      votedPercent: 100 * Double(count(.voted)) / Double(max(1, coded.rows.count)),
      flags: result.flags, problems: problems, encoder: coder.encoder.words,
      encoderFacts: coder.notes.facts, view: coder.view.words, codeLength: coder.codeLength,
      explainedVariance: coder.explainedVariance, members: survey.vote.members,
      rule: survey.vote.rule.text, alignment: vote.model.settings.alignment.rawValue,
      groupsAsked: vote.model.settings.groups,
      groups: result.groups, seed: survey.seed, warnings: warnings, outputs: [],
      threads: context.workers.count,
      seconds: Dictionary(clock.laps.map { ($0.stage, $0.seconds) }, uniquingKeysWith: +),
      totalSeconds: clock.total, peakMemoryBytes: MachineMemory.peak, versions: Facies.versions)
  }

  /// Everything that the survey names, by the order of its keys.
  private var inputs: [SurveyReport.Input] {
    var inputs: [SurveyReport.Input] = []
    _ = survey.changingPaths { path in
      inputs.append(Self.input(path))
      return path
    }
    return inputs
  }

  private static func input(_ path: String) -> SurveyReport.Input {
    let file = (try? ImageFile.path(path).absolute) ?? path
    return SurveyReport.Input(
      path: LocalPath.absolute(path), sha256: InputDigests.sha256(at: file))
  }
}
