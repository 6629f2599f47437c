/// A surface material with its reflectance spectrum.
///
/// The spectra of this folder are a *schematic table*: our own approximations
/// drawn through a few knots, guided by the published positions of absorption
/// features, and not copies of any measured library. They serve to say what a
/// unit may resemble (``MaterialMatch``), and to simulate scenes whose units
/// differ the way real ones do. Positions after
/// - G. R. Hunt, "Spectral signatures of particulate minerals in the visible
///   and near infrared", Geophysics 42 (1977);
/// - R. N. Clark, "Spectroscopy of rocks and minerals, and principles of
///   spectroscopy", Manual of Remote Sensing vol. 3 (1999);
/// - R. F. Kokaly et al., "USGS Spectral Library Version 7", USGS Data Series
///   1035 (2017).
package struct Material: Sendable {
  /// Wavelength in micrometres and reflectance from 0 to 1.
  package typealias Knot = (micrometres: Double, reflectance: Double)

  package let name: String
  /// In the order of wavelength, from 0.40 to 2.50 micrometres.
  package let knots: [Knot]
  /// Centres in micrometres of the absorption features that the table shows.
  package let features: [Double]

  package init(_ name: String, features: [Double], _ knots: [Knot]) {
    self.name = name
    self.features = features
    self.knots = knots
  }

  /// Linear between the knots, constant beyond the first and the last.
  package func reflectance(atMicrometres wavelength: Double) -> Double {
    guard let first = knots.first, let last = knots.last else { return 0 }
    if wavelength <= first.micrometres { return first.reflectance }
    if wavelength >= last.micrometres { return last.reflectance }
    let right = knots.firstIndex { $0.micrometres >= wavelength } ?? knots.count - 1
    let (a, b) = (knots[right - 1], knots[right])
    let t = (wavelength - a.micrometres) / (b.micrometres - a.micrometres)
    return a.reflectance + t * (b.reflectance - a.reflectance)
  }
}
