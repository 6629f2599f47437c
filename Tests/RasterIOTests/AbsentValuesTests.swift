import Rasters
import Testing

@testable import RasterIO

/// Which stored values mean that there is none. What Float32 takes for one value
/// is as GDAL 3.6's mask says of such files.
@Suite struct AbsentValuesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String { "\(type.name) \(declared)" }
    var type: SampleType
    var declared: Double
    var absent: [Double]
    var present: [Double]
  }

  private static let least = -Double(Float.greatestFiniteMagnitude)

  static let cases: [Case] = [
    Case(type: .uint8, declared: 255, absent: [255], present: [254, 0]),
    Case(type: .uint8, declared: -1, absent: [], present: [255, 0]),
    Case(type: .int8, declared: -1, absent: [-1], present: [127, 0, 1]),
    Case(type: .uint16, declared: -9999, absent: [], present: [0, 55537]),
    Case(type: .uint16, declared: 7.5, absent: [], present: [7, 8]),
    Case(type: .int16, declared: .nan, absent: [], present: [0]),
    Case(
      type: .uint32, declared: 4_294_967_295, absent: [4_294_967_295], present: [4_294_967_294]),
    Case(
      type: .int32, declared: 2_147_483_647, absent: [2_147_483_647],
      present: [2_147_483_646, 2_147_483_520]),
    Case(type: .float32, declared: least, absent: [least], present: [-1e30, 0]),
    Case(type: .float32, declared: -3.4e38, absent: [least, -3.4e38], present: [-1e30, 3.4e38]),
    Case(type: .float32, declared: -3.40282e38, absent: [least], present: [0, 1]),
    Case(type: .float32, declared: -3.40282346638529e38, absent: [least], present: [0]),
    Case(type: .float32, declared: -1.7976931348623157e308, absent: [], present: [least, 0]),
    Case(
      type: .float32, declared: -9999.9, absent: [Double(Float(-9999.9))],
      present: [-9999.8, -9999]),
    Case(type: .float32, declared: 0, absent: [0, -0.0], present: [1e-45, -1e-30]),
    Case(type: .float32, declared: .nan, absent: [.nan, .infinity], present: [0]),
    Case(
      type: .float64, declared: -1.797693e308, absent: [-Double.greatestFiniteMagnitude],
      present: [-1e300, 0]),
    Case(type: .float64, declared: 0.1, absent: [0.1], present: [Double(Float(0.1))]),
  ]

  @Test(arguments: cases) func areFound(_ c: Case) {
    let rule = AbsentValues(c.type, values: [c.declared])
    for value in c.absent { #expect(rule.contains(value), "\(value)") }
    for value in c.present { #expect(!rule.contains(value), "\(value)") }
    guard c.type.fitsFloat else { return }
    let spans = rule.floatSpans()
    for value in c.absent where value.isFinite {
      #expect(spans.contains { $0.contains(Float(value)) }, "\(value)")
    }
    for value in c.present { #expect(!spans.contains { $0.contains(Float(value)) }, "\(value)") }
  }

  @Test func integersOf64BitsAreExact() {
    let signed = AbsentValues(.int64, values: [], wholes: [Int128(Int64.max)])
    #expect(signed.contains(Int64.max) && !signed.contains(Int64.max - 1))
    let unsigned = AbsentValues(.uint64, values: [7], wholes: [Int128(UInt64.max)])
    #expect(unsigned.contains(UInt64.max) && unsigned.contains(UInt64(7)))
    #expect(!unsigned.contains(UInt64.max - 1))
  }

  /// A valid range leaves out what lies beyond it, ends included.
  @Test func rangesAreClosed() {
    let rule = AbsentValues(.float32, values: [3], validRange: 0.1...5)
    let spans = rule.floatSpans()
    for (value, isAbsent) in [(-1.0, true), (0.09, true), (0.2, false), (3, true), (5, false)] {
      #expect(rule.contains(value) == isAbsent, "\(value)")
      #expect(spans.contains { $0.contains(Float(value)) } == isAbsent, "\(value)")
    }
    #expect(spans.contains { $0.contains(Float(5).nextUp) })
    let open = AbsentValues(.int16, values: [], validRange: -5...(.infinity))
    #expect(open.contains(-6.0) && !open.contains(-5.0) && !open.contains(32767.0))
    #expect(open.floatSpans().count == 1)
  }
}

/// Tests of physical values in a band's own type.
@Suite struct StoredTestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String { "\(type.name) x \(gain): \(test)" }
    var type: SampleType
    var test: RasterMask.Test
    var gain = 1.0
    var rejected: [Double]
    var kept: [Double]
  }

  private static let tenth = Double(Float(0.1))

  static let cases: [Case] = [
    Case(type: .uint8, test: .values([1]), rejected: [1], kept: [0, 2]),
    Case(type: .float32, test: .values([0.1]), rejected: [tenth], kept: [0.5]),
    Case(type: .float64, test: .values([0.1]), rejected: [0.1], kept: [tenth]),
    Case(type: .uint16, test: .values([0.3]), gain: 1e-4, rejected: [3000], kept: [2999, 3001]),
    Case(type: .int32, test: .values([16_777_217]), rejected: [16_777_217], kept: [16_777_216]),
    Case(
      type: .uint32, test: .values([3_000_000_001]), rejected: [3_000_000_001],
      kept: [3_000_000_000, 3_000_000_002]),
    Case(type: .int16, test: .values([-5]), rejected: [-5], kept: [5]),
    Case(type: .int16, test: .values([0.5]), rejected: [], kept: [0, 1]),
    Case(type: .float32, test: .values([0.3]), gain: 1e-4, rejected: [3000], kept: [2999]),
    Case(
      type: .float32, test: .between(above: 0.1, below: .infinity), rejected: [0.5],
      kept: [tenth, 0]),
    Case(
      type: .float32, test: .between(above: -.infinity, below: 0.1), rejected: [0],
      kept: [tenth, 0.5]),
    Case(
      type: .uint16, test: .between(above: 0.1, below: 0.3), gain: 1e-4, rejected: [1001, 2999],
      kept: [1000, 3000]),
    Case(
      type: .uint16, test: .between(above: 0.15, below: .infinity), gain: -1, rejected: [],
      kept: [0, 1]),
    Case(
      type: .int16, test: .between(above: 2, below: 9), gain: -2, rejected: [-2, -4],
      kept: [-1, -5, 3]),
    Case(
      type: .int32, test: .between(above: 16_777_216, below: .infinity), rejected: [16_777_217],
      kept: [16_777_216]),
  ]

  @Test(arguments: cases) func isMadeInTheOwnType(_ c: Case) {
    let test = StoredTest(
      c.test, type: c.type, calibration: .linear(gain: c.gain, offset: 0))
    let number = { (value: Double) -> StoredNumber in
      c.type.wholeRange == nil ? .real(value) : .whole(Int128(value))
    }
    for value in c.rejected { #expect(test.rejects(number(value)), "\(value)") }
    for value in c.kept { #expect(!test.rejects(number(value)), "\(value)") }
  }

  @Test func whatNoPixelCanBeIsNamed() {
    let test = StoredTest(
      .values([1, 0.5, 300, -1]), type: .uint8, calibration: .identity)
    #expect(test.impossible == [0.5, 300, -1])
  }
}
