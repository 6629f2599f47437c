import CodedCutouts
import Files
import Foundation
import Jobs
import Kernels
import Learning
import Morphology
import RasterIO
import Rasters
import Scenes
import Surveys
import Vision

/// The whole job on a survey: find, cut out, encode, vote, measure, write.
final class SurveyJob {
  private(set) var survey: Survey
  let options: RunOptions
  private let control: RunControl
  private var context: FitContext
  private var clock = StageClock()
  private var warnings: [String] = []
  /// Read once.
  private var network: (any ImageEncoder)?

  init(_ survey: Survey, options: RunOptions, control: RunControl) {
    self.survey = survey
    self.options = options
    self.control = control
    context = FitContext(
      seed: survey.seed, workers: options.workers, progress: control.progress,
      checkpoint: control.checkpoint)
  }

  /// What is worked on: an image with its sources, or a folder.
  private struct Field {
    var source: any CutoutSource
    var image: SurveyImage?
    var detected: DetectedField?
    /// Objects that are measured one after another, and how many side by side.
    var batches: [MeasurementPlan.Batch] = []
  }

  func run() throws -> SurveyReport {
    try checkFiles()
    let measurement = try self.measurement()
    let folder = try SurveyFolder(
      options.folder, overwrite: options.overwrite, inputs: inputs, model: survey.model)
    let checkpoint = FitCheckpoint(folder.checkpoint, workers: context.workers, control: control)
    context.keeper = checkpoint
    do {
      var report = try run(in: folder, measurement: measurement)
      report.files = ResultFile.all(in: folder.staging)
      let names = RecordedPaths(options)
      for index in report.inputs.indices {
        report.inputs[index].path = names.name(report.inputs[index].path)
      }
      if let catalogue = survey.catalogue?.path { report.catalogue?.path = names.name(catalogue) }
      report.surveyFile = SurveyFile.text(survey.changingPaths(names.name))
      try TemporaryName.write(report.json(), to: folder.file(SurveyFolder.report))
      try folder.publish()
      return report
    } catch {
      checkpoint.save()
      throw folder.abandon(error)
    }
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
    case .stack(let path): lines.append("cutouts: \(try StackCutouts(path).words)")
    case .images(let paths):
      let image = try openImage(paths)
      lines.append(
        "image: \(image.width)x\(image.height) pixels, \(image.bandCount) bands, "
          + (image.wcs.map { "sky \($0.system)" } ?? "no sky"))
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

  private func openImage(_ paths: [String]) throws -> SurveyImage {
    try SurveyImage(paths, image: try survey.image.map { try ImageExtension($0) } ?? .first)
  }

  private func run(
    in folder: SurveyFolder, measurement: FieldMeasurement?
  ) throws -> SurveyReport {
    let model = try survey.model.map {
      try SurveyModelFile(path: $0, weights: survey.encoder.weights)
    }
    if let model {
      survey.cutouts.size = survey.cutouts.size ?? model.choice.size
      survey.cutouts.masksNeighbours = model.choice.masksNeighbours
    }
    network = try PretrainedFile.open(survey)
    let field = try field(scratch: folder.staging, coder: model?.coder, measurement)
    let objects = field.source.objects
    clock.lap("sources")
    try checkCount(objects)
    if let names = survey.bandNames, names.count != field.source.bandCount {
      throw Failure.usage(
        "\(names.count) bands are named and the survey has \(field.source.bandCount)")
    }
    if let model { try model.check(field.source, bandNames: survey.bandNames) }
    let fitted =
      try model.map { CutoutCoderFit.Fitted(coder: $0.coder, known: [:]) }
      ?? CutoutCoderFit(
        survey: survey, source: field.source, network: network, context: context
      ).fit()
    let coder = fitted.coder
    warnings += coder.notes.warnings
    clock.lap("fit")
    let coded = try SurveyCodes(
      field.source, coder: coder, known: fitted.known, context: context)
    clock.lap("encode")
    let vote = try vote(
      coded, count: objects.count, isUnitLength: coder.isUnitLength, model: model)
    let names = try classes(groups: vote.model.groups)
    clock.lap("vote")
    let scratch = try measure(field, measurement: measurement, folder: folder)
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

  /// What is asked for goes together, and files that are named are there,
  /// before any work is done.
  private func checkFiles() throws {
    try checkCutouts()
    let named = [
      survey.catalogue?.path, survey.model, survey.classes, survey.measurements?.pointSpread,
      survey.encoder.method == .pretrained ? survey.encoder.weights : nil,
    ]
    for path in named.compactMap({ $0 }) { _ = try LocalPath.file(path) }
    // Which groups there are is known later.
    _ = try classes(groups: 1000)
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

  // MARK: the field

  private func field(
    scratch: String, coder: CutoutCoder?, _ measurement: FieldMeasurement?
  ) throws -> Field {
    switch survey.input {
    case .folder(let path):
      return try planned(Field(source: try FolderCutouts(try LocalPath(path))), coder)
    case .stack(let path):
      return try planned(Field(source: try StackCutouts(path)), coder)
    case .images(let paths):
      let image = try openImage(paths)
      var plan: SurveyMemoryPlan?
      let found = try SurveySources(
        survey: survey, image: image, scratch: scratch, control: control
      ) { sources in
        let least = ImageCutouts.leastBytes(
          size: ImageCutouts.size(survey, sources), bands: image.bandCount)
        plan = try memory(sources.count, bands: image.bandCount, cutoutBytes: least, coder)
      }
      guard found.sources.count > 0 else {
        let band = survey.detection.band
        guard try image.hasValue(band: band - 1) else {
          throw Failure(
            "no pixel of band \(band) of '\(paths.joined(separator: ", "))' has a value; "
              + "sources are detected on another with detection: {band: N}")
        }
        throw Failure(
          "no source of '\(paths.joined(separator: ", "))' stands out: nothing is "
            + "\(survey.detection.threshold) deviations above the background; lower "
            + "detection threshold, or name a catalogue")
      }
      let cutouts = try ImageCutouts(
        survey, image: image, sources: found.sources,
        budget: plan?.cutoutBytes ?? options.budget)
      let batches = try measurement.flatMap { asked in
        try found.field.map {
          try SurveyMeasurement(survey: survey, measurement: asked, context: context).batches(
            $0, cutouts.objects, budget: options.budget - (plan?.heldBytes ?? 0))
        }
      }
      return Field(
        source: cutouts, image: image, detected: found.field, batches: batches ?? [])
    }
  }

  /// The field, if its objects fit into memory.
  private func planned(_ field: Field, _ coder: CutoutCoder?) throws -> Field {
    let source = field.source
    _ = try memory(
      source.objects.count, bands: source.bandCount, cutoutBytes: source.leastBytes, coder)
    return field
  }

  private func memory(
    _ objects: Int, bands: Int, cutoutBytes: Int, _ coder: CutoutCoder?
  ) throws -> SurveyMemoryPlan {
    try SurveyMemoryPlan(
      survey,
      .init(
        objects: objects, bands: bands, cutoutBytes: cutoutBytes,
        workers: context.workers.count), network: network, model: coder,
      budget: options.budget)
  }

  /// Fewer objects cannot be voted on, whatever their codes.
  private func checkCount(_ objects: SurveyObjects) throws {
    let count = objects.flags.count { $0.hasCutout }
    guard survey.model == nil, count < Self.leastObjects else { return }
    throw Failure(
      "\(count) of \(objects.count) objects \(count == 1 ? "has" : "have") a cutout; a vote needs "
        + "\(Self.leastObjects) at least (facies measure measures fewer, an earlier survey's model groups "
        + "them: \(SurveySettings.model))")
  }

  // MARK: the vote

  private static let leastObjects = 4

  private func vote(
    _ coded: SurveyCodes, count: Int, isUnitLength: Bool, model: SurveyModelFile?
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

  private func measurement() throws -> FieldMeasurement? {
    guard let asked = survey.measurements else { return nil }
    return FieldMeasurement(
      noise: asked.gain.map { .gain($0) } ?? .background,
      pointSpread: try asked.pointSpread.map(PointSpreadFile.read),
      fitsSersic: asked.fitsSersic)
  }

  private func measure(
    _ field: Field, measurement: FieldMeasurement?, folder: SurveyFolder
  ) throws -> MeasurementScratch? {
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

  /// Names that a file gives to the groups.
  private func classes(groups: Int) throws -> [Int: String] {
    try survey.classes.map { try ClassFile.read($0, groups: groups).names } ?? [:]
  }
}

extension VoteRequest {
  /// Twenty, fewer where groups would have less than fifteen members.
  static func usualGroups(objects: Int) -> Int { max(2, min(20, objects / 15)) }
}
