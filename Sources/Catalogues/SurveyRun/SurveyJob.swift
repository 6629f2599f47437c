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

/// The whole job on a survey, from its settings to a folder of results.
struct SurveyJob {
  let survey: Survey
  let options: RunOptions
  let control: RunControl

  init(_ survey: Survey, options: RunOptions, control: RunControl) {
    self.survey = survey
    self.options = options
    self.control = control
  }

  func run() throws -> SurveyReport {
    let clock = StageClock()
    try checkFiles()
    let measurement = try self.measurement()
    let folder = try SurveyFolder(
      options.folder, overwrite: options.overwrite, inputs: inputs, model: survey.model)
    var context = FitContext(
      seed: survey.seed, workers: options.workers, progress: control.progress,
      checkpoint: control.checkpoint)
    let checkpoint = FitCheckpoint(folder.checkpoint, workers: context.workers, control: control)
    context.keeper = checkpoint
    do {
      let resolved = try ResolvedSurvey(survey, measurement: measurement)
      let run = SurveyRun(
        resolved, budget: options.budget, control: control, context: context)
      let report = try record(run.run(in: folder, clock: clock), of: resolved.survey, in: folder)
      try folder.publish()
      return report
    } catch {
      checkpoint.save()
      throw folder.abandon(error)
    }
  }

  /// Writes `run.json`, when all other files are there.
  private func record(
    _ drafted: SurveyReport, of survey: Survey, in folder: SurveyFolder
  ) throws -> SurveyReport {
    var report = drafted
    report.files = ResultFile.all(in: folder.staging)
    let names = RecordedPaths(options)
    for index in report.inputs.indices {
      report.inputs[index].path = names.name(report.inputs[index].path)
    }
    if let catalogue = survey.catalogue?.path { report.catalogue?.path = names.name(catalogue) }
    report.surveyFile = SurveyFile.text(survey.changingPaths(names.name))
    try TemporaryName.write(report.json(), to: folder.file(SurveyFolder.report))
    return report
  }

  /// What would be done, in lines.
  func plan() throws -> [String] {
    try SurveyFolder.check(options.folder, overwrite: options.overwrite, inputs: inputs)
    return try inspection() + ["results: \(options.folder)"]
  }

  /// What the survey is and how it would be gone about.
  func inspection() throws -> [String] {
    try checkFiles()
    _ = try (
      measurement(),
      survey.vote.settings(
        groups: survey.vote.groups ?? 20, seed: survey.seed, isUnitLength: false)
    )
    var lines = ["survey: \(survey.name)"]
    switch survey.input {
    case .folder(let path):
      let source = try FolderCutouts(try LocalPath(path))
      lines.append("cutouts: \(source.words), \(source.bandCount) bands")
      lines += source.notes.map { "note: \($0)" }
    case .stack(let path): lines.append("cutouts: \(try StackCutouts(path).words)")
    case .images(let paths):
      let image = try survey.openImage(paths)
      lines.append(
        "image: \(image.width)x\(image.height) pixels, \(image.bandCount) bands, "
          + (image.wcs.map { "sky \($0.system)" } ?? "no sky"))
      lines += image.notes.map { "note: \($0)" }
      lines.append(
        survey.catalogue.map { "sources: \($0.path)" }
          ?? "sources: detected \(survey.detection.threshold) deviations above the background")
      lines.append(
        "cutouts: " + (survey.cutouts.size.map { "\($0)x\($0) pixels" } ?? "as large as sources"))
    }
    lines.append("encoder: \(survey.encoder.method.rawValue)")
    lines.append(
      "vote: \(survey.vote.members.joined(separator: ", ")); "
        + (survey.vote.groups.map { "\($0) groups" } ?? "20 groups, fewer of few objects"))
    lines.append(survey.measurements == nil ? "measurements: none" : "measurements: statmorph's")
    return lines
  }

  /// What no result may take the place of. A model that is applied stays where it is.
  private var inputs: [String] {
    let others = [survey.catalogue?.path, survey.encoder.weights, survey.measurements?.pointSpread]
    return survey.paths + others.compactMap { $0 }
  }

  /// What is asked for goes together, and files that are named are there,
  /// before any work is done.
  private func checkFiles() throws {
    try checkCutouts()
    let named = [
      survey.model, survey.classes, survey.measurements?.pointSpread,
    ]
    for path in named.compactMap({ $0 }) + survey.seer.files { _ = try LocalPath.file(path) }
    if let catalogue = survey.catalogue?.path { _ = try ImageFile.path(catalogue) }
    // Which groups there are is known later.
    _ = try survey.classNames(groups: 1000)
  }

  /// Objects that come cut out have no places and their own sizes.
  private func checkCutouts() throws {
    let objects: String
    switch survey.input {
    case .images: return
    case .folder: objects = "a folder of cutouts: its files"
    case .stack: objects = "a stack of images: its images"
    }
    if survey.catalogue != nil {
      throw Failure.usage(
        "a catalogue goes with images of the sky; this is \(objects) are the objects")
    }
    if survey.cutouts.size != nil {
      throw Failure.usage(
        "a size of cutouts goes with images of the sky; this is \(objects) have their own size")
    }
  }

  // MARK: measurements

  private func measurement() throws -> FieldMeasurement? {
    guard let asked = survey.measurements else { return nil }
    return FieldMeasurement(
      noise: asked.gain.map { .gain($0) } ?? .background,
      pointSpread: try asked.pointSpread.map(PointSpreadFile.read),
      fitsSersic: asked.fitsSersic)
  }
}
