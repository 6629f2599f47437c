import Files
import Jobs
import MapTools
import Mixtures
import RasterIO
import Rasters
import SceneMaps
import Scenes
import Settings

/// One scene from its pixels to shares of endmembers.
struct SceneUnmixing {
  let scene: Scene
  let options: UnmixOptions
  let control: RunControl

  enum Name: String, CaseIterable {
    case abundances = "abundances.tif"
    case residual = "residual.tif"
    case table = "endmembers.csv"
    case picture = "abundances.png"
  }

  static let names = Name.allCases.map(\.rawValue)

  func run() throws -> MixtureReport {
    var clock = StageClock()
    try StagedFolder.check(
      options.run.folder, names: Self.names, overwrite: options.run.overwrite)
    let choice = EndmemberChoice(options: options, control: control)
    let opened = try choice.open(scene)
    let record = try MixtureRecord(
      opened, options: options.run, names: Self.names, more: readBeside)
    do {
      record.digests.begin()
      clock.lap("open")
      for note in opened.stack.notes + (opened.library?.notes ?? []) { control.log(note) }
      let set = try choice.endmembers(opened).checked(sumsToOne: options.sumsToOne)
      clock.lap("endmembers")
      var report = record.report(job: "unmix", origin: set.origin, Self.spectra(set))
      try unmix(set, record, &report, clock: &clock)
      try TemporaryName.write(set.csv(bands: report.bands), to: file(.table, record))
      try MixturePicture(
        title: "\(opened.scene.name): shares of endmembers",
        subtitle: "white 1, black 0; root mean square of the residuals "
          + String(format: "%.4g", report.residual ?? 0)
      ).write(
        [.init(path: file(.abundances, record), range: 0...1)]
          + [.init(path: file(.residual, record), range: nil)],
        sections: ["shares", "residuals"], to: file(.picture, record))
      clock.lap("table and picture")
      return try record.publish(report, clock)
    } catch {
      throw record.folder.abandon(error)
    }
  }

  private func file(_ name: Name, _ record: MixtureRecord) -> String {
    record.folder.file(name.rawValue)
  }

  private var readBeside: [String] {
    var files = scene.known.map { [$0.labels.path] } ?? []
    if options.endmembers != .known { files = [] }
    if case .table(let path) = options.endmembers { files.append(path) }
    return files
  }

  private static func spectra(_ set: EndmemberSet) -> [MixtureReport.Spectrum] {
    set.names.indices.map { index in
      let place = set.places.isEmpty ? nil : set.places[index]
      return MixtureReport.Spectrum(
        name: set.names[index], column: place?.column, row: place?.row, x: place?.x, y: place?.y,
        values: set.spectra[index])
    }
  }

  private func unmix(
    _ set: EndmemberSet, _ record: MixtureRecord, _ report: inout MixtureReport,
    clock: inout StageClock
  ) throws {
    let opened = record.opened
    let solver = try solver(set)
    let writer = try PlaneWriter(targets(set, record), grid: opened.grid)
    let scratch = ScratchPool(solver.count, workers: opened.workers.count)
    let (width, count) = (opened.grid.width, solver.count)
    report.rejectedPixels = try opened.forEachStrip(stage: "unmixing", control: control) {
      strip, core in
      try writer.write(strip, core: core, workers: opened.workers) {
        worker, strip, start, out, stride in
        let pixels = AbundanceSolver.Pixels(
          values: strip.values + start, stride: strip.planeStride, valid: strip.valid + start,
          count: width)
        solver.solve(
          pixels, into: out, outStride: stride, residuals: out + count * stride, scratch[worker])
      }
    }
    clock.lap("unmix")
    try writer.finish(threads: opened.workers.count)
    clock.lap("write")
    guard writer.validPixels > 0 else {
      throw Failure("'\(opened.stack.name)' has no valid pixel in the region")
    }
    report.sumsToOne = options.sumsToOne
    report.validPixels = writer.validPixels
    for index in report.spectra.indices {
      report.spectra[index].meanShare = writer.statistics[index].summary?.mean
    }
    warnOfRareOnes(&report)
    report.residual = writer.statistics[count].summary.map {
      ($0.mean * $0.mean + $0.deviation * $0.deviation).squareRoot()
    }
  }

  /// Extreme pixels that stand for next to nothing.
  private func warnOfRareOnes(_ report: inout MixtureReport) {
    guard case .found = options.endmembers else { return }
    let rare = report.spectra.filter { ($0.meanShare ?? 1) < Self.leastShare }.map(\.name)
    guard !rare.isEmpty else { return }
    report.warnings.append(
      "\(rare.joined(separator: ", ")) \(rare.count == 1 ? "has" : "have") less than 1 % of the "
        + "ground: an odd pixel, such as a fire, a roof or a fault, or something rare; look at the "
        + "pixel, mask it, or ask for more endmembers")
  }

  private static let leastShare = 0.01

  private func targets(_ set: EndmemberSet, _ record: MixtureRecord) -> [PlaneWriter.Target] {
    [
      .init(
        path: file(.abundances, record), bands: set.names,
        metadata: metadata(record.opened, "share of each endmember")),
      .init(
        path: file(.residual, record), bands: ["rmse"],
        metadata: metadata(
          record.opened, "root mean square of the residuals over the bands")),
    ]
  }

  private func solver(_ set: EndmemberSet) throws -> AbundanceSolver {
    do {
      return try AbundanceSolver(set.spectra, sumsToOne: options.sumsToOne)
    } catch let dependent as AbundanceSolver.Dependent {
      throw Failure.usage(
        "'\(set.names[dependent.index])' is the same as, or a mixture of, the endmembers before it "
          + "(\(set.names.prefix(dependent.index).joined(separator: ", "))) in the bands of this "
          + "scene: leave it out")
    }
  }

  private func metadata(
    _ opened: SpectralScene, _ meaning: String
  ) -> [String: String] {
    [
      "TIFFTAG_SOFTWARE": "facies \(Facies.version)", "FACIES_SCENE": opened.scene.name,
      "FACIES_PRODUCT": opened.stack.product, "FACIES_LEVEL": opened.stack.level,
      "FACIES_BANDS": opened.stack.bands.map(\.name).joined(separator: " "),
      "FACIES_MEANING": meaning,
      "FACIES_SUM_TO_ONE": options.sumsToOne ? "yes" : "no",
    ]
  }
}

/// What workers solve in; each takes its own.
struct ScratchPool: @unchecked Sendable {
  private let all: [AbundanceSolver.Scratch]

  init(_ count: Int, workers: Int) {
    all = (0..<max(1, workers)).map { _ in AbundanceSolver.Scratch(count: count) }
  }

  subscript(worker: Int) -> AbundanceSolver.Scratch { all[worker] }
}
