/// A quantity that is measured of every source: what tables call it, and how it is read off what
/// was found of the source.
package struct SourceMeasure: Sendable {
  /// As statmorph calls it, where statmorph has it.
  package let name: String
  /// As FITS writes it; nil for numbers without.
  package let unit: String?
  /// Unified content descriptor of the IVOA (UCD1+).
  package let ucd: String
  /// What it is, in one line.
  package let meaning: String
  /// Whether it says where the stamp was cut, and nothing of the source.
  package let isOfStamp: Bool
  /// -99 where there is none; what is not finite flags the source.
  let value: @Sendable (MeasuredSource) -> Double

  init(
    _ name: String, unit: String? = nil, ucd: String, _ meaning: String, isOfStamp: Bool = false,
    value: @escaping @Sendable (MeasuredSource) -> Double
  ) {
    self.name = name
    self.unit = unit
    self.ucd = ucd
    self.meaning = meaning
    self.isOfStamp = isOfStamp
    self.value = value
  }
}

extension SourceMeasure {
  /// Every measure, in the order of the columns of tables.
  package static let all: [SourceMeasure] = [
    aboutCentroid,
    aboutAsymmetryCentre,
    apertures,
    concentrations,
    structure,
    sersic,
    sky,
    stamp,
  ].flatMap { $0 }
}
