import Clusterers
import CodedCutouts
import Files
import Fitting
import Foundation
import Groups
import Jobs
import Kernels
import Morphology
import RasterIO
import Rasters
import Scenes
import Surveys
import Vision

/// One run over a resolved survey: find, cut out, encode, vote, measure, write.
struct SurveyRun {
  private let survey: Survey
  private let model: SurveyModelFile?
  private let network: (any ImageEncoder)?
  private let measurement: FieldMeasurement?
  private let budget: Int
  private let control: RunControl
  private let context: FitContext

  init(_ resolved: ResolvedSurvey, budget: Int, control: RunControl, context: FitContext) {
    (survey, model, network) = (resolved.survey, resolved.model, resolved.network)
    measurement = resolved.measurement
    (self.budget, self.control, self.context) = (budget, control, context)
  }

  /// What is worked on: an image with its sources, or a folder.
  private struct Field {
    var source: any CutoutSource
    var image: SurveyImage?
    var detected: DetectedField?
    /// Objects that are measured one after another, and how many side by side.
    var batches: [MeasurementPlan.Batch] = []
  }

  /// Writes all files but `run.json`; `clock` began with the job.
  func run(in folder: SurveyFolder, clock: StageClock) throws -> SurveyReport {
    var clock = clock
    let field = try field(scratch: folder.staging)
    clock.lap("sources")
    try check(field.source)
    let fitted = try coder(field.source)
    let coder = fitted.coder
    var warnings = coder.notes.warnings
    warnings += field.source.notes
    clock.lap("fit")
    let coded = try SurveyCodes(
      field.source, coder: coder, known: fitted.known, context: context)
    warnings += (field.source.notes + coded.notes).filter { !warnings.contains($0) }
    clock.lap("encode")
    let vote = try vote(
      coded, count: field.source.objects.count, isUnitLength: coder.isUnitLength)
    let names = try survey.classNames(groups: vote.model.groups)
    clock.lap("vote")
    let scratch = try measure(field, folder: folder)
    clock.lap("measure")
    let result = try SurveyResult(
      survey: survey, vote: vote, names: names,
      scratch: scratch)
    var writer = SurveyWriter(
      survey: survey, source: field.source, image: field.image, coder: coder, coded: coded,
      vote: vote, result: result, scratch: scratch, context: context)
    let outputs = try writer.write(to: folder)
    if let kept = writer.keptClasses { warnings.append(kept) }
    clock.lap("write")
    var report = writer.report(warnings: warnings + vote.warnings, clock: clock)
    report.outputs = outputs + [SurveyFolder.page, SurveyFolder.report]
    try writer.page(report, to: folder)
    return report
  }

  /// Throws where the objects cannot be what the survey or its model says.
  private func check(_ source: any CutoutSource) throws {
    try checkCount(source.objects)
    if let names = survey.bandNames, names.count != source.bandCount {
      throw Failure.usage("\(names.count) bands are named and the survey has \(source.bandCount)")
    }
    if let model { try model.check(source, bandNames: survey.bandNames) }
  }

  /// The model's coder, or one that is fitted.
  private func coder(_ source: any CutoutSource) throws -> CutoutCoderFit.Fitted {
    try model.map { CutoutCoderFit.Fitted(coder: $0.coder, known: [:]) }
      ?? CutoutCoderFit(
        survey: survey, source: source, network: network, context: context
      ).fit()
  }

  // MARK: the field

