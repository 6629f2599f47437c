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
  @Option(help: "Bands for red, green and blue (default: the scene file's, or the best there are).")
  var bands: String?
  @Option(help: "The file to write: .png or .tif.") var out: String
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  func validate() throws {
    if let bands, bands.split(separator: ",", omittingEmptySubsequences: false).count != 3 {
      throw ValidationError("--bands is '\(bands)', must name three bands such as swir2,nir,blue")
    }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: false)
    let names = try await Facies.composite(
      Scene(scene), bands: bands.map { $0.split(separator: ",").map(String.init) }, to: out,
      overwrite: overwrite,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) },
        warn: { Terminal.note("warning: \($0)") }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if !quiet { Terminal.print("\(out): \(names.joined(separator: ", ")) as red, green, blue") }
  }
}
