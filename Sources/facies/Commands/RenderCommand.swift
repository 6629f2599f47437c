import ArgumentParser
import FaciesKit

struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw a map sheet of a finished map.",
    discussion: """
      Names and colours are those of units.yaml beside units.tif, which you may edit. They are \
      also brought to the other files of the result: units.qml, units.sld, units.tif.aux.xml, \
      units.gpkg, units.csv, report.html, item.json. The raster itself and run.json, which says \
      what the run did, are not touched.

      A sheet whose name ends in .pdf is a GeoPDF, and --world-file lays sheet.pgw and \
      sheet.png.aux.xml beside a PNG: both place the whole sheet with its margins, so that the \
      map in it lies right over other layers.

      EXAMPLE
        facies render result/units.tif --style styles/lithology.yaml --out sheet.png
        facies render result/units.tif --dem relief.tif --title "Mutawintji" --out sheet.png
        facies render result/units.tif --out sheet.pdf
      """)

  @Argument(help: "A classified raster.") var map: String
  @Option(help: "The file to write: .png or .pdf.") var out: String
  @Option(help: .of(MapSettings.style))
  var style: String?
  @Option(help: .of(MapSettings.title)) var title: String?
  @Option(help: .of(MapSettings.credit)) var credit: String?
  @Option(help: .of(MapSettings.image)) var image: String?
  @Option(help: .of(MapSettings.imageBand)) var imageBand: Int?
  @Option(help: .of(MapSettings.terrain)) var dem: String?
  @Flag(help: .of(MapSettings.worldFile))
  var worldFile = false
  @Flag(help: .of(MapSettings.intoModel))
  var intoModel = false
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  func validate() throws {
    try Typed.check {
      if imageBand != nil, image == nil {
        throw Failure.usage(
          "\(MapSettings.imageBand) goes with \(MapSettings.image)", code: .missing)
      }
      if image != nil, dem != nil {
        throw Failure.conflict(MapSettings.image.name, MapSettings.terrain.name)
      }
    }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: false)
    let log = NoteLog.logger(quiet: quiet)
    try await Facies.render(
      map: map, to: out,
      options: RenderOptions(
        style: style, title: title, credit: credit, image: image,
        imageBand: imageBand ?? MapSettings.imageBand.default,
        terrain: dem, worldFile: worldFile, intoModel: intoModel, overwrite: overwrite),
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, log: { log.info("\($0)") },
        checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    Terminal.print(out)
  }
}
