import ArgumentParser
import FaciesKit

struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what a product or file is and what facies would use of it.",
    discussion: """
      EXAMPLE
        facies inspect LC08_L1TP_017051_20151205_20200908_02_T1.tar.gz
        facies inspect scenes/shortest.yaml
        facies inspect sky_g.fits sky_r.fits
        facies inspect outcrops.gpkg
      """)

  @Argument(
    help: ArgumentHelp(
      "A raster, a product folder, an archive, a scene or survey file; several rasters or FITS "
        + "images; a folder of cutouts; a vector file of labels or masks."))
  var paths: [String]
  @Flag(
    name: .customLong("allow-vrt"),
    help: "Take virtual rasters (VRT) of files under their own folders.")
  var allowsVRT = false
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    if try Survey.claims(paths[0]) {
      let lines = try await Facies.inspect(Survey(typed: paths))
      return try json ? Terminal.json(lines) : Terminal.print(lines.joined(separator: "\n"))
    }
    if paths.count == 1, VectorInspection.claims(paths[0]) {
      let file = try await Facies.inspectVectors(paths[0])
      return try json ? Terminal.json(file) : Terminal.print(VectorInspectionText.text(file))
    }
    let inspection = try await Facies.inspect(paths, allowsVirtualRasters: allowsVRT)
    try json ? Terminal.json(inspection) : Terminal.print(InspectionText.text(inspection))
  }
}
