import Foundation
import Mapping

/// A scene of a call before the state knows it.
struct WantedJob: Sendable {
  var kind: JobRecord.Kind
  var source: String
  var template: Template?
  var model: String?
  /// Whether it is mapped by a fit on all scenes.
  var isFittedOnAll: Bool

  /// `name` is needed for a template's text.
  func digest(name: String) -> String {
    let text = template.map { template in
      (try? template.text(for: source, name: name)) ?? "unreadable \(source)"
    }
    return JobDigest.digest(kind: kind, source: source, text: text, model: model)
  }

  /// A scene file that cannot be read is a scene, whose run says why.
  static func kind(of source: String, template: Template?) -> JobRecord.Kind {
    if let template { return template.isSurvey ? .survey : .scene }
    return (try? Survey.claims(source)) == true ? .survey : .scene
  }
}
