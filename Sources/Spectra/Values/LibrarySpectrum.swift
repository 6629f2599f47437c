/// A spectrum of a library: values over wavelengths, those that the library has.
package struct LibrarySpectrum: Sendable, Equatable {
  package let name: String
  /// Ascending, each once.
  package let micrometres: [Double]
  /// Reflectance, from 0 to 1 for most materials; one for every wavelength.
  package let values: [Double]
  /// The usual distance of its channels: the median.
  package let step: Double

  /// Channels without a number, or that the library marks as deleted, are left out; of several at
  /// one wavelength the first counts. Nil where fewer than two are left.
  package init?(name: String, micrometres: [Double], values: [Double]) {
    let channels = zip(micrometres, values).enumerated()
      .filter { $1.0.isFinite && $1.0 > 0 && $1.1.isFinite && $1.1 > Self.deleted }
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element)
    var kept: [(Double, Double)] = []
    for channel in channels where kept.last.map({ $0.0 < channel.0 }) ?? true {
      kept.append(channel)
    }
    guard kept.count >= 2 else { return nil }
    self.init(name: name, kept.map(\.0), kept.map(\.1))
  }

  private init(name: String, _ micrometres: [Double], _ values: [Double]) {
    self.name = name
    self.micrometres = micrometres
    self.values = values
    let steps = zip(micrometres.dropFirst(), micrometres).map { $0 - $1 }.sorted()
    step = steps.isEmpty ? 0 : steps[steps.count / 2]
  }

  /// USGS libraries write -1.23e34 for a channel that is deleted.
  private static let deleted = -1e30

  package func named(_ name: String) -> LibrarySpectrum {
    LibrarySpectrum(name: name, micrometres, values)
  }

  package func scaled(by factor: Double) -> LibrarySpectrum {
    LibrarySpectrum(name: name, micrometres, values.map { $0 * factor })
  }
}
