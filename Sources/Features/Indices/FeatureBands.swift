import Rasters

/// A band as features know it.
package struct FeatureBand: Sendable, Equatable {
  package let name: String
  /// What its product calls it: "B4".
  package let label: String
  /// Micrometres.
  package let wavelength: Double?
  /// Its values are kelvins, of which no ratio means anything.
  package let isTemperature: Bool

  package init(
    name: String, label: String = "", wavelength: Double? = nil, isTemperature: Bool = false
  ) {
    self.name = name
    self.label = label
    self.wavelength = wavelength
    self.isTemperature = isTemperature
  }
}

/// The bands that a scene is read with, in the order of their planes.
package struct FeatureBands: Sendable, Equatable {
  package let list: [FeatureBand]
  package let family: SensorFamily
  /// What errors call the scene.
  package let title: String

  package init(_ list: [FeatureBand], sensor: String = "", title: String) {
    self.list = list
    self.title = title
    family = SensorFamily(sensor: sensor, bands: list)
  }

  /// The plane of a band: by name, else by label (both without case), else
  /// by another name that its sensor's family has for it.
  func plane(of name: String) -> Int? {
    let wanted = name.lowercased()
    return list.firstIndex { $0.name.lowercased() == wanted }
      ?? list.firstIndex { $0.label.lowercased() == wanted }
      ?? family.aliases[wanted].flatMap { others in
        list.firstIndex { others.contains($0.name) || others.contains($0.label) }
      }
  }

  /// "'scene.tif' has blue, green, red".
  var listing: String { "'\(title)' has \(list.map(\.name).joined(separator: ", "))" }

  func hint(for name: String) -> String {
    DidYouMean.hint(for: name, among: list.flatMap { [$0.name, $0.label] }.filter { !$0.isEmpty })
  }
}
