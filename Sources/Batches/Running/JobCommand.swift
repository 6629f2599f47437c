import Foundation
import Mapping

/// The command line of a job.
struct JobCommand {
  var folder: BatchFolder
  /// The program and what comes before its commands.
  var program: [String]
  var threads: Int
  var memory: Int

  /// `scene` is what is processed: a scene file, or the one that a template
  /// gave.
  func words(for job: JobRecord, scene: String, overwrites: Bool) -> [String] {
    let model = job.needs == nil ? job.model : folder.model
    var words = program
    switch (job.kind, model) {
    case (.scene, let model?): words += ["map", scene, "--model", model]
    case (.survey, let model?): words += ["run", scene, "--apply", model]
    default: words += ["run", scene]
    }
    return words + ["--out", folder.results(job.name)] + work(overwrites: overwrites)
  }

  func fitWords(on scenes: [String]) -> [String] {
    program + ["fit"] + scenes + ["--skip-broken", "--model", folder.model] + work(overwrites: true)
  }

  private func work(overwrites: Bool) -> [String] {
    ["--threads", "\(threads)", "--memory", "\(memory)"] + (overwrites ? ["--overwrite"] : [])
  }
}
