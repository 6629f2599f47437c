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
  /// Which of several inputs it comes from; empty where there is one.
  package let input: String
  /// Its name in its input; `name` itself where that is enough.
  package let plainName: String

  package init(
    name: String, label: String = "", wavelength: Double? = nil, isTemperature: Bool = false,
    input: String = "", plainName: String? = nil
  ) {
    self.name = name
    self.label = label
    self.wavelength = wavelength
    self.isTemperature = isTemperature
    self.input = input
    self.plainName = plainName ?? name
  }

  /// "s2.red"
  var fullName: String { input.isEmpty ? name : "\(input).\(plainName)" }
}

/// The bands that a scene is read with, in the order of their planes.
package struct FeatureBands: Sendable, Equatable {
  package let list: [FeatureBand]
  /// The family of the only input.
  package let family: SensorFamily
  /// What errors call the scene.
  package let title: String
  /// The bands of each input, where there are several.
  private let parts: [Part]

  private struct Part: Sendable, Equatable {
    let input: String
    let family: SensorFamily
    let planes: [Int]
  }

  /// `sensors` are those of inputs by their names, in order, where the scene
  /// is made of several.
  package init(
    _ list: [FeatureBand], sensor: String = "",
    inputs sensors: [(name: String, sensor: String)] = [], title: String
  ) {
    self.list = list
    self.title = title
    family = SensorFamily(sensor: sensor, bands: list)
    parts = sensors.map { name, sensor in
      let planes = list.indices.filter { list[$0].input == name }
      return Part(
        input: name, family: SensorFamily(sensor: sensor, bands: planes.map { list[$0] }),
        planes: planes)
    }
  }

  /// The plane of a band: by name, else by label (both without case), else
  /// by another name that its sensor's family has for it. Of several inputs
  /// a name that more than one has means nothing: "s2.red" does.
  package func plane(of name: String) -> Int? {
    let wanted = name.lowercased()
    guard !parts.isEmpty else { return plane(of: wanted, among: Array(list.indices), family) }
    let found = planes(of: wanted)
    return found.count == 1 ? found[0] : nil
  }

  /// In each input, without case; of one input where the name says which.
  private func planes(of wanted: String) -> [Int] {
    let named = parts.filter { wanted.hasPrefix($0.input.lowercased() + ".") }
    let inside = named.compactMap { part in
      plane(of: String(wanted.dropFirst(part.input.count + 1)), among: part.planes, part.family)
    }
    return inside.isEmpty
      ? parts.compactMap { plane(of: wanted, among: $0.planes, $0.family) } : inside
  }

  private func plane(of wanted: String, among planes: [Int], _ family: SensorFamily) -> Int? {
    planes.first { list[$0].plainName.lowercased() == wanted }
      ?? planes.first { list[$0].label.lowercased() == wanted }
      ?? family.aliases[wanted].flatMap { others in
        planes.first { others.contains(list[$0].plainName) || others.contains(list[$0].label) }
      }
  }

  /// The bands of each input with their own names, as if it were alone.
  var inputs: [FeatureBands] {
    parts.map { part in
      FeatureBands(
        part.planes.map { plane in
          FeatureBand(
            name: list[plane].plainName, label: list[plane].label,
            wavelength: list[plane].wavelength, isTemperature: list[plane].isTemperature)
        }, family: part.family, title: part.input)
    }
  }

  private init(_ list: [FeatureBand], family: SensorFamily, title: String) {
    (self.list, self.family, self.title, parts) = (list, family, title, [])
  }

  /// The name of a band of an input among all.
  func name(of plainName: String, in input: String) -> String {
    list.first { $0.input == input && $0.plainName == plainName }?.name ?? plainName
  }

  /// "'scene.tif' has blue, green, red".
  package var listing: String { "'\(title)' has \(list.map(\.name).joined(separator: ", "))" }

  /// What may have been meant.
  package func hint(for name: String) -> String {
    ambiguity(of: name)
      ?? DidYouMean.hint(
        for: name, among: list.flatMap { [$0.name, $0.label] }.filter { !$0.isEmpty })
  }

  /// What is wrong with a name that several inputs have.
  func ambiguity(of name: String) -> String? {
    let several = parts.isEmpty ? [] : planes(of: name.lowercased()).map { list[$0].fullName }
    return several.count < 2 ? nil : " (which one: \(several.joined(separator: " or "))?)"
  }
}
