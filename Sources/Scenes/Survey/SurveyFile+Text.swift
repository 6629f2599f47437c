import Documents

extension SurveyFile {
  /// A survey as a file that `read` brings back: what differs from the standard
  /// settings.
  package static func text(_ survey: Survey) -> String {
    var usual = Survey(name: survey.name, input: survey.input)
    if let preset = survey.preset { usual.apply(preset) }
    var said = survey
    if survey.model != nil {
      // The model says it.
      (said.view, said.reduction, said.vote) = (usual.view, usual.reduction, usual.vote)
    }
    return FileKey.lines(SurveyKeys.all, said, usual: usual).map { $0 + "\n" }.joined()
  }
}

extension Survey {
  /// Files or the folder that is read.
  package var paths: [String] {
    switch input {
    case .images(let paths): paths
    case .folder(let path), .stack(let path): [path]
    }
  }
}
