package import Features
import Foundation

/// A multispectral sensor as the simulator sees it.
package enum SimulatedSensor: String, Sendable, CaseIterable {
  case landsat8, sentinel2, aster

  /// One band with a Gaussian response.
  package struct Band: Sendable, Hashable {
    /// The sensor's own name, such as "B4".
    package let name: String
    /// The common name, such as "red"; the description in the file.
    package let commonName: String
    /// In micrometres.
    package let centre: Double
    /// Full width at half maximum in micrometres.
    package let width: Double

    init(_ name: String, _ commonName: String, _ centre: Double, _ width: Double) {
      self.name = name
      self.commonName = commonName
      self.centre = centre
      self.width = width
    }
  }

  /// Reflective land bands: centres and widths after the USGS page "Landsat 8
  /// OLI", ESA's "Sentinel-2 MSI spectral responses" and the "ASTER User
  /// Handbook" version 2, rounded.
  package var bands: [Band] {
    switch self {
    case .landsat8: Self.operationalLandImager
    case .sentinel2: Self.multispectralInstrument
    case .aster: Self.advancedSpaceborne
    }
  }

  /// Ground size of a pixel in metres; coarser bands are simulated at it too.
  package var pixelMetres: Double {
    switch self {
    case .landsat8: 30
    case .sentinel2: 10
    case .aster: 15
    }
  }

  /// Signal over standard deviation at a reflectance of 0.2: of the order
  /// that the sensors' own requirements state.
  var signalToNoise: Double {
    switch self {
    case .landsat8: 200
    case .sentinel2: 130
    case .aster: 90
    }
  }

  /// Standard deviation in pixels of the point spread function: 0.45 leaves
  /// exp(-2 pi^2 0.45^2 / 4) = 0.37 of the contrast at the Nyquist frequency.
  var pointSpread: Double {
    switch self {
    case .landsat8: 0.45
    case .sentinel2: 0.5
    case .aster: 0.45
    }
  }

  private static let operationalLandImager: [Band] = [
    Band("B1", "coastal", 0.443, 0.016), Band("B2", "blue", 0.482, 0.060),
    Band("B3", "green", 0.561, 0.057), Band("B4", "red", 0.655, 0.037),
    Band("B5", "nir", 0.865, 0.028), Band("B6", "swir1", 1.609, 0.085),
    Band("B7", "swir2", 2.201, 0.187),
  ]

  private static let multispectralInstrument: [Band] = [
    Band("B02", "blue", 0.492, 0.066), Band("B03", "green", 0.560, 0.036),
    Band("B04", "red", 0.665, 0.031), Band("B05", "rededge1", 0.704, 0.015),
    Band("B06", "rededge2", 0.740, 0.015), Band("B07", "rededge3", 0.783, 0.020),
    Band("B08", "nir", 0.833, 0.106), Band("B8A", "nir08", 0.865, 0.021),
    Band("B11", "swir1", 1.614, 0.091), Band("B12", "swir2", 2.202, 0.175),
  ]

  private static let advancedSpaceborne: [Band] = [
    Band("B01", "green", 0.556, 0.080), Band("B02", "red", 0.661, 0.060),
    Band("B3N", "nir", 0.807, 0.100), Band("B04", "swir1", 1.656, 0.100),
    Band("B05", "swir2-2165", 2.167, 0.040), Band("B06", "swir2-2205", 2.209, 0.040),
    Band("B07", "swir2-2260", 2.262, 0.050), Band("B08", "swir2-2330", 2.336, 0.070),
    Band("B09", "swir2-2395", 2.400, 0.070),
  ]
}

extension SimulatedSensor.Band {
  /// Mean reflectance of a spectrum under the response exp(-4 ln 2 (x - c)^2
  /// / w^2), by the sum over 81 wavelengths within twice the width.
  package func reflectance(of material: Material) -> Double {
    let offsets = (-40...40).map { Double($0) / 20 }
    let weights = offsets.map { exp(-4 * log(2) * $0 * $0) }
    let total = weights.reduce(0, +)
    let sum = zip(offsets, weights).reduce(0) { sum, item in
      sum + item.1 * material.reflectance(atMicrometres: centre + item.0 * width)
    }
    return sum / total
  }
}
