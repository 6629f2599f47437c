import Clusterers
import Fitting
public import Settings

/// The keys of a survey file, and the options of the command that change them; those of
/// `detection`, `catalogue` and `vote` stand in ``DetectionSettings``, ``CatalogueSettings`` and
/// ``VoteRequest``.
public enum SurveySettings {
  public static let name = Setting<String>(
    "name", .text, chosen: "the name of the file", "What reports and sheets call the survey.")
  public static let input = Setting<[String]>(
    "survey", .described("FITS images, a folder of cutouts, or a file of many images"),
    "What is read.")
  public static let preset = Setting<Survey.Preset>(
    "preset", option: "preset", .cases, "A published way, which other settings change.")
  public static let image = Setting<String>(
    "image", .text, chosen: "the first with pixels",
    "Number (0 is the primary) or name of the image in every FITS file.")
  public static let bands = Setting<[String]>(
    "bands", .names, chosen: "numbers", "Names of the bands, in their order.")

  public static let size = Setting<Int>(
    "cutouts.size", option: "size", .from(8...4096), unit: "pixels",
    chosen: "what holds most detected sources; 64 with a catalogue",
    "Side of the cutouts around sources of an image.")
  public static let masksNeighbours = Setting(
    "cutouts.mask-neighbours", .flag, default: true,
    "Take the pixels of other sources out before codes are made.")

  public static let classes = Setting<String>(
    "classes", option: "classes", .text,
    "Names of the groups: classes.yaml of an earlier run, edited.")
  public static let model = Setting<String>(
    "model", option: "apply", .text,
    "The fitted model of an earlier survey, which codes and groups this one; nothing is fitted.")
  public static let title = Setting<String>("title", .anyText, "The title of the map sheet.")
  public static let credit = Setting<String>("credit", .anyText, "The line of credit.")
  public static let seed = Setting(
    "seed", option: "seed", .seed, default: 0, "Seed of every random choice.")
}

// MARK: what is shown

extension SurveySettings {
  public static let side = Setting<Int>(
    "view.side", option: "size", .from(8...512), unit: "pixels", chosen: "as the encoder likes",
    "Side of what the encoder sees.")
  public static let crop = Setting<Double>(
    "view.crop", option: "crop", .from(0.05...1),
    chosen: "all of it around sources of images, what holds the light of files",
    "Share of a cutout's side that is looked at, about its middle.")
  public static let stretch = Setting<PictureStretch>(
    "view.stretch", .cases, default: .sky, "How values become greys.")
  public static let polar = Setting<Survey.Polar>(
    "view.polar", .cases, default: .none,
    "Unwrapping about the middle, so that turned galaxies look alike.")
  public static let pictureBands = Setting<[Int]>(
    "view.picture-bands",
    .described("one band or three from 1 to 1000", type: "list", isListed: true) {
      [1, 3].contains($0.count) && $0.allSatisfy((1...1000).contains)
    }, chosen: "the last three in turn, or the first",
    "Bands of pictures: one, or red, green and blue.")
}

// MARK: how it is coded

extension SurveySettings {
  public static let encoder = Setting<Survey.Encoder.Method>(
    "encoder.method", option: "encoder", .cases, default: .autoencoder, "What sees the cutouts.")
  public static let symmetry = Setting<Survey.Encoder.Symmetry>(
    "encoder.symmetry", option: "symmetry", .cases, default: .dihedral,
    "Whether codes are averaged over rotations and reflections.")
  public static let weights = Setting<String>(
    "encoder.weights", option: "weights", .text,
    "The file of a pretrained network; see facies weights.")
  public static let features = Setting<NetworkOutput>(
    "encoder.features", .cases, default: .moments,
    "What of a pretrained network are the features.")
  public static let crops = Setting<[Double]>(
    "encoder.crops",
    .described("1 to 8 shares from 0.05 to 1", type: "list", isListed: true) {
      (1...8).contains($0.count) && $0.allSatisfy((0.05...1).contains)
    }, default: [1, 0.7143, 0.5],
    "Shares of the view that a pretrained network is shown one after another.")
  public static let latent = Setting(
    "encoder.latent", .from(1...4096), default: 40, "Length of an autoencoder's code.")
  public static let epochs = Setting(
    "encoder.epochs", .from(1...10_000), default: 60, "Passes over the sample, at most.")
  public static let sample = Setting(
    "encoder.sample", .from(16...1_000_000), unit: "cutouts", default: 20_000,
    "Cutouts that an autoencoder is trained on, at most.")
  public static let noise = Setting(
    "encoder.noise", .from(0.0...1.0), default: 0.0,
    "Deviation of the noise that an autoencoder learns to take away, as a share of the values' "
      + "range.")
  public static let denoised = Setting(
    "encoder.denoised", .flag, default: false,
    "Write denoised.fits, the cutouts as the autoencoder rebuilds them.")

  public static let components = Setting<Survey.Reduction.Components>(
    "reduction.components", option: "components",
    .described(
      "a number from 1 to 4096, a share of the variance from 0.01 to 0.9999, or jump",
      isListed: true
    ) {
      switch $0 {
      case .count(let count): (1...4096).contains(count)
      case .share(let share): (0.01...0.9999).contains(share)
      case .jump: true
      }
    }, chosen: "40 of pixels, all of an autoencoder's codes, 25 of a pretrained network's",
    "Principal components that are kept.")
  public static let whitening = Setting<Survey.Reduction.Whitening>(
    "reduction.whiten", option: "whiten", .cases,
    chosen: "full for pixels, none for an autoencoder, half for a pretrained network",
    "How far components are made equally wide.")
  public static let unitLength = Setting<Bool>(
    "reduction.unit-length", .flag, chosen: "true for a pretrained network, else false",
    "Bring codes to length 1.")
}

// MARK: what is measured

extension SurveySettings {
  public static let sersic = Setting(
    "measurements.sersic", .flag, default: true, "Fit a Sérsic profile.")
  public static let noMeasurements = Setting(
    "measurements", option: "no-measurements", .flag, default: false,
    "Group only: no shapes are measured.")
  public static let gain = Setting<Double>(
    "measurements.gain", .from(1e-9...1e12), unit: "electrons",
    chosen: "the noise of the sky", "Electrons per unit of the image.")
  public static let pointSpread = Setting<String>(
    "measurements.psf", .text, "A FITS image of the point-spread function.")

  /// Every key of a survey file, in the order of the documentation.
  public static let all = SurveyKeys.all.flatMap(\.settings)
}
