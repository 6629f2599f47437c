import Foundation
import Rasters
import Settings
import TestSupport
import Testing

@testable import Surveys

/// What is found does not depend on the unit of an image.
@Suite struct NoiseScaleTests {
  private static let side = 128

  /// Round sources, some on one another, on scrambled noise.
  private static let field: [Float] = (0..<side * side).map { index in
    let (row, column) = index.quotientAndRemainder(dividingBy: side)
    let noise = (0..<4).reduce(Float(0)) { $0 + ScrambledField.unit(index * 4 + $1) - 0.5 }
    let light = (0..<12).reduce(0.0) { sum, number in
      let x = 12 + Double(number % 4) * 33 + Double(number)
      let y = 14 + Double(number / 4) * 40
      let place = (Double(column), Double(row))
      let near = hypot(place.0 - x, place.1 - y)
      let beside = hypot(place.0 - x - 6, place.1 - y)
      return sum + 400 * exp(-near * near / 8) + 90 * exp(-beside * beside / 6)
    }
    return 100 + 3 * noise + Float(light)
  }

  private static func found(_ exponent: Int) throws -> Extraction.Result {
    let factor = Float(scalbn(1.0, exponent))
    return try Extraction.run(
      field.map { $0 * factor }, width: side, height: side, DetectionSettings(), name: "x",
      keepsValues: true)
  }

  /// Powers of two change no digit: neither of fluxes nor of values, and no source.
  @Test(arguments: [-100, -66, -60, -50, -40, -20, -3, 1, 10, 40, 66, 100])
  func powersOfTwoChangeNothing(_ exponent: Int) throws {
    let (plain, scaled) = (try Self.found(0), try Self.found(exponent))
    let factor = scalbn(1.0, exponent)
    #expect(plain.sources.count >= 12)
    #expect(scaled.pixels == plain.pixels && scaled.peaks == plain.peaks)
    #expect(scaled.sources.map(\.flux) == plain.sources.map { $0.flux * factor })
    #expect(scaled.sources.map(\.peak) == plain.sources.map { $0.peak * factor })
    #expect(scaled.sources.map(\.place) == plain.sources.map(\.place))
    #expect(Double(scaled.deviation) == Double(plain.deviation) * factor)
    #expect(scaled.values == plain.values.map { Float(Double($0) * factor) })
  }

  @Test func imagesWithoutNoiseAreLeft() {
    for values in [[], [Float.nan], [5, 5, 5], [0, 0]] as [[Float]] {
      let scale = NoiseScale(values)
      #expect(scale.applied(to: [3, 0.1]) == [3, 0.1] && scale.undone([7]) == [7])
    }
  }
}
