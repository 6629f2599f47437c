import Foundation

/// The command line of a job.
struct JobCommand {
  var folder: BatchFolder
  /// The program and what comes before its commands.
  var program: [String]
  var threads: Int
  var memory: Int
  var namesRelatively = false

  /// `scene` is what is processed: a scene file, or the one that a template
  /// gave.
  func words(for job: JobRecord, scene: String, overwrites: Bool) -> [String] {
    let model = job.needs == nil ? job.model : folder.model
    let (verb, option) = job.kind == .survey ? ("run", "--apply") : ("map", "--model")
    let words = [model == nil ? "run" : verb, scene, "--out", folder.results(job.name)]
    return program + words + (model.map { [option, $0] } ?? [])
      + (namesRelatively ? ["--relative-paths"] : []) + work(overwrites: overwrites)
  }

  func fitWords(on scenes: [String]) -> [String] {
    program + ["fit"] + scenes + ["--skip-broken", "--model", folder.model] + work(overwrites: true)
  }

  private func work(overwrites: Bool) -> [String] {
    ["--threads", "\(threads)", "--memory", "\(memory)"] + (overwrites ? ["--overwrite"] : [])
  }
}
