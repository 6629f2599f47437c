import Catalogues
import CodedCutouts
import Foundation
import Groups
import Jobs
import Rasters
import Scenes

extension Facies {
  /// The whole job on a survey: sources are found or read, cut out, encoded, grouped by a vote and
  /// measured, and the catalogue is written.
  public static func run(
    _ survey: Survey, options: RunOptions, control: RunControl = RunControl()
  ) async throws -> SurveyReport {
    try await Work.run(control) { try run(survey, options: options, control: $0) }
  }

  /// Groups the objects of a table of features, or of a folder of cutouts, by a vote.
  public static func group(
    _ input: String, options: GroupOptions, control: RunControl = RunControl()
  ) async throws -> GroupReport {
    try await Work.run(control) { try group(input, options: options, control: $0) }
  }

  /// Cuts squares out of survey images, around sources of a catalogue or around those that are found.
  public static func cutouts(
    _ images: [String], to folder: String, options: CutoutOptions = CutoutOptions(),
    control: RunControl = RunControl()
  ) async throws -> CutoutReport {
    try await Work.run(control) { try cutouts(images, to: folder, options: options, control: $0) }
  }

  /// Measures the shape of every source of a segmentation image (statmorph's parameters) and writes a
  /// table, in the format of its ending.
  public static func measure(
    _ request: MeasureOptions, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> MeasureReport {
    try await Work.run(control) {
      try measure(request, to: output, overwrite: overwrite, control: $0)
    }
  }

  /// Checks a file of weights of a pretrained network: its kind, its checksum and its shapes.
  public static func inspectWeights(
    _ path: String, options: WeightsOptions = WeightsOptions()
  ) async throws -> WeightsReport {
    try await Work.run(RunControl()) { _ in try inspectWeights(path, options: options) }
  }

  /// What a survey is and what a run would make of it, in lines of text.
  public static func inspect(_ survey: Survey) async throws -> [String] {
    try await Work.run(RunControl()) { _ in try inspect(survey) }
  }

  /// What a run on a survey would do, in lines of text, without reading a pixel.
  public static func plan(_ survey: Survey, options: RunOptions) async throws -> [String] {
    try await Work.run(RunControl()) { _ in try plan(survey, options: options) }
  }
}