  private func field(scratch: String) throws -> Field {
    switch survey.input {
    case .folder(let path):
      return try planned(Field(source: try FolderCutouts(try LocalPath(path))))
    case .stack(let path):
      return try planned(Field(source: try StackCutouts(path)))
    case .images(let paths):
      let image = try survey.openImage(paths)
      var plan: SurveyMemoryPlan?
      let found = try SurveySources(
        survey: survey, image: image, scratch: scratch, control: control
      ) { sources in
        let least = ImageCutouts.leastBytes(
          size: ImageCutouts.size(survey, sources), bands: image.bandCount)
        plan = try memory(sources.count, bands: image.bandCount, cutoutBytes: least)
      }
      guard found.sources.count > 0 else { throw try noSource(of: paths, in: image) }
      let cutouts = try ImageCutouts(
        survey, image: image, sources: found.sources,
        budget: plan?.cutoutBytes ?? budget)
      let batches = try measurement.flatMap { asked in
        try found.field.map {
          try SurveyMeasurement(survey: survey, measurement: asked, context: context).batches(
            $0, cutouts.objects, budget: budget - (plan?.heldBytes ?? 0))
        }
      }
      return Field(
        source: cutouts, image: image, detected: found.field, batches: batches ?? [])
    }
  }

  /// Why no source was found: the band is empty, or nothing stands out.
  private func noSource(of paths: [String], in image: SurveyImage) throws -> Failure {
    let (names, band) = (paths.joined(separator: ", "), survey.detection.band)
    guard try image.hasValue(band: band - 1) else {
      return Failure(
        "no pixel of band \(band) of '\(names)' has a value; "
          + "sources are detected on another with detection: {band: N}")
    }
    return Failure(
      "no source of '\(names)' stands out: nothing is "
        + "\(survey.detection.threshold) deviations above the background; lower "
        + "detection threshold, or name a catalogue")
  }

  /// The field, if its objects fit into memory.
  private func planned(_ field: Field) throws -> Field {
    let source = field.source
    _ = try memory(
      source.objects.count, bands: source.bandCount, cutoutBytes: source.leastBytes)
    return field
  }

  private func memory(_ objects: Int, bands: Int, cutoutBytes: Int) throws -> SurveyMemoryPlan {
    try SurveyMemoryPlan(
      survey,
      .init(
        objects: objects, bands: bands, cutoutBytes: cutoutBytes,
        workers: context.workers.count), network: network, model: model?.coder,
      budget: budget)
  }

  /// Fewer objects cannot be voted on, whatever their codes.
  private func checkCount(_ objects: SurveyObjects) throws {
    let count = objects.flags.count { $0.hasCutout }
    guard survey.model == nil, count < Self.leastObjects else { return }
    throw Failure(
      "\(count) of \(objects.count) objects \(count == 1 ? "has" : "have") a cutout; a vote needs "
        + "\(Self.leastObjects) at least (facies measure measures fewer, an earlier survey's "
        + "model groups them: \(SurveySettings.model))")
  }

  // MARK: the vote

  private static let leastObjects = 4

  private func vote(
    _ coded: SurveyCodes, count: Int, isUnitLength: Bool
  ) throws -> SurveyVote {
    if let model {
      return try SurveyVote(
        coded, count: count, model: model.vote, fitted: model.fitted, context: context)
    }
    guard coded.rows.count >= Self.leastObjects else {
      throw Failure(
        "\(coded.rows.count) objects can be read and shown; a vote needs \(Self.leastObjects) at "
          + "least")
    }
    let asked = survey.vote.groups ?? VoteRequest.usualGroups(objects: coded.rows.count)
    guard asked <= coded.rows.count / 2 else {
      throw Failure.usage(
        "\(asked) groups are asked for and \(coded.rows.count) objects have a cutout; ask for "
          + "\(coded.rows.count / 2) at most")
    }
    return try SurveyVote(
      coded, count: count,
      settings: survey.vote.settings(
        groups: asked, seed: survey.seed, isUnitLength: isUnitLength),
      sample: survey.vote.fitSamples, context: context)
  }

  // MARK: measurements

  private func measure(_ field: Field, folder: SurveyFolder) throws -> MeasurementScratch? {
    guard let measurement else { return nil }
    let scratch = try MeasurementScratch(
      count: field.source.objects.count, folder: folder.staging)
    let stage = SurveyMeasurement(survey: survey, measurement: measurement, context: context)
    if let detected = field.detected {
      try stage.measure(detected, field.source.objects, by: field.batches, into: scratch)
    } else {
      try stage.measure(field.source, into: scratch)
    }
    return scratch
  }
}
