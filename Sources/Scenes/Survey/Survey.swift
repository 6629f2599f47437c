public import Clusterers
import Fitting
public import Settings

/// What is to be done with an image of the sky, or with a folder of cutouts:
/// find sources, cut them out, turn them into codes, group them by a vote,
/// measure them, and write a catalogue. Read from a survey file or made from
/// an input with the standard settings.
public struct Survey: Sendable, Equatable {
  /// What is read.
  public enum Input: Sendable, Equatable {
    /// FITS images of one size that are bands, or one with several planes.
    case images([String])
    /// A folder of cutouts; each file is an object.
    case folder(String)
    /// A file with many images: NumPy, IDX or MATLAB 5.
    case stack(String)
  }

  public var name: String
  public var input: Input
  /// The published way that the others change.
  public private(set) var preset: Preset?
  /// Number or name of the image in a FITS file; nil takes the first.
  public var image: String?
  /// Names of the bands, in their order; nil numbers them.
  public var bandNames: [String]?
  /// Where sources are; nil finds them.
  public var catalogue: Catalogue?
  public var detection = DetectionSettings()
  public var cutouts = Cutouts()
  public var view = View()
  public var encoder = Encoder()
  public var reduction = Reduction()
  public var vote = VoteRequest()
  /// Nil measures nothing.
  public var measurements: Measurements? = Measurements()
  /// A file of names for groups.
  public var classes: String?
  /// A model of an earlier survey that codes and groups this one; nothing is
  /// fitted then.
  public var model: String?
  public var title: String?
  public var credit: String?
  public var seed = SurveySettings.seed.default

  public init(name: String, input: Input) {
    self.name = name
    self.input = input
  }

  /// A list of sources.
  public struct Catalogue: Sendable, Equatable {
    /// CSV, FITS table, VOTable or GeoPackage.
    public var path: String
    /// Names of columns by `id`, `ra`, `dec`, `x` and `y`; the usual names are
    /// found without.
    public var columns: [String: String] = [:]
    /// Plain numbers of right ascension are hours.
    public var raInHours = CatalogueSettings.raInHours.default
    /// What the catalogue calls the first pixel: 1 or 0; nil takes what columns of their names
    /// count from.
    public var pixelOrigin: Int?

    public init(path: String) { self.path = path }
  }

  /// What is cut out around every source.
  public struct Cutouts: Sendable, Equatable {
    /// Pixels along a side; nil takes 64 for a catalogue, and what holds most
    /// sources for detected ones.
    public var size: Int?
    /// Take the pixels of neighbours out before codes are made.
    public var masksNeighbours = SurveySettings.masksNeighbours.default

    public init() {}
  }

  /// How a cutout is shown to the encoder, and to people.
  public struct View: Sendable, Equatable {
    /// Pixels along a side of what the encoder sees; nil takes its own.
    public var side: Int?
    /// The share of a cutout's side that is looked at, about its middle; nil
    /// takes all of it around sources of an image, and of files what holds most
    /// of the light in their middle.
    public var crop: Double?
    /// How values become greys.
    public var stretch = SurveySettings.stretch.default
    public var polar = SurveySettings.polar.default
    /// Bands of pictures, one or three (red, green, blue), from 1; nil takes
    /// the last three in turn where there are three, else the first.
    public var pictureBands: [Int]?

    public init() {}
  }

  /// Unwrapping about the middle, so that turned galaxies look alike.
  public enum Polar: String, Sendable, CaseIterable {
    case none
    /// Bilinear, from the direction of the second moments.
    case moments
    /// As Fang et al. (2025) published it.
    case fang2025
  }

  /// What turns pixels into features.
  public struct Encoder: Sendable, Equatable {
    /// How pixels are looked at.
    public enum Method: String, Sendable, CaseIterable {
      /// The pixels themselves.
      case pixels
      /// A convolutional autoencoder that is trained on the survey.
      case autoencoder
      /// A network whose weights are in a file.
      case pretrained
    }

