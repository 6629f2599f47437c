import Catalogues
import Scenes

/// A scene of a call before the state knows it.
struct WantedJob: Sendable {
  var kind: JobRecord.Kind
  var source: String
  /// The scene file that `source` is put into.
  var template: String?
  var model: String?
  /// Whether it is mapped by a fit on all scenes.
  var isFittedOnAll: Bool
  /// The digest of parameters and inputs as they are now.
  var digest: String
  /// The size of the files that it reads.
  var bytes: Int

  /// A scene file that cannot be read is a scene, whose run says why.
  static func kind(of source: String, template: Template?) -> JobRecord.Kind {
    if let template { return template.isSurvey ? .survey : .scene }
    return (try? Survey.claims(source)) == true ? .survey : .scene
  }
}
