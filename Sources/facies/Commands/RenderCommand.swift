import ArgumentParser
import Mapping

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw a map sheet of a finished map.",
    discussion: """
      Names and colours are those of units.yaml beside units.tif, which you may edit. They are
      also brought to the files beside the map that GIS programs read (units.qml, units.sld,
      units.tif.aux.xml); the raster itself is not touched.

      EXAMPLE
        facies render result/units.tif --style styles/lithology.yaml --out sheet.png
        facies render result/units.tif --dem relief.tif --title "Mutawintji" --out sheet.png
      """)

  @Argument(help: "A classified raster.") var map: String
  @Option(help: "The PNG file to write.") var out: String
  @Option(help: "Style: a name or a .yaml file (default: the map's own colours).")
  var style: String?
  @Option(help: "Title of the sheet.") var title: String?
  @Option(help: "Credit line.") var credit: String?
  @Option(help: "A raster to lay under the units as a grey image.") var image: String?
  @Option(help: "Its band.") var imageBand = 1
  @Option(help: "A terrain model whose shaded relief is laid under the units.") var dem: String?
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  func run() throws {
    ProgressBar.start(quiet: quiet, json: false)
    let log = NoteLog.logger(quiet: quiet)
    try Facies.render(
      map: map, to: out,
      options: RenderOptions(
        style: style, title: title, credit: credit, image: image, imageBand: imageBand,
        terrain: dem, overwrite: overwrite),
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, log: { log.info("\($0)") },
        checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    Terminal.print(out)
  }
}
