import ArgumentParser
import FaciesKit

struct SieveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sieve",
    abstract: "Take small patches out of a finished map.",
    discussion: """
      A patch is a connected area of one unit (pixels that share an edge). A patch below the \
      smallest size joins the neighbour that it shares the longest border with; among equals the \
      larger one, then the unit with the smaller number. Pixels without data neither change nor \
      spread.

      EXAMPLE
        facies sieve result/units.tif --hectares 5 --out sieved.tif
        facies sieve result/units.tif --pixels 12 --out sieved.tif
      """)

  @OptionGroup var patches: PatchOptions
  @Option(help: .of(MapSettings.hectares)) var hectares: Double?
  @Option(help: .of(MapSettings.pixels)) var pixels: Int?

  func run() async throws {
    let control = patches.control()
    let report = try await Facies.sieve(
      map: patches.map, to: patches.out, unit: .checked(hectares: hectares, pixels: pixels),
      overwrite: patches.overwrite, control: control)
    ProgressBar.shared.clear()
    if !patches.quiet {
      Terminal.note("\(report.merged) patches joined a neighbour, \(report.patches) are left")
    }
    Terminal.print(patches.out)
  }
}
