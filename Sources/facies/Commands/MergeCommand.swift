import ArgumentParser
import FaciesKit

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Read a finished map with fewer units.",
    discussion: """
      A map carries a hierarchy of its units: which two are most alike, which next, and so on \
      (Ward's criterion on the mean codes; report.html draws it). A map of 24 units can so be read \
      with 12 and with 6, each a union of finer ones. --join puts units together by hand.

      EXAMPLE
        facies merge result/units.tif --units 6 --out six.tif
        facies merge result/units.tif --join 2,3 --join 5,7,8 --out joined.tif
      """)

  @OptionGroup var patches: PatchOptions
  @Option(help: .of(MapSettings.mergedUnits)) var units: Int?
  @Option(help: .of(MapSettings.join, valueName: "a,b"))
  var join: [String] = []
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    let control = patches.control()
    let report = try await Facies.merge(
      map: patches.map, to: patches.out, by: .checked(units: units, join: join),
      overwrite: patches.overwrite, control: control)
    ProgressBar.shared.clear()
    if json { return try Terminal.json(report) }
    if !patches.quiet {
      for group in report.groups {
        Terminal.note("\(group.unit)  \(group.name)  \(group.pixels) pixels")
      }
    }
    Terminal.print(patches.out)
  }
}
