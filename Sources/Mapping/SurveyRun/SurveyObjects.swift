import Surveys

/// The objects of a survey: who and where they are.
struct SurveyObjects {
  var ids: [String]
  /// Nil where unknown.
  var sky: [SkyPosition?]
  var places: [ImagePosition?]
  var flags: [CutoutFlags]
  /// Half the long axis in pixels as detection has it; empty for catalogues.
  var axes: [Double]

  var count: Int { ids.count }

  init(_ sources: CutoutSources, frames: [CutoutFrame?], extent: (CutoutFrame) -> CutoutFlags) {
    ids = sources.ids
    sky = sources.sky
    places = sources.places
    axes = sources.found.map(\.a)
    let doubled = sources.doubled
    flags = frames.indices.map { row in
      let own = frames[row].map(extent) ?? .noPosition
      return doubled.contains(row) ? own.union(.sameIdentifier) : own
    }
  }

  /// Files of a folder.
  init(names: [String]) {
    ids = names
    sky = names.map { _ in nil }
    places = names.map { _ in nil }
    flags = names.map { _ in [] }
    axes = []
  }
}
