/// The constants of statmorph 0.7.2 (Rodriguez-Gomez et al. 2019, MNRAS 483,
/// 4140), which the measurements agree with.
enum Conventions {
  /// Side of a stamp over that of the source's bounding box.
  static let cutoutExtent = 2.5
  /// Least side of a stamp, pixels.
  static let minimumCutout = 48
  /// A pixel this many standard deviations of its eight neighbours away from
  /// their mean is an outlier (Lotz et al. 2004).
  static let outlierSigmas = 10.0
  /// Width of the annuli of radial profiles, pixels.
  static let annulusWidth = 1.0
  /// Mean flux at the Petrosian radius over that within it.
  static let petrosianRatio = 0.2
  /// Smoothing of the Gini segment in Petrosian radii.
  static let giniSmoothing = 0.2
  /// Side of the box of sky, pixels; halved until one is found.
  static let skyboxSize = 32
  /// Aperture of concentration, asymmetry and smoothness in Petrosian radii.
  static let apertureRadii = 1.5
  /// Boxcar and inner edge of the smoothness in Petrosian radii.
  static let smoothnessRadii = 0.25
  /// Steps of the basin hopping of the multimode statistic.
  static let basinHops = 5
  /// Smoothing of the intensity statistic, pixels.
  static let intensitySigma = 1.0
  /// Aperture of the total flux in Petrosian radii (SDSS).
  static let fluxRadii = 2.0
  /// Boxcar of the shape asymmetry's segment, pixels.
  static let shapeBoxcar = 3
  /// Common area of the Gini and the MID segment over the larger of them
  /// below which they are suspect.
  static let leastOverlap = 0.25
  /// What a measurement without a value is written as.
  static let invalid = -99.0
}
