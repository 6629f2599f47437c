import Foundation
import Jobs
import Rasters
import SceneMaps
import Scenes

/// A call of a batch, checked.
struct BatchCall {
  private let request: BatchRequest

  init(_ request: BatchRequest) throws {
    self.request = request
    guard request.model == nil || !request.fitsOnAll else {
      throw Failure.usage(
        "\(BatchOptions.model) takes a model that is, \(BatchOptions.fitOn) all makes one: give one of "
          + "them", code: .conflict)
    }
  }

  func jobs() throws -> [WantedJob] {
    let template = try request.template.map { try Template($0) }
    let model = try request.model.map(Self.checkedModel)
    let list = SceneList(
      takesProducts: template != nil, takesSurveys: template?.isSurvey ?? false)
    var reader = Reader()
    return try list.paths(request.scenes).map { source in
      if template != nil, SceneList.isSceneFile(source) {
        throw Failure.usage(
          "'\(source)' is a scene file; "
            + "\(BatchOptions.template) takes products")
      }
      let job = reader.job(
        source, template: template, model: model, isFittedOnAll: request.fitsOnAll)
      if request.fitsOnAll { try Self.checkFitOnAll(job, template: template) }
      return job
    }
  }

  /// What a fit on all scenes does not do is said before any work is done. A scene
  /// file that is broken fails by itself, later.
  private static func checkFitOnAll(_ job: WantedJob, template: Template?) throws {
    guard job.kind == .scene else {
      throw Failure.usage("'\(job.source)' is a survey; \(BatchOptions.fitOn) all takes scenes")
    }
    let file = template?.path ?? job.source
    guard SceneList.isSceneFile(file), let scene = template?.scene ?? (try? Scene(file: file)),
      let key = scene.known != nil ? "known" : scene.relabel != nil ? "relabel" : nil
    else { return }
    throw Failure.usage(
      "'\(file)' has '\(key)', which goes with a fit of its own; \(BatchOptions.fitOn) all makes one "
        + "fit for all: take the key out, or leave \(BatchOptions.fitOn) all away")
  }

  private static func checkedModel(_ typed: String) throws -> String {
    let path = SceneList.absolute(typed)
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw Failure.usage("the model '\(typed)' does not exist or cannot be read")
    }
    return path
  }

  /// What a batch was asked for so far, with the templates as they are now.
  static func jobs(of records: [JobRecord]) throws -> [WantedJob] {
    var reader = Reader()
    return try records.filter { $0.kind != .fit }.map { record in
      reader.job(
        record.source, template: try record.template.map { try reader.template($0) },
        model: record.model, isFittedOnAll: record.needs != nil)
    }
  }

  /// Reads what many scenes share once.
  private struct Reader {
    private var templates: [String: Template] = [:]
    private var models: [String: String] = [:]

    mutating func template(_ path: String) throws -> Template {
      if let known = templates[path] { return known }
      let template = try Template(path)
      templates[path] = template
      return template
    }

    private mutating func digest(ofModel path: String) -> String {
      if let known = models[path] { return known }
      let digest = FileDigest.sha256(of: path) ?? "unreadable"
      models[path] = digest
      return digest
    }

    mutating func job(
      _ source: String, template: Template?, model: String?, isFittedOnAll: Bool
    ) -> WantedJob {
      let kind = WantedJob.kind(of: source, template: template)
      // The name follows from the source.
      let text = template.map { template in
        (try? template.text(for: source, name: "scene")) ?? "unreadable"
      }
      let inputs = JobInputs.files(of: source, text: text, kind: kind)
      let digest = JobDigest.digest(
        kind: kind, source: source, text: text, inputs: inputs,
        model: model.map { self.digest(ofModel: $0) })
      return WantedJob(
        kind: kind, source: source, template: template?.path, model: model,
        isFittedOnAll: isFittedOnAll, digest: digest, bytes: JobInputs.bytes(of: inputs))
    }
  }
}
