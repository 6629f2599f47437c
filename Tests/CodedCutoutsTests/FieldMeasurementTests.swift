import Foundation
import Morphology
import Rasters
import Settings
import Surveys
import TestSupport
import Testing

@testable import CodedCutouts

/// What detection found, measured without a segmentation of somebody else.
@Suite struct FieldMeasurementTests {
  private static let width = 160
  private static let height = 110
  /// Columns and rows from 0, and scale lengths of exponential disks.
  private static let disks = [(45.0, 40.0, 3.0), (115.0, 70.0, 4.0), (120.0, 3.0, 3.0)]

  private static func light(_ x: Int, _ y: Int) -> Double {
    disks.reduce(12 + 0.01 * sin(Double((x * 7919 + y * 104_729) % 1000))) { sum, disk in
      let r = hypot(Double(x) - disk.0, Double(y) - disk.1)
      return sum + 5 * exp(-r / disk.2)
    }
  }

  private static func field(_ folder: TemporaryFolder) throws -> DetectedField {
    let path = try RasterFixture(grid: Grid(width: width, height: height), bands: 1) { _, x, y in
      Float(light(x, height - 1 - y))
    }.write(to: folder.file("sky.tif"))
    var options = DetectionSettings()
    options.threshold = 3
    return try Detector(SurveyImage([path]), options).detectField(scratch: folder.file(""))
  }

  @Test func disksAreMeasuredAsDisks() throws {
    let field = try Self.field(TemporaryFolder())
    #expect(field.sources.count == 3)
    for noise in [FieldMeasurement.Noise.background, .gain(1000)] {
      for disk in Self.disks {
        let place = ImagePosition(x: disk.0 + 1, y: disk.1 + 1)
        let index = try #require(try field.source(at: place))
        let found = try FieldMeasurement(noise: noise).measure(index, of: field)
        #expect(found.label == Int32(index + 1))
        #expect(abs((found["sersic_xc"] ?? 0) - disk.0) < 0.1)
        #expect(abs((found["sersic_yc"] ?? 0) - disk.1) < 0.1)
        guard disk.1 > 10 else { continue }
        #expect(found.flag <= .suspect, "\(found.reasons)")
        #expect((0.7...1.2).contains(found["sersic_n"] ?? 0))
        #expect(abs((found["sersic_rhalf"] ?? 0) / (1.678 * disk.2) - 1) < 0.15)
      }
    }
  }

  /// A cutout alone gives what the field gives, in its own pixels.
  @Test func cutoutsAreMeasuredAlone() throws {
    let side = 61
    func values(_ column: Int, _ row: Int) -> [Float] {
      (0..<side * side).map { Float(Self.light(column + $0 % side, row + $0 / side)) }
    }
    var options = DetectionSettings()
    options.threshold = 3
    let there = try CutoutSegments(
      values(15, 10), width: side, height: side, options: options, name: "there")
    let found = FieldMeasurement().measure(there)
    #expect(abs((found["sersic_xc"] ?? 0) - 30) < 0.1 && abs((found["sersic_yc"] ?? 0) - 30) < 0.1)
    let nothing = try CutoutSegments(
      values(60, 10), width: side, height: side, options: options, name: "nothing")
    let row = FieldMeasurement().measure(nothing)
    #expect(row.flag == .catastrophic && row.reasons == [.notDetected])
  }

  @Test func everyMeasurementIsAColumn() throws {
    let columns = MorphologyColumns.all.map(\.column)
    #expect(columns.count == SourceMorphology.names.count + 3)
    for column in columns {
      #expect(column.description.utf8.count <= 68 && column.description != column.name)
    }
    let values = MorphologyColumns.all.map { $0.value(.undetected) }
    #expect(values.count == columns.count)
    #expect(values[0] == .integer(4) && values[2] == .none && values.last == .text("not detected"))
  }
}
