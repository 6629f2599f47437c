package import Surveys

/// The objects of a survey: who and where they are.
package struct SurveyObjects {
  package var ids: [String]
  /// Nil where unknown.
  package var sky: [SkyPosition?]
  package var places: [ImagePosition?]
  package var flags: [CutoutFlags]
  /// Half the long axis in pixels as detection has it; empty for catalogues.
  package var axes: [Double]

  package var count: Int { ids.count }

  package init(
    _ sources: CutoutSources, frames: [CutoutFrame?], extent: (CutoutFrame) -> CutoutFlags
  ) {
    ids = sources.ids
    sky = sources.sky
    places = sources.places
    axes = sources.found.map(\.a)
    let doubled = sources.doubled
    flags = frames.indices.map { row in
      let own = frames[row].map(extent) ?? sources.flags(withoutFrame: row)
      return doubled.contains(row) ? own.union(.sameIdentifier) : own
    }
  }

  /// Files of a folder.
  package init(names: [String]) {
    ids = names
    sky = names.map { _ in nil }
    places = names.map { _ in nil }
    flags = names.map { _ in [] }
    axes = []
  }
}
