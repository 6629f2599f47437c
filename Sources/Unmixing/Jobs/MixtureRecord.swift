import Files
import Jobs
import MapTools
import RasterIO
import Rasters
import SceneMaps

/// What unmixing and matching have in common: their folder, and the record of what was done.
struct MixtureRecord {
  let opened: SpectralScene
  let options: RunOptions
  let folder: StagedFolder
  let digests: InputDigests
  private let names: [String]
  private static let record = ResultRecord.name

  /// - Parameters:
  ///   - names: of the files that are written beside the record.
  ///   - more: files that are read beside those of the scene.
  init(_ opened: SpectralScene, options: RunOptions, names: [String], more: [String]) throws {
    self.opened = opened
    self.options = options
    self.names = names + [Self.record]
    var inputs = opened.stack.files.map(LocalPath.absolute)
    for path in (more + (opened.library?.library.files ?? [])).map(LocalPath.absolute)
    where !inputs.contains(path) { inputs.append(path) }
    try OutputPath.check(folder: options.folder, names: self.names, inputs: inputs)
    folder = try StagedFolder(options.folder, names: self.names, overwrite: options.overwrite)
    digests = InputDigests(inputs)
  }

  func report(job: String, origin: String, _ spectra: [MixtureReport.Spectrum]) -> MixtureReport {
    return MixtureReport(
      job: job, scene: opened.scene.name, product: opened.stack.product,
      level: opened.stack.level, sensor: opened.stack.sensor, inputs: [],
      bands: opened.stack.bands.map(\.name), wavelengths: opened.stack.bands.map(\.wavelength),
      origin: origin, spectra: spectra, sumsToOne: nil, seed: opened.scene.seed, validPixels: 0,
      rejectedPixels: [:], residual: nil, outputs: [],
      notes: opened.stack.notes + (opened.library?.notes ?? []),
      warnings: opened.library?.warnings ?? [], threads: opened.workers.count,
      memoryBudgetBytes: opened.budgetBytes, peakMemoryBytes: 0, versions: Facies.versions)
  }

  /// Writes `run.json` and moves all files to their places.
  func publish(_ draft: MixtureReport, _ clock: StageClock) throws -> MixtureReport {
    var report = draft
    let recorded = RecordedPaths(options)
    report.inputs = digests.paths.map {
      .init(
        path: recorded.name($0), bytes: FileDigest.bytes(of: $0), sha256: digests.sha256(of: $0))
    }
    report.outputs = names
    report.files = ResultFile.all(in: folder.staging)
    report.stages = clock.laps.map { .init(name: $0.stage, seconds: $0.seconds) }
    report.totalSeconds = clock.total
    report.peakMemoryBytes = MachineMemory.peak
    try TemporaryName.write(report.json(), to: folder.file(Self.record))
    try folder.publish(names, keeping: [])
    return report
  }
}