    /// Whether codes are averaged over the eight rotations and reflections.
    public enum Symmetry: String, Sendable, CaseIterable { case none, dihedral }

    public var method = SurveySettings.encoder.default
    /// The file of a pretrained network.
    public var weights: String?
    /// What of a pretrained network are its features.
    public var features = SurveySettings.features.default
    /// Shares of the view, about its middle, that a pretrained network is shown
    /// one after another.
    public var crops = SurveySettings.crops.default
    /// Length of an autoencoder's code.
    public var latent = SurveySettings.latent.default
    /// Passes over the sample, at most.
    public var epochs = SurveySettings.epochs.default
    /// Cutouts that it is trained on, at most.
    public var sample = SurveySettings.sample.default
    /// Deviation of the noise that it learns to take away, as a share of the
    /// values' range.
    public var noise = SurveySettings.noise.default
    /// Write the cutouts as the autoencoder rebuilds them.
    public var writesDenoised = SurveySettings.denoised.default
    /// Average codes over the eight rotations and reflections.
    public var isSymmetric = SurveySettings.symmetry.default == .dihedral

    /// The same in the words of survey files.
    var symmetry: Symmetry {
      get { isSymmetric ? .dihedral : .none }
      set { isSymmetric = newValue == .dihedral }
    }

    public init() {}
  }

  /// How features become few codes.
  public struct Reduction: Sendable, Equatable {
    public enum Components: Sendable, Equatable, CustomStringConvertible {
      case count(Int)
      /// As many as explain this share of the variance.
      case share(Double)
      /// Up to the largest jump between successive singular values.
      case jump

      public var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .share(let share): "\(share)"
        case .jump: "jump"
        }
      }
    }

    /// How far components are made equally wide.
    public enum Whitening: String, Sendable, CaseIterable { case none, half, full }

    /// Nil takes what serves the encoder: 40 of pixels, all of an autoencoder's
    /// codes, 25 of a pretrained network's.
    public var components: Components?
    /// Nil takes full for pixels, none for an autoencoder, half for a
    /// pretrained network.
    public var whitening: Whitening?
    /// Bring codes to length 1; nil does so for a pretrained network's.
    public var isUnitLength: Bool?

    public init() {}
  }

  /// What is measured on every source.
  public struct Measurements: Sendable, Equatable {
    /// Fit a Sérsic profile.
    public var fitsSersic = SurveySettings.sersic.default
    /// Electrons per unit of the image; nil takes the noise of the sky.
    public var gain: Double?
    /// A FITS image of the point-spread function.
    public var pointSpread: String?

    public init() {}
  }
}

extension Survey {
  /// Ways that were published.
  public enum Preset: String, Sendable, CaseIterable {
    /// Fang et al. (2025), "Unsupervised machine learning of galaxy morphology", A&A 693, A141, with
    /// the code yao19990/eUML: polar images, components up to the jump of singular values; k-means,
    /// Ward and BIRCH with scikit-learn's thresholds on codes as they are, 20 groups, clusters named
    /// by those of k-means by majority, all members of one mind.
    case fang2025

    /// How codes are voted on.
    public var vote: VoteRequest {
      var vote = VoteRequest()
      vote.groups = 20
      vote.alignment = .majority
      vote.birchThreshold = 0.5
      vote.completion = .none
      return vote
    }

    /// How far components are made equally wide.
    public var whitening: Reduction.Whitening { .none }

    /// Whether features of a table are brought to mean 0 and deviation 1.
    public var scalesTables: Bool { false }

    /// How features become codes.
    public var reduction: Reduction {
      var reduction = Reduction()
      reduction.components = .jump
      reduction.whitening = whitening
      reduction.isUnitLength = false
      return reduction
    }
  }

  /// Takes over what a preset says.
  public mutating func apply(_ preset: Preset) {
    self.preset = preset
    view.polar = .fang2025
    view.crop = 1
    encoder.isSymmetric = false
    encoder.features = .head
    encoder.crops = [1]
    reduction = preset.reduction
    vote = preset.vote
  }
}
