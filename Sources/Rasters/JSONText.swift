package import Foundation

/// Values as JSON, in the same bytes every time: keys are sorted and slashes
/// stand as they are.
package enum JSONText {
  /// - Parameters:
  ///   - isPretty: on lines of its own for every value, for people.
  ///   - namesInfinities: writes "inf", "-inf" and "nan", which JSON lacks, as
  ///     texts; they are errors otherwise.
  package static func data(
    _ value: some Encodable, isPretty: Bool = true, namesInfinities: Bool = false
  ) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    if namesInfinities {
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    }
    return try encoder.encode(value)
  }

  /// A value on one line.
  package static func line(_ value: some Encodable, namesInfinities: Bool = false) throws -> String
  {
    String(
      decoding: try data(value, isPretty: false, namesInfinities: namesInfinities), as: UTF8.self)
  }
}
