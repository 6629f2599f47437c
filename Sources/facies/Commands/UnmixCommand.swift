import ArgumentParser
import FaciesKit

struct UnmixCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmix",
    abstract: "Tell the share of each endmember in every pixel.",
    discussion: """
      Endmembers are the most extreme pixels of the scene (--count), spectra of a library \
      (--library, --spectra), rows of a table (--endmembers) or means of known outcrops (--known). \
      Shares are those of least squares; none is below 0, and they sum to 1 unless \
      --no-sum-to-one is given. Writes abundances.tif (a band for each endmember), residual.tif, \
      endmembers.csv, abundances.png and, last, run.json into the folder.

      EXAMPLE
        facies unmix scene.tif --count 5 --out mixed
        facies unmix LC08_L2SP.tar --library splib07a --spectra calcite,kaolinite --out minerals
        facies unmix later.tif --endmembers mixed/endmembers.csv --out later
      """)

  @Argument(
    help: ArgumentHelp(
      "A scene file (.yaml); a raster, product folder or archive; several rasters, the bands of "
        + "one scene.", valueName: "input"))
  var inputs: [String]
  @Option(help: .of(MixtureSettings.count)) var count: Int?
  @Option(help: .of(MixtureSettings.space)) var space: String?
  @Option(help: .of(SceneSettings.library)) var library: String?
  @Option(help: .of(MixtureSettings.spectra)) var spectra: String?
  @Option(help: .of(MixtureSettings.endmembers)) var endmembers: String?
  @Option(help: .of(SceneSettings.known)) var known: String?
  @Option(help: .of(SceneSettings.field)) var field: String?
  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(stringLiteral: MixtureSettings.sumToOne.help(default: nil)))
  var sumToOne = MixtureSettings.sumToOne.standard ?? true
  @Option(help: .of(SceneSettings.seed)) var seed: UInt64?
  @Option(help: .of(SceneSettings.bands)) var bands: String?
  @OptionGroup var masks: MaskOptions
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var record: RecordOptions
  @OptionGroup var work: WorkOptions

  func validate() throws {
    try Typed.check {
      _ = try place()
      guard case .found = try source() else {
        if space == nil { return }
        throw Failure.usage("\(MixtureSettings.space) goes with \(MixtureSettings.count)")
      }
    }
  }

  private func place() throws -> UnmixOptions.Space {
    try space.map { try MixtureSettings.space.read($0) } ?? .pca
  }

  func run() async throws {
    let control = work.control()
    let scene = try scene()
    let report = try await Facies.unmix(
      scene,
      options: UnmixOptions(
        endmembers: source(), space: try place(), sumsToOne: sumToOne,
        run: work.options(folder: out, record: record)), control: control)
    try MixtureText.show(report, folder: out, work: work)
  }

  private func scene() throws -> Scene {
    var scene = try inputs.count == 1 ? Scene(inputs[0]) : Scene(inputs: inputs)
    if let seed { scene.useSeed(seed) }
    if let bands { scene.useBands(Typed.words(bands)) }
    if let library { scene.library = library }
    if let known { try scene.useKnown(known, field: field, holdOut: 0) }
    if field != nil, scene.known == nil {
      throw Failure.usage(
        "\(SceneSettings.field.name) goes with \(SceneSettings.known.name)", code: .missing)
    }
    try masks.apply(to: &scene)
    return scene
  }

  /// Where endmembers come from: one of the four ways.
  private func source() throws -> UnmixOptions.Endmembers {
    let given = [
      count.map { _ in MixtureSettings.count.name },
      (library ?? spectra).map { _ in SceneSettings.library.name },
      endmembers.map { _ in MixtureSettings.endmembers.name },
      known.map { _ in SceneSettings.known.name },
    ].compactMap(\.self)
    if given.count > 1 { throw Failure.conflict(given[0], given[1]) }
    if let endmembers { return .table(path: endmembers) }
    if known != nil { return .known }
    if library != nil || spectra != nil {
      return .library(
        spectra: try spectra.map { try MixtureSettings.spectra.checked(Typed.words($0)) })
    }
    return .found(
      count: try MixtureSettings.count.checked(count ?? MixtureSettings.count.standard ?? 4))
  }
}
