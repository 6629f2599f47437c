import CodedCutouts
import Foundation
package import Jobs
import RasterIO
import Rasters
public import Scenes
import Surveys
import Vision

extension Facies {
  /// The whole job on a survey image or a folder of cutouts: sources are found
  /// or read, cut out, encoded, grouped by a vote and measured. The folder
  /// then holds `catalog.fits`, `.vot`, `.csv` and (with a sky) `.gpkg`,
  /// montages of the groups, `planes.png`, `map.png`, `report.html`; `run.json`
  /// comes last.
  package static func run(
    _ survey: Survey, options: RunOptions, control: RunControl = RunControl()
  ) throws -> SurveyReport {
    try SurveyJob(survey, options: options, control: control).run()
  }
}

extension Survey {
  /// Reads and checks a survey file.
  public init(file path: String) throws {
    self = try SurveyFile.read(LocalPath.file(path).typed)
  }

  /// The standard settings on FITS images that are bands, or on a folder of
  /// cutouts.
  public init(inputs: [String]) throws {
    guard let first = inputs.first else { throw Failure.usage("no image is named") }
    let location = try ImageFile.isPart(first) ? ImageFile.path(first) : LocalPath(first)
    if inputs.count == 1, location.kind == .folder {
      self.init(name: location.stem, input: .folder(first))
    } else if inputs.count == 1, ImageStack.isNamed(first) {
      self.init(name: Self.plain(location.stem), input: .stack(first))
    } else {
      for path in inputs { _ = try ImageFile.path(path) }
      self.init(name: Self.plain(location.stem), input: .images(inputs))
    }
  }

  /// What is typed: a survey file, or images, a folder or a stack.
  public init(typed inputs: [String]) throws {
    guard let first = inputs.first else { throw Failure.usage("no image is named") }
    guard first.lowercased().hasSuffix(".yaml") || first.lowercased().hasSuffix(".yml") else {
      try self.init(inputs: inputs)
      return
    }
    guard inputs.count == 1 else {
      throw Failure.usage("'\(first)' is a survey file; it names its own images")
    }
    try self.init(file: first)
  }

  /// Without the inner ending of `.fits.gz`.
  private static func plain(_ stem: String) -> String {
    for ending in [".fits", ".fit", ".fts"] where stem.lowercased().hasSuffix(ending) {
      return String(stem.dropLast(ending.count))
    }
    return stem
  }

  private static let fitsEndings = [".fits", ".fit", ".fts"].flatMap {
    [$0, $0 + ".gz", $0 + ".bz2", $0 + ".fz"]
  }

  /// Whether an input is one of a survey and not of a scene: a survey file, a
  /// FITS image, or a folder of cutouts (that is no satellite product).
  public static func claims(_ path: String) throws -> Bool {
    let name = ImageFile.file(path).lowercased()
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      return try SurveyFile.isSurvey(LocalPath.file(path).typed)
    }
    if fitsEndings.contains(where: name.hasSuffix) || ImageStack.isNamed(name) { return true }
    guard let location = try? LocalPath(path), location.kind == .folder else { return false }
    if let refusal = ResultPlace.refusal(path) { throw refusal }
    return FolderCutouts.isFolderOfCutouts(location.absolute)
  }
}

extension Facies {
  /// What a survey is and what facies would do with it.
  package static func inspect(_ survey: Survey) throws -> [String] {
    try SurveyJob(survey, options: RunOptions(folder: ""), control: RunControl()).inspection()
  }

  /// What a run on a survey would do, found out without reading a pixel.
  package static func plan(_ survey: Survey, options: RunOptions) throws -> [String] {
    try SurveyJob(survey, options: options, control: RunControl()).plan()
  }
}
