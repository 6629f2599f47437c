import ArgumentParser
import FaciesKit

struct MatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Show where a scene is like spectra of a library.",
    discussion: """
      A library is a folder of USGS text files (splib07), an ENVI spectral library (.sli) or a \
      table (.csv) with wavelengths; its spectra are brought to the bands of the sensor. Writes \
      angle.tif (spectral angles in degrees) and matched.tif (matched filters: 0 the mean of the \
      scene, 1 the spectrum) with a band for each spectrum, spectra.csv, match.png and, last, \
      run.json into the folder.

      EXAMPLE
        facies match LC08_L2SP.tar --library splib07a --spectra "kaolinite cm9,calcite ws272" \\
          --out minerals
      """)

  @Argument(
    help: ArgumentHelp(
      "A scene file (.yaml); a raster, product folder or archive; several rasters, the bands of "
        + "one scene.", valueName: "input"))
  var inputs: [String]
  @Option(help: .of(SceneSettings.library)) var library: String?
  @Option(help: .of(MixtureSettings.spectra)) var spectra: String?
  @Option(help: .of(SceneSettings.seed)) var seed: UInt64?
  @Option(help: .of(SceneSettings.bands)) var bands: String?
  @OptionGroup var masks: MaskOptions
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var record: RecordOptions
  @OptionGroup var work: WorkOptions

  func validate() throws { try Typed.check { _ = try names() } }

  private func names() throws -> [String]? {
    try spectra.map { try MixtureSettings.spectra.checked(Typed.words($0)) }
  }

  func run() async throws {
    let control = work.control()
    var scene = try inputs.count == 1 ? Scene(inputs[0]) : Scene(inputs: inputs)
    if let seed { scene.useSeed(seed) }
    if let bands { scene.useBands(Typed.words(bands)) }
    if let library { scene.library = library }
    try masks.apply(to: &scene)
    let report = try await Facies.match(
      scene, spectra: names(), options: work.options(folder: out, record: record),
      control: control)
    try MixtureText.show(report, folder: out, work: work)
  }
}
