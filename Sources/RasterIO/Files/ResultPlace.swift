import Foundation
package import Rasters

/// Folders of results that are named where inputs belong.
package enum ResultPlace {
  /// What is said of such a folder; nil for any other.
  package static func refusal(_ typed: String) -> Failure? {
    guard let location = try? LocalPath(typed), location.kind == .folder else { return nil }
    let holds = { (name: String) in
      FileManager.default.fileExists(atPath: location.absolute + "/" + name)
    }
    guard holds("run.json") else { return nil }
    if holds("units.tif") {
      return .usage(
        "'\(typed)' is a folder of results, with the finished map '\(typed)/units.tif': name that "
          + "map to work on it, or the scene file or image that it was made from to map that again")
    }
    guard holds("classes.yaml") else { return nil }
    return .usage(
      "'\(typed)' is a folder of results, with the catalogue of a survey: name the survey file or "
        + "the images that it was made from")
  }
}
