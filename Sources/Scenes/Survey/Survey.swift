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
  public var detection = Detection()
  public var cutouts = Cutouts()
  public var view = View()
  public var encoder = Encoder()
  public var reduction = Reduction()
  public var vote = Vote()
  /// Nil measures nothing.
  public var measurements: Measurements? = Measurements()
  /// A file of names for groups.
  public var classes: String?
  /// A model of an earlier survey that codes and groups this one; nothing is
  /// fitted then.
  public var model: String?
  public var title: String?
  public var credit: String?
  public var seed: UInt64 = 0

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
    public var raInHours = false
    /// What the catalogue calls the first pixel: 1 or 0.
    public var pixelOrigin = 1

    public init(path: String) { self.path = path }
  }

  /// Parameters of SExtractor, by its library SEP.
  public struct Detection: Sendable, Equatable {
    /// Deviations above the background.
    public var threshold = 1.5
    /// Pixels above the threshold that make a source.
    public var leastArea = 5
    /// Side of a mesh of the background, in pixels.
    public var mesh = 64
    /// Meshes whose median smooths the background.
    public var meshFilter = 3
    public var deblendLevels = 32
    public var deblendContrast = 0.005
    /// 0 does not clean.
    public var clean = 1.0
    /// Smooth with a 3 x 3 pyramid before the threshold.
    public var smooths = true
    /// Band that is looked at, from 1.
    public var band = 1

    public init() {}
  }

  /// What is cut out around every source.
  public struct Cutouts: Sendable, Equatable {
    /// Pixels along a side; nil takes 64 for a catalogue, and what holds most
    /// sources for detected ones.
    public var size: Int?
    /// Take the pixels of neighbours out before codes are made.
    public var masksNeighbours = true

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
    public var stretch = "sky"
    public var polar = Polar.none
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
    public enum Method: String, Sendable, CaseIterable {
      /// The pixels themselves.
      case pixels
      /// A convolutional autoencoder that is trained on the survey.
      case autoencoder
      /// A network whose weights are in a file.
      case pretrained
    }

    public var method = Method.autoencoder
    /// The file of a pretrained network.
    public var weights: String?
    /// What of a pretrained network are its features: `moments` of its last
    /// block, or what its classifier is given (`head`).
    public var features = "moments"
    /// Shares of the view, about its middle, that a pretrained network is shown
    /// one after another.
    public var crops = [1, 0.7143, 0.5]
    /// Length of an autoencoder's code.
    public var latent = 40
    /// Passes over the sample, at most.
    public var epochs = 60
    /// Cutouts that it is trained on, at most.
    public var sample = 20_000
    /// Deviation of the noise that it learns to take away, as a share of the
    /// values' range.
    public var noise = 0.0
    /// Write the cutouts as the autoencoder rebuilds them.
    public var writesDenoised = false
    /// Average codes over the eight rotations and reflections.
    public var isSymmetric = true

    public init() {}
  }

  /// How features become few codes.
  public struct Reduction: Sendable, Equatable {
    public enum Components: Sendable, Equatable {
      case count(Int)
      /// As many as explain this share of the variance.
      case share(Double)
      /// Up to the largest jump between successive singular values.
      case jump
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

  /// How codes are grouped.
  public struct Vote: Sendable, Equatable {
    /// Clusters of every member; nil takes 20, fewer where there are few
    /// objects.
    public var groups: Int?
    public var members = ["k-means", "ward", "birch"]
    public var rule = "unanimous"
    /// Nil takes assignment, or majority for codes of length 1.
    public var alignment: String?
    /// How rejected objects are given a group: none, knn or softmax.
    public var completion = "knn"
    /// Resamples that every member is fitted on; 0 fits each once.
    public var bootstraps = 0
    /// Largest radius of BIRCH's subclusters (nil takes 0.5, or 0.1 for codes of
    /// length 1), and entries of a node of its tree.
    public var birchThreshold: Double?
    public var birchBranching = 50
    /// Most objects that the members are fitted on.
    public var fitSamples = 20_000

    public init() {}
  }

  /// What is measured on every source.
  public struct Measurements: Sendable, Equatable {
    /// Fit a Sérsic profile.
    public var fitsSersic = true
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
    /// Fang et al. (2025), A&A 693, A141, with the code yao19990/eUML: polar
    /// images, components up to the jump of singular values, clusters named by
    /// those of k-means by majority, all members of one mind.
    case fang2025
  }

  /// Takes over what a preset says.
  public mutating func apply(_ preset: Preset) {
    self.preset = preset
    switch preset {
    case .fang2025:
      view.polar = .fang2025
      encoder.isSymmetric = false
      reduction = Reduction()
      reduction.components = .jump
      reduction.whitening = Reduction.Whitening.none
      reduction.isUnitLength = false
      encoder.features = "head"
      encoder.crops = [1]
      view.crop = 1
      vote = Vote()
      vote.groups = 20
      vote.alignment = "majority"
      vote.birchThreshold = 0.5
      vote.completion = "none"
    }
  }
}
