import ArgumentParser
import FaciesKit

struct CompositeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "composite",
    abstract: "Make a colour image of three bands of a scene.",
    discussion: """
      Each band is stretched from its 2nd to its 98th percentile. A name that ends in .tif \
      makes a GeoTIFF with its place on the ground, any other a PNG.

      EXAMPLE
        facies composite LC08_L1TP_017051_20151205_20200908_02_T1.tar.gz \\
          --bands swir2,nir,blue --out momotombo.png
      """)

  @Argument(help: "A scene file (.yaml), a raster, a product folder or an archive.")
  var scene: String
  @Option(help: .of(MapSettings.composite))
  var bands: String?
  @Option(help: "The file to write: .png or .tif.") var out: String
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  func validate() throws {
    try Typed.check { _ = try names() }
  }

  private func names() throws -> [String]? {
    try bands.map { try MapSettings.composite.checked(Typed.words($0)) }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: false)
    let bands = try await Facies.composite(
      Scene(scene), bands: names(), to: out, overwrite: overwrite,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) },
        warn: { Terminal.note("warning: \($0)") }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if !quiet { Terminal.print("\(out): \(bands.joined(separator: ", ")) as red, green, blue") }
  }
}
