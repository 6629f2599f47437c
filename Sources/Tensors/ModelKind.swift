/// The models that facies writes, by the key of their description.
package enum ModelKind: String, CaseIterable {
  case scene = "facies"
  case survey = "facies-survey"
  case vote = "facies-vote"

  private var words: String {
    switch self {
    case .scene: "the model of a scene"
    case .survey: "the model of a survey of the sky"
    case .vote: "the vote of facies group"
    }
  }

  /// What a file is the model of; nil where facies has not written it.
  package static func words(of file: SafetensorsFile) -> String? {
    allCases.first { file.metadata[$0.rawValue] != nil }?.words
  }
}
