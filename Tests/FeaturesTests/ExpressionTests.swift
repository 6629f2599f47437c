import Features
import Testing

/// Expressions in band names: values and what is wrong with them.
@Suite struct ExpressionTests {
  private static let bands = FeatureBands("red nir swir1 swir2-2165 560nm")

  private static let values: [(String, Float)] = [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 / 4 / 2", 1), ("8 - 4 - 2", 2), ("-2 * -3", 6),
    ("--2", 2), ("+-2", -2), ("2 - -3", 5), ("1.5e2 + .5", 150.5), ("1e-2 * 100", 1),
    ("red", 2), ("RED", 2), ("b1", 2), ("(swir1 + nir) / red", 6), ("'swir2-2165' * 560nm", 48),
    ("min(nir, red)", 2), ("max(red, nir, 9)", 9), ("abs(red - nir)", 2), ("sqrt(nir)", 2),
    ("2^3", 8), ("2 ** 3", 8), ("2^3^2", 512), ("-2^2", -4), ("(-2)^2", 4), ("2^-1", 0.5),
    ("2 * red^2", 8), ("nir^.5", 2), ("red^0", 1), ("10^2 / 5^2", 4), ("sqrt(nir)^3", 8),
    ("log(1)", 0), ("min(max(1, 2), abs(-5)) + red * (nir - 1)", 8),
  ]

  @Test(arguments: values)
  func value(_ text: String, _ expected: Float) throws {
    let plan = try FeaturePlan.expression(text, on: Self.bands)
    let (out, undefined) = BandRows(pixels: [[2, 4, 8, 16, 3]]).features(plan)
    #expect(out[0, 0, 0] == expected)
    #expect(undefined == 0)
  }

  private static let undefined = [
    "1 / (red - red)", "1 / (1 / (red - red))", "log(red - red)", "log(-1)", "sqrt(-nir)",
    "min(1, log(0))", "max(log(0), 1)", "abs(0 / 0)", "(red - red)^-1", "(-1)^.5", "(0 / 0)^0",
    "1^(0 / 0)", "1 / (red - red)^-1", "1e38 * 1e38 * red",
  ]

  @Test(arguments: undefined)
  func hasNoValue(_ text: String) throws {
    let plan = try FeaturePlan.expression(text, on: Self.bands)
    let (out, undefined) = BandRows(pixels: [[2, 4, 8, 16, 3]]).features(plan)
    #expect(undefined == 1)
    #expect(!out.isValid(0, 0))
    #expect(out[0, 0, 0] == 0)
  }

  private static let errors: [(String, String)] = [
    ("", "column 1: the expression is empty"),
    ("   ", "column 1: the expression is empty"),
    ("red +", "column 6: expected a band, a number or '(', found the end"),
    ("(red + ) / nir", "column 8: expected a band, a number or '(', found ')'"),
    ("(red + nir", "column 11: expected an operator or ')', found the end"),
    ("red nir", "column 5: expected an operator or the end, found 'nir'"),
    ("red)", "column 4: expected an operator or the end, found ')'"),
    ("red ^ ", "column 7: expected a band, a number or '(', found the end"),
    ("red * * 2", "column 7: expected a band, a number or '(', found '*'"),
    ("red % 2", "column 5: '%' means nothing here"),
    ("1.2.3", "column 1: '1.2.3' is not a number"),
    ("1e99", "column 1: '1e99' is not a number"),
    ("'red", "column 1: the quote is not closed"),
    ("'' + 1", "column 1: the name between the quotes is empty"),
    (
      "lg(red)",
      "column 1: 'lg' is not a function (did you mean 'log'?); there are log, sqrt, abs, min, max"
    ),
    ("min(red)", "column 8: expected ',' (min takes two values or more), found ')'"),
    ("log(red, nir)", "column 8: expected an operator or ')', found ','"),
    ("log()", "column 5: expected a band, a number or '(', found ')'"),
  ]

  @Test(arguments: errors)
  func isWrong(_ text: String, _ message: String) {
    #expect(throws: ExpressionError.self) { try BandExpression(text) }
    do {
      _ = try BandExpression(text)
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test func isBounded() {
    let deep = String(repeating: "(", count: 33) + "1" + String(repeating: ")", count: 33)
    let tower = String(repeating: "1^", count: 33) + "1"
    #expect(message { try BandExpression(tower) } == "column 66: nested more than 32 levels deep")
    let long = String(repeating: "1+", count: 500) + "1"
    #expect(message { try BandExpression(deep) } == "column 33: nested more than 32 levels deep")
    #expect(
      message { try BandExpression(long) }
        == "column 1001: 1001 characters is too long (at most 1000)")
    #expect(message { try BandExpression(String(repeating: "-", count: 999) + "1") } == nil)
  }

  @Test func unknownBandsAreNamed() {
    #expect(
      message { try FeaturePlan.expression("(nr + red) / swir9", on: Self.bands) }
        == "feature 'x' = (nr + red) / swir9, column 2: there is no band 'nr' (did you mean 'nir'?); "
        + "'scene.tif' has red, nir, swir1, swir2-2165, 560nm")
  }

  /// Nothing that a person may type traps.
  @Test func survivesAnyText() {
    let words = [
      "red", "nir", "(", ")", "+", "-", "*", "/", ",", "log", "min(", "sqrt(", "1", "2.5", "1e",
      "'",
      " ", "é", "\u{0}", "1e-3", "..", "🛰", "max(", "\n", "'a b'",
    ]
    var scramble = Scramble(7)
    var valid = 0
    for _ in 0..<2000 {
      let text = (0..<scramble.next(14)).map { _ in words[scramble.next(words.count)] }.joined()
      guard let plan = try? FeaturePlan.expression(text, on: Self.bands) else { continue }
      _ = BandRows(pixels: [[2, 4, 8, 16, 3], [0, -1, 1e30, .infinity, 0]]).features(plan)
      valid += 1
    }
    #expect(valid > 20)
  }
}

/// The text of what is thrown.
func message(_ body: () throws -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "\(error)"
  }
}
