import Foundation
import Mapping

/// A call of a batch, checked.
struct BatchCall {
  private let request: BatchRequest

  init(_ request: BatchRequest) throws {
    self.request = request
    guard request.model == nil || !request.fitsOnAll else {
      throw Failure.usage("--model takes a model that is, --fit-on all makes one: give one of them")
    }
  }

  func jobs() throws -> [WantedJob] {
    let template = try request.template.map { try Template($0) }
    let model = try request.model.map(Self.checkedModel)
    let list = SceneList(
      takesProducts: template != nil, takesSurveys: template?.isSurvey ?? false)
    return try list.paths(request.scenes).map { source in
      if template != nil, SceneList.isSceneFile(source) {
        throw Failure.usage("'\(source)' is a scene file; --template takes products")
      }
      let kind = WantedJob.kind(of: source, template: template)
      guard kind == .scene || !request.fitsOnAll else {
        throw Failure.usage("'\(source)' is a survey; --fit-on all takes scenes")
      }
      return WantedJob(
        kind: kind, source: source, template: template, model: model,
        isFittedOnAll: request.fitsOnAll)
    }
  }

  private static func checkedModel(_ typed: String) throws -> String {
    let path = SceneList.absolute(typed)
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw Failure.usage("the model '\(typed)' does not exist or cannot be read")
    }
    return path
  }

  /// What a batch was asked for so far. A template that has been changed is
  /// read anew.
  static func jobs(of records: [JobRecord]) throws -> [WantedJob] {
    var templates: [String: Template] = [:]
    return try records.filter { $0.kind != .fit }.map { record in
      if let path = record.template, templates[path] == nil {
        templates[path] = try Template(path)
      }
      let template = record.template.flatMap { templates[$0] }
      return WantedJob(
        kind: WantedJob.kind(of: record.source, template: template), source: record.source,
        template: template, model: record.model, isFittedOnAll: record.needs != nil)
    }
  }
}
