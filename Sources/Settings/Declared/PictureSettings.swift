/// How values become greys.
public enum PictureStretch: String, Sendable, CaseIterable, Codable {
  /// From the 0.5th to the 99.5th percentile, asinh(10 t) / asinh(10), t from a deviation of the sky
  /// below it: the noise stays dark however faint the source is.
  case sky
  /// asinh(10 t) / asinh(10), t from the 0.5th to the 99.5th percentile.
  case asinh
  /// log(1 + 1000 t) / log(1001), t from the 0.5th to the 99.5th percentile.
  case log
  /// From the least to the largest value.
  case linear
  /// From the 0.5th to the 99.5th percentile.
  case percentile
  /// Between IRAF's z-scale limits.
  case zscale
}

/// What cutouts are written as.
public enum CutoutFormat: String, Sendable, CaseIterable, Codable {
  /// A FITS file each.
  case fits
  /// A picture each.
  case png
  /// One FITS file of all of them.
  case cube
}

/// What `facies cutouts` cuts out and writes.
public enum CutoutSettings {
  public static let size = Setting(
    "size", option: "size", .from(1...4096), unit: "pixels", default: 64,
    "Side of the cutouts that are written.")
  public static let detect = Setting(
    "detect", option: "detect", .flag, default: false, "Find the sources.")
  public static let isNorthUp = Setting(
    "north-up", option: "north-up", .flag, default: false,
    "Turn them: north up, east to the left, resampled bilinearly by the sky coordinates.")
  public static let masksNeighbours = Setting(
    "mask-neighbours", option: "mask-neighbours", .flag, default: false,
    "Take the pixels of neighbours out of the cutouts.")
  public static let format = Setting<CutoutFormat>(
    "format", option: "format", .cases, default: .fits,
    "A FITS file or a picture each, or one FITS file of all (cube).")
  public static let image = Setting<String>(
    "extension", option: "extension", .text, chosen: "the first",
    "Number (0 is the primary) or name of the image in a file.")
  public static let stretch = Setting<PictureStretch>(
    "stretch", option: "stretch", .cases, default: .asinh, "How values become greys.")
  public static let limits = Setting<String>(
    "limits", option: "limits", .described("two rising values such as -0.1,5"),
    chosen: "each cutout's own", "Values of black and white of all pictures, such as -0.1,5.")
  public static let pictureBands = Setting<[Int]>(
    "png-bands", option: "png-bands", .described("one band or three (red, green, blue)"),
    default: [1], "The band of grey pictures, or three for red, green and blue.")

  public static let all = [
    size.description, detect.description, isNorthUp.description, masksNeighbours.description,
    format.description, image.description, stretch.description, limits.description,
    pictureBands.description,
  ]
}

/// How sources of a segmentation image are measured.
public enum MeasureSettings {
  public static let weight = Setting<String>(
    "weight", option: "weight", .text, "Image of one standard deviation per pixel (no variances).")
  public static let gain = Setting<Double>(
    "gain", option: "gain", .above(0), unit: "electrons", "Electrons per unit of the image.")

  public static let all = [weight.description, gain.description]
}
