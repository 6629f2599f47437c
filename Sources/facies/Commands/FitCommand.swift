import ArgumentParser
import FaciesKit

struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model to a scene, or one to several, and save it.",
    discussion: """
      Of several scenes a sample is drawn from all their pixels together; recipe, features and \
      seed are those of the first, bands are matched by name. All maps by such a model have one \
      legend.

      EXAMPLE
        facies fit scenes/shortest.yaml --model demo.safetensors
        facies fit may.tif june.tif july.tif --units 8 --model summer.safetensors
      """)

  @Argument(
    help: ArgumentHelp(
      "Scene files (.yaml; one can list several band files), or rasters, product folders or "
        + "archives for the standard recipe.", valueName: "scene"))
  var scenes: [String]
  @OptionGroup var changes: SceneChanges
  @Option(help: .of(JobSettings.model)) var model: String
  @Option(help: .of(SceneSettings.relabel)) var relabel: String?
  @Flag(help: "Of several scenes, leave out those that cannot be read, and say so.")
  var skipBroken = false
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let control = work.control()
    let options = work.options(folder: ".", relabel: relabel)
    guard scenes.count > 1 || skipBroken else {
      let report = try await Facies.fit(
        changes.opened(scenes[0]), model: model, options: options, control: control)
      return try ReportText.show(report, folder: nil, work: work)
    }
    if relabel != nil {
      throw Failure.usage("\(SceneSettings.relabel) goes with a fit to one scene")
    }
    let report = try await Facies.fit(
      all: opened(), model: model, options: options, skipsBroken: skipBroken, control: control)
    try ReportText.show(report, folder: nil, work: work)
  }

  private func opened() throws -> [Scene] {
    var opened: [Scene] = []
    var last: (any FaciesError)?
    for path in scenes {
      do {
        opened.append(try changes.opened(path))
      } catch let error as any FaciesError where skipBroken {
        last = error
        if !work.quiet, !work.json {
          Terminal.note(
            "warning: '\(path)' is left out of the fit: "
              + CommandWords(self).text(error.message))
        }
      }
    }
    if opened.isEmpty, let last { throw last }
    return opened
  }
}
