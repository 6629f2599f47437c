/// Parts of the spectrum that rules of covers speak of.
package enum SpectralRole: Int, CaseIterable, Sendable {
  case blue, green, red, redEdge, nir, swir1, swir2
  /// Kelvins.
  case thermal

  /// As bands are called.
  var names: [String] {
    switch self {
    case .blue: ["blue"]
    case .green: ["green"]
    case .red: ["red"]
    case .redEdge: ["rededge1", "rededge"]
    case .nir: ["nir", "nir08"]
    case .swir1: ["swir1"]
    case .swir2: ["swir2"]
    case .thermal: ["thermal1", "thermal", "tir4", "tir13"]
    }
  }

  /// Micrometres.
  var range: ClosedRange<Double> {
    switch self {
    case .blue: 0.44...0.52
    case .green: 0.53...0.60
    case .red: 0.62...0.69
    case .redEdge: 0.70...0.72
    case .nir: 0.76...0.90
    case .swir1: 1.54...1.75
    case .swir2: 2.05...2.35
    case .thermal: 10...12.5
    }
  }

  /// The best place in the range.
  var centre: Double {
    switch self {
    case .blue: 0.482
    case .green: 0.56
    case .red: 0.66
    case .redEdge: 0.705
    case .nir: 0.85
    case .swir1: 1.61
    case .swir2: 2.20
    case .thermal: 10.9
    }
  }
}

/// Where a scene's roles are among its planes.
package struct SpectralRoles: Sendable, Equatable {
  /// A band with what its values are.
  package struct Band: Sendable {
    package var plane: Int
    package var name: String
    package var wavelength: Double?
    package var isReflectance: Bool
    package var isTemperature: Bool

    package init(
      plane: Int, name: String, wavelength: Double?, isReflectance: Bool, isTemperature: Bool
    ) {
      (self.plane, self.name, self.wavelength) = (plane, name.lowercased(), wavelength)
      (self.isReflectance, self.isTemperature) = (isReflectance, isTemperature)
    }
  }

  package private(set) var planes: [SpectralRole: Int] = [:]

  /// Bands with a wavelength are told by it, others by their name; only reflectances count, and
  /// temperatures as thermal.
  package init(_ bands: [Band]) {
    for role in SpectralRole.allCases {
      let fit = bands.filter { role == .thermal ? $0.isTemperature : $0.isReflectance }
      let placed = fit.filter { $0.wavelength.map(role.range.contains) ?? false }
      let nearest = placed.min {
        abs(($0.wavelength ?? 0) - role.centre) < abs(($1.wavelength ?? 0) - role.centre)
      }
      let named = fit.first { $0.wavelength == nil && role.names.contains($0.name) }
      planes[role] = (nearest ?? named)?.plane
    }
  }

  package func has(_ roles: [SpectralRole]) -> Bool { roles.allSatisfy { planes[$0] != nil } }

  /// The values of a pixel or mean spectrum.
  package func values(of spectrum: (Int) -> Double) -> Reflectances {
    var out = Reflectances()
    for (role, plane) in planes { out[role] = spectrum(plane) }
    return out
  }
}

/// A spectrum by roles; NaN where the scene has no such band.
package struct Reflectances: Sendable {
  private var values = [Double](repeating: .nan, count: SpectralRole.allCases.count)

  package init() {}

  package subscript(role: SpectralRole) -> Double {
    get { values[role.rawValue] }
    set { values[role.rawValue] = newValue }
  }

  /// The mean of the visible bands that there are.
  package var visible: Double {
    let known = [self[.blue], self[.green], self[.red]].filter { !$0.isNaN }
    return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
  }

  /// The quotient of two bands.
  package func ratio(_ a: SpectralRole, _ b: SpectralRole) -> Double { self[a] / self[b] }

  /// The normalised difference of two bands.
  package func difference(_ a: SpectralRole, _ b: SpectralRole) -> Double {
    (self[a] - self[b]) / (self[a] + self[b])
  }
}
