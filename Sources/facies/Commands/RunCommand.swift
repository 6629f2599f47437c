import ArgumentParser
import FaciesKit

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The whole job: read, fit, map, write; on a scene or on a survey.",
    discussion: """
      Of a scene, writes units.tif (with units.tif.aux.xml, units.qml and units.sld), units.gpkg, \
      units.yaml (names and colours to edit), confidence.tif, map.png, units.csv, \
      model.safetensors, report.html, item.json (STAC) and, last, run.json into the folder.

      FITS images (several are bands) and folders of cutouts are surveys: sources are found, cut \
      out, encoded, grouped by a vote and measured. Writes catalog.fits, .vot, .csv and .gpkg, \
      groups/NN.png, overview.png, planes.png, map.png, classes.yaml (names to edit), \
      model.safetensors, report.html and run.json.

      EXAMPLE
        facies run LC08_L1TP_017051_20151205_20200908_02_T1.tar.gz --units 7 --out momotombo
        facies run scenes/shortest.yaml --out result --memory 1GB
        facies run S_B2.tif S_B3.tif S_B4.tif --out result
        facies run g.fits r.fits i.fits --groups 12 --out galaxies
      """)

  @Argument(
    help: ArgumentHelp(
      "A scene or survey file (.yaml); a raster, product folder or archive; several rasters, the "
        + "bands of one scene; FITS images or a folder of cutouts.", valueName: "input"))
  var inputs: [String]
  @OptionGroup var changes: SceneChanges
  @OptionGroup(title: "Surveys") var survey: SurveyOptions
  @Option(help: "Folder of the results.") var out: String
  @Option(help: .of(SceneSettings.relabel)) var relabel: String?
  @Flag(help: "Check everything and say what would be done.") var dryRun = false
  @OptionGroup var record: RecordOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    if try Survey.claims(inputs[0]) { return try await runSurvey() }
    if let option = survey.given.first {
      throw Failure.usage("\(option) goes with a survey; '\(inputs[0])' is a scene")
    }
    let control = work.control()
    let scene = try changes.opened(inputs)
    let options = work.options(folder: out, relabel: relabel, record: record)
    if dryRun {
      let lines = try await Facies.plan(scene, options: options)
      try work.json ? Terminal.json(lines) : Terminal.print(lines.joined(separator: "\n"))
      return
    }
    try ReportText.show(
      await Facies.run(scene, options: options, control: control), folder: out, work: work)
  }

  private func runSurvey() async throws {
    if let option = changes.given.first ?? relabel.map({ _ in SceneSettings.relabel.name }) {
      throw Failure.usage("\(option) goes with a scene; '\(inputs[0])' is a survey")
    }
    var wanted = try Survey(typed: inputs)
    try survey.apply(to: &wanted)
    if let seed = changes.seed { wanted.seed = seed }
    let options = work.options(folder: out, record: record)
    if dryRun {
      let lines = try await Facies.plan(wanted, options: options)
      try work.json ? Terminal.json(lines) : Terminal.print(lines.joined(separator: "\n"))
      return
    }
    let report = try await Facies.run(wanted, options: options, control: work.control())
    ProgressBar.shared.clear()
    if work.json { return Terminal.print(String(decoding: try report.json(), as: UTF8.self)) }
    guard !work.quiet else { return }
    for warning in report.warnings { Terminal.note("warning: \(warning)") }
    Terminal.print(SurveyText.text(report, folder: out))
  }
}
