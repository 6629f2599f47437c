import Foundation
package import Rasters

/// What the calibrated values of a band are.
package enum Quantity: String, Sendable, Equatable, CaseIterable {
  case reflectance
  case emissivity
  case temperature
  case radiance
  case digitalNumber = "digital-number"
  case elevation, slope, roughness

  /// The unit as it is printed.
  package var unit: String {
    switch self {
    case .reflectance, .emissivity: "1"
    case .temperature: "K"
    case .radiance: "W/(m2 sr um)"
    case .digitalNumber: "DN"
    case .elevation, .roughness: "m"
    case .slope: "degree"
    }
  }
}

/// From stored numbers (DN) to physical values.
package enum Calibration: Sendable, Equatable {
  /// `gain * DN + offset`
  case linear(gain: Double, offset: Double)
  /// Radiance `L = gain * DN + offset`, then the inverse of Planck's law,
  /// `k2 / ln(k1 / L + 1)`, in kelvins.
  case brightnessTemperature(gain: Double, offset: Double, k1: Double, k2: Double)

  package static let identity = Calibration.linear(gain: 1, offset: 0)

  /// The physical value of a stored one; NaN where there is none.
  package func value(of dn: Double) -> Double {
    switch self {
    case .linear(let gain, let offset): return gain * dn + offset
    case .brightnessTemperature(let gain, let offset, let k1, let k2):
      let radiance = gain * dn + offset
      return radiance > 0 ? k2 / log(k1 / radiance + 1) : .nan
    }
  }
}

extension Calibration: CustomStringConvertible {
  package var description: String {
    switch self {
    case .linear(let gain, let offset): return Self.line(gain, offset)
    case .brightnessTemperature(let gain, let offset, let k1, let k2):
      return "\(k2) / ln(\(k1) / (\(Self.line(gain, offset))) + 1)"
    }
  }

  private static func line(_ gain: Double, _ offset: Double) -> String {
    let product = gain == 1 ? "DN" : String(format: "%.6g DN", gain)
    if offset == 0 { return product }
    return product + String(format: offset < 0 ? " - %.6g" : " + %.6g", abs(offset))
  }
}

/// One band of a scene: where its numbers are and what they mean.
package struct BandSource: Sendable, Equatable {
  /// What people call it: "red".
  package var name: String
  /// What its product calls it: "B4".
  package var label: String
  /// Which of several inputs it comes from; empty where there is one.
  package var input = ""
  /// Its name in its input, where `name` had to say which.
  package var plainName: String
  /// As ``RasterDataset`` opens it.
  package var path: String
  /// In the file, from 1.
  package var band: Int
  /// The grid of the file; placed by the product where the file is not.
  package var grid: Grid
  package var calibration: Calibration
  /// Stored values that mean "no data"; NaN always does.
  package var noData: [Double]
  /// Those among integers of 64 bits, exactly.
  package var wholeNoData: [Int128] = []
  /// Stored values that can be data, where the file says so.
  package var validRange: ClosedRange<Double>?
  package var quantity: Quantity
  /// Centre wavelength in micrometres.
  package var wavelength: Double?
  package var blockWidth: Int
  package var blockHeight: Int
  package var type: SampleType
  /// Emitted, not reflected, light.
  package var isThermal: Bool
  /// The file has a mask of its own for this band
  /// (``RasterDataset/readMask(band:window:into:rowStride:)``).
  package var hasMaskBand: Bool
  /// What is computed of the stored heights, on the file's own grid.
  package var terrain: TerrainDerivative?
  /// Rows of the file that lie under one full row of the frame, where its
  /// grid is turned against the frame's.
  package var rowsUnderRow = 1

  package init(
    name: String, label: String, path: String, band: Int = 1, grid: Grid,
    calibration: Calibration = .identity, noData: [Double] = [],
    quantity: Quantity = .digitalNumber, wavelength: Double? = nil, blockWidth: Int = 1,
    blockHeight: Int = 1, type: SampleType = .float32, isThermal: Bool = false,
    hasMaskBand: Bool = false
  ) {
    self.name = name
    plainName = name
    self.label = label
    self.path = path
    self.band = band
    self.grid = grid
    self.calibration = calibration
    self.noData = noData
    self.quantity = quantity
    self.wavelength = wavelength
    self.blockWidth = blockWidth
    self.blockHeight = blockHeight
    self.type = type
    self.isThermal = isThermal
    self.hasMaskBand = hasMaskBand
  }
}

