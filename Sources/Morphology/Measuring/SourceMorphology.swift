/// The measurements of one source, with statmorph's definitions; -99 where
/// one has no value. Positions are pixels of the image, 0-based, (0, 0) the
/// centre of the first pixel of the FITS file; radii are pixels; angles are
/// radians from x towards y.
public struct SourceMorphology: Sendable {
  public let label: Int32
  public let flag: QualityFlag
  public let reasons: [QualityReason]
  /// 0 fitted, 1 at a bound, 2 not converged or from a bad guess, 4 nothing measured.
  public let sersicFlag: Int
  /// Named and ordered as by statmorph.
  public let values: [Double]

  /// The names of `values`.
  public static let names = SourceMeasure.all.map(\.name)
  /// Places of the values, by their names.
  private static let places = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })

  /// A value by name; nil for names that are not in `names`.
  public subscript(name: String) -> Double? {
    Self.places[name].map { values[$0] }
  }

  /// A source of which nothing can be measured.
  private static func nothing(label: Int32, _ reason: QualityReason) -> SourceMorphology {
    SourceMorphology(
      label: label, flag: .catastrophic, reasons: [reason], sersicFlag: 4,
      values: names.map { _ in Conventions.invalid })
  }

  /// A source whose segment is too large to be one.
  public static func tooLarge(label: Int32) -> SourceMorphology { nothing(label: label, .tooLarge) }

  /// A source of a catalogue that detection does not see.
  public static let undetected = nothing(label: 0, .notDetected)

  /// Measures a source; never fails, but flags.
  ///
  /// - Parameter fitsSersic: without, the columns of the fit are -99.
  public static func measure(_ stamp: SourceStamp, fitsSersic: Bool = true) -> SourceMorphology {
    MeasuredSource(stamp, fitsSersic: fitsSersic)?.result
      ?? nothing(label: stamp.label, .nonPositiveFlux)
  }
}
