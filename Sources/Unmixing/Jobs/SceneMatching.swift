import Files
import Foundation
import Jobs
import Kernels
import MapTools
import RasterIO
import Rasters
import SceneMaps
import Scenes
import Settings
import Spectra

/// One scene from its pixels to angles and matched filters of spectra of a library.
struct SceneMatching {
  let scene: Scene
  let names: [String]?
  let options: RunOptions
  let control: RunControl

  enum Name: String, CaseIterable {
    case angle = "angle.tif"
    case matched = "matched.tif"
    case table = "spectra.csv"
    case picture = "match.png"
  }

  static let names = Name.allCases.map(\.rawValue)

  func run() throws -> MixtureReport {
    var clock = StageClock()
    try StagedFolder.check(options.folder, names: Self.names, overwrite: options.overwrite)
    guard scene.library != nil else {
      throw Failure.usage(
        "\(SceneSettings.library) is missing: matches are with spectra of a library",
        code: .missing, setting: SceneSettings.library.name)
    }
    let view = SpectralScene.View { [names] in try EndmemberChoice.covered($0, names) }
    let opened = try SpectralScene(scene, options: options, view: view)
    guard let library = opened.library else { throw Failure("the library is gone") }
    let record = try MixtureRecord(opened, options: options, names: Self.names, more: [])
    do {
      record.digests.begin()
      clock.lap("open")
      for note in opened.stack.notes + library.notes { control.log(note) }
      let seen = library.seen(
        try library.chosen(names, setting: MixtureSettings.spectra.name))
      return try write(seen, record, origin: "the library '\(library.path)'", clock: &clock)
    } catch {
      throw record.folder.abandon(error)
    }
  }

  private func write(
    _ seen: SensorSpectra, _ record: MixtureRecord, origin: String, clock: inout StageClock
  ) throws -> MixtureReport {
    let targets = try targets(seen, record)
    clock.lap("sample")
    let set = EndmemberSet(names: seen.names, spectra: seen.values, origin: origin)
    var report = record.report(
      job: "match", origin: origin,
      zip(seen.names, seen.values).map { MixtureReport.Spectrum(name: $0, values: $1) })
    try walk(targets, seen.names, record, &report)
    clock.lap("match")
    try TemporaryName.write(
      set.csv(bands: report.bands), to: record.folder.file(Name.table.rawValue))
    try MixturePicture(
      title: "\(record.opened.scene.name): what is like spectra of a library",
      subtitle: "angles: white 0, black 30 degrees and more; matched filters: black 0, white 1"
    ).write(
      [
        .init(path: record.folder.file(Name.angle.rawValue), range: 0...30, isReversed: true),
        .init(path: record.folder.file(Name.matched.rawValue), range: 0...1),
      ], sections: ["spectral angle", "matched filter"],
      to: record.folder.file(Name.picture.rawValue))
    clock.lap("table and picture")
    return try record.publish(report, clock)
  }

  private func targets(_ seen: SensorSpectra, _ record: MixtureRecord) throws -> MatchTargets {
    let opened = record.opened
    let sample = try opened.sample(control)
    guard let ground = MatchedFilter.Ground(sample.values) else {
      throw Failure("every band of '\(opened.stack.name)' is constant: nothing can be matched")
    }
    let filters = try zip(seen.names, seen.values).map { name, values in
      guard let filter = MatchedFilter(values, on: ground) else {
        throw Failure("'\(name)' is the mean of the scene itself: no filter can show it")
      }
      return filter
    }
    return MatchTargets(spectra: seen.values, filters: filters)
  }

  private func walk(
    _ targets: MatchTargets, _ names: [String], _ record: MixtureRecord,
    _ report: inout MixtureReport
  ) throws {
    let opened = record.opened
    let writer = try PlaneWriter(
      [
        target(.angle, "spectral angle in degrees", names, record),
        target(
          .matched, "matched filter: 0 the mean of the scene, 1 the spectrum", names, record),
      ], grid: opened.grid)
    let width = opened.grid.width
    report.rejectedPixels = try opened.forEachStrip(stage: "matching", control: control) {
      strip, core in
      try writer.write(strip, core: core, workers: opened.workers) {
        _, strip, start, out, stride in
        targets.match(strip, from: start, count: width, into: out, outStride: stride)
      }
    }
    try writer.finish(threads: opened.workers.count)
    report.validPixels = writer.validPixels
    for index in names.indices {
      report.spectra[index].leastAngle = writer.statistics[index].summary?.least
    }
  }

  private func target(
    _ name: Name, _ meaning: String, _ bands: [String], _ record: MixtureRecord
  ) -> PlaneWriter.Target {
    .init(
      path: record.folder.file(name.rawValue), bands: bands,
      metadata: [
        "FACIES_MEANING": meaning, "FACIES_SCENE": record.opened.scene.name,
        "TIFFTAG_SOFTWARE": "facies \(Facies.version)",
      ])
  }
}