extension BandSource {
  /// All that the band's stored values say of where there is no data.
  package var absent: AbsentValues {
    AbsentValues(type, values: noData, wholes: wholeNoData, validRange: validRange)
  }

  /// How stored values become the band's, for people.
  package var scalingText: String {
    switch terrain?.kind {
    case nil: "\(calibration)"
    case .slope: "Horn 1981 of heights, degrees"
    case .roughness: "range of 3x3 heights, metres"
    }
  }
}

/// One reason to reject a pixel.
package struct QualityTest: Sendable, Equatable {
  package enum Rule: Sendable, Equatable {
    /// Rejected if any of these bits is set.
    case anyBit(UInt32)
    /// Rejected if the value is one of these.
    case values(Set<Int>)

    package func rejects(_ value: Int) -> Bool {
      switch self {
      case .anyBit(let mask): UInt32(truncatingIfNeeded: value) & mask != 0
      case .values(let values): values.contains(value)
      }
    }
  }

  /// "cloud"
  package var name: String
  package var rule: Rule

  package init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }
}

/// A raster of quality flags, and what is rejected for them.
package struct QualityLayer: Sendable, Equatable {
  package var path: String
  package var band: Int
  package var grid: Grid
  /// In order: a pixel counts for the first that rejects it.
  package var tests: [QualityTest]
  /// Values beside the flags that say nothing about a pixel.
  package var noData: [Double]

  package init(
    path: String, band: Int = 1, grid: Grid, tests: [QualityTest], noData: [Double] = []
  ) {
    self.path = path
    self.band = band
    self.grid = grid
    self.tests = tests
    self.noData = noData
  }
}

/// One of several products that a scene is made of.
package struct StackInput: Sendable, Equatable {
  /// "s2"
  package var name: String
  package var sensor: String
  package var acquired: String?

  package init(name: String, sensor: String, acquired: String? = nil) {
    self.name = name
    self.sensor = sensor
    self.acquired = acquired
  }
}

extension BandStack {
  /// Days on which the inputs were taken, each once, in the order of time.
  package var dates: [String] {
    let all = inputs.isEmpty ? [acquired] : inputs.map(\.acquired)
    return Set(all.compactMap { $0.map { String($0.prefix(10)) } }).sorted()
  }
}

/// A scene as it will be read: chosen bands, quality layers, and the grid
/// that everything is read on.
package struct BandStack: Sendable, Equatable {
  package var name: String
  /// "Landsat 8 C2 L1TP", or "raster".
  package var product: String
  /// "toa-reflectance", "surface-reflectance", "radiance",
  /// "digital-number", …: a model is used only on the level it was fitted on.
  package var level: String
  package var sensor: String
  /// The finest grid of the bands.
  package var grid: Grid
  package var bands: [BandSource]
  /// Bands that are read for masks only, beside those.
  package var maskBands: [BandSource]
  package var quality: [QualityLayer]
  /// For the report: how placed, what is resampled, what is missing.
  package var notes: [String]
  /// ISO 8601, as far as the product says.
  package var acquired: String?
  /// Every local file that was or will be read.
  package var files: [String]
  /// What it is made of, where that is more than one product.
  package var inputs: [StackInput] = []
  /// The part of the grid that all inputs cover.
  package var footprint: Window?

  package init(
    name: String, product: String, level: String, sensor: String = "", grid: Grid,
    bands: [BandSource], maskBands: [BandSource] = [], quality: [QualityLayer] = [],
    notes: [String] = [], acquired: String? = nil, files: [String] = []
  ) {
    self.name = name
    self.product = product
    self.level = level
    self.sensor = sensor
    self.grid = grid
    self.bands = bands
    self.maskBands = maskBands
    self.quality = quality
    self.notes = notes
    self.acquired = acquired
    self.files = files
  }

  /// What the planes of a strip hold: the bands, then those for masks only.
  package var planes: [BandSource] { bands + maskBands }

  /// What is mapped where no region is asked for.
  package var extent: Window { footprint ?? grid.extent }
}
