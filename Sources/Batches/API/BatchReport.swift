import Files
import Foundation
import Jobs
import MapTools
import Rasters
import Reports
import SceneMaps
import Scenes

/// `report.html` and `batch.csv` of a batch.
struct BatchReport {
  private let store: BatchStore
  private let folder: BatchFolder
  private static let pictureSide = 240

  init(_ store: BatchStore, _ folder: BatchFolder) {
    (self.store, self.folder) = (store, folder)
  }

  /// Writes both; a disk that is full is said and stops nothing. Of several
  /// processes that end at once, the last to write has seen what all did.
  func write(_ control: RunControl) {
    do {
      for _ in 0..<5 {
        let before = try store.changes()
        let status = BatchStatus(folder: folder.path, try store.jobs(), now: BatchStore.now)
        try TemporaryName.write(Self.table(status), to: folder.table)
        try TemporaryName.write(BatchPage(content(status)).data(), to: folder.page)
        if try store.changes() == before { return }
      }
    } catch {
      control.log("the report of the batch is not written: \(error)")
    }
  }

  // MARK: table

  private static let columns = [
    "name", "kind", "state", "source", "attempts", "started", "finished", "seconds", "peak_bytes",
    "budget_bytes", "exit_code", "error", "warning",
  ]

  /// RFC 4180, a row for every scene.
  static func table(_ status: BatchStatus) -> String {
    let rows = status.scenes.map { scene -> [String] in
      let numbers = [scene.peakBytes, scene.budgetBytes, scene.exitCode].map { $0.map(String.init) }
      return [
        scene.name, scene.kind, scene.state.rawValue, scene.source, "\(scene.attempts)",
        scene.started ?? "", scene.finished ?? "",
        scene.seconds.map { String(format: "%.3f", $0) } ?? "",
      ] + numbers.map { $0 ?? "" } + [scene.error ?? "", scene.warning ?? ""]
    }
    return ([columns] + rows)
      .map { $0.map { CSVText.field($0) }.joined(separator: ",") + "\n" }.joined()
  }

  // MARK: page

  private func content(_ status: BatchStatus) -> BatchContent {
    BatchContent(
      title: "Batch " + (folder.path.split(separator: "/").last.map(String.init) ?? ""),
      subtitle: Self.counts(status), facts: Self.facts(status),
      scenes: status.scenes.map(scene), version: Facies.versionLine)
  }

  /// "25 of 30 scenes done, 5 failed"
  private static func counts(_ status: BatchStatus) -> String {
    let others = [
      (status.failed, "failed"), (status.running, "at work"), (status.interrupted, "interrupted"),
      (status.pending, "to be done"),
    ]
    return
      (["\(status.done) of \(status.total) scenes done"]
      + others.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }).joined(separator: ", ")
  }

  private static func facts(_ status: BatchStatus) -> [ReportContent.Fact] {
    let seconds = status.scenes.compactMap(\.seconds)
    let peak = status.scenes.compactMap(\.peakBytes).max()
    return [
      seconds.isEmpty
        ? nil
        : .init(
          "Time of all scenes", BatchText.duration(seconds.reduce(0, +)),
          help: "one after another; jobs at a time take less"),
      seconds.max().map { .init("Longest scene", BatchText.duration($0)) },
      peak.map { .init("Most memory", ByteCount.text($0)) },
      status.scenes.compactMap(\.started).min().map { .init("Begun", $0) },
      status.scenes.compactMap(\.finished).max().map { .init("Last change", $0) },
    ].compactMap { $0 }
  }

  private func scene(_ scene: BatchStatus.Scene) -> BatchContent.Scene {
    let isDone = scene.state == .done
    let results = folder.results(scene.name)
    let report = results + "/report.html"
    return BatchContent.Scene(
      name: scene.kind == "fit" ? "Fit on all scenes" : scene.name, state: scene.state.rawValue,
      source: scene.source, remark: scene.error ?? scene.warning, attempts: scene.attempts,
      duration: scene.seconds.map(BatchText.duration),
      memory: scene.peakBytes.map(ByteCount.text), picture: isDone ? picture(results) : nil,
      report: isDone && FileManager.default.fileExists(atPath: report)
        ? scene.name + "/report.html" : nil,
      log: FileManager.default.fileExists(atPath: folder.log(scene.name))
        ? "logs/\(scene.name).log" : nil)
  }

  private func picture(_ results: String) -> BatchContent.Picture? {
    ResultThumbnail(folder: results, longestSide: Self.pictureSide).map {
      .init(mediaType: $0.mediaType, data: $0.data, width: $0.width, height: $0.height)
    }
  }
}
