import ArgumentParser
import Mapping

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what a product or file is and what facies would use of it.",
    discussion: """
      EXAMPLE
        facies inspect LC08_L1TP_017051_20151205_20200908_02_T1.tar.gz
        facies inspect scenes/shortest.yaml
      """)

  @Argument(help: "A raster, a product folder, an archive or a scene file; or several rasters.")
  var paths: [String]
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    let inspection = try Facies.inspect(paths)
    try json ? Terminal.json(inspection) : Terminal.print(InspectionText.text(inspection))
  }
}
