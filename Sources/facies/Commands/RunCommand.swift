import ArgumentParser
import Mapping

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The whole job: read, fit, map, write.",
    discussion: """
      Writes units.tif (with units.tif.aux.xml, units.qml and units.sld), units.gpkg, units.yaml \
      (names and colours to edit), confidence.tif, map.png, units.csv, model.safetensors, \
      report.html, item.json (STAC) and, last, run.json into the folder.

      EXAMPLE
        facies run LC08_L1TP_017051_20151205_20200908_02_T1.tar.gz --units 7 --out momotombo
        facies run scenes/shortest.yaml --out result --memory 1GB
      """)

  @OptionGroup var source: SceneOptions
  @Option(help: "Folder of the results.") var out: String
  @Option(help: "Keep the unit numbers of this map or model.") var relabel: String?
  @Flag(help: "Check everything and say what would be done.") var dryRun = false
  @OptionGroup var work: WorkOptions

  func run() throws {
    let control = work.control()
    let scene = try source.opened()
    let options = work.options(folder: out, relabel: relabel)
    if dryRun {
      let lines = try Facies.plan(scene, options: options)
      try work.json ? Terminal.json(lines) : Terminal.print(lines.joined(separator: "\n"))
      return
    }
    try ReportText.show(
      Facies.run(scene, options: options, control: control), folder: out, work: work)
  }
}
