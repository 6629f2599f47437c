import Foundation
import Rasters
import Testing

@testable import Reports

@Suite struct ItemTests {
  private func place(_ longitude: Double, _ latitude: Double) -> Footprint.Position {
    Footprint.Position(longitude, latitude)
  }

  @Test func ringsRunCounterclockwise() throws {
    let clockwise = [place(10, 50), place(11, 50), place(11, 49), place(10, 49)]
    let footprint = try #require(Footprint(edge: clockwise))
    #expect(footprint.bounds == [10, 49, 11, 50])
    #expect(footprint.rings.count == 1)
    #expect(footprint.rings[0].first == footprint.rings[0].last)
    #expect(
      footprint.rings
        == Footprint(edge: clockwise.reversed())?.rings.map { ring in
          let turned = Array(ring.dropLast())
          let at = turned.firstIndex(of: footprint.rings[0][0]) ?? 0
          return Array(turned[at...] + turned[..<at]) + [footprint.rings[0][0]]
        })
  }

  @Test func theAntimeridianCutsInTwo() throws {
    let footprint = try #require(
      Footprint(edge: [place(179, -17), place(-179, -17), place(-179, -18), place(179, -18)]))
    #expect(footprint.rings.count == 2)
    #expect(footprint.bounds == [179, -18, -179, -17])
    let longitudes = footprint.rings.map { Set($0.map(\.longitude)) }
    #expect(longitudes == [[179, 180], [-180, -179]])
  }

  @Test func aPoleIsEnclosed() throws {
    let edge = stride(from: -180.0, to: 180, by: 15).map { place($0, -70) }
    let footprint = try #require(Footprint(edge: edge))
    #expect(footprint.bounds == [-180, -90, 180, -70])
  }

  @Test func placesOffTheGlobeAreNone() {
    #expect(Footprint(edge: [place(0, 0), place(1, .nan), place(1, 1)]) == nil)
    #expect(Footprint(edge: [place(0, 0), place(1, 95), place(1, 1)]) == nil)
  }

  @Test(arguments: [
    ("2024-03-14T00:10:45.123456Z", "2024-03-14T00:10:45.123456Z"),
    ("2024-03-14 00:10:45", "2024-03-14T00:10:45Z"),
  ])
  func timesAreTakenOver(_ text: String, _ wanted: String) {
    #expect(SceneTime.properties(text) == ["datetime": .text(wanted)])
  }

  @Test(arguments: ["2024-03-14", "2024-03-14T99:99:99Z", "2024-03-14Tx"])
  func daysBecomeRanges(_ text: String) {
    #expect(
      SceneTime.properties(text) == [
        "datetime": .null, "start_datetime": "2024-03-14T00:00:00Z",
        "end_datetime": "2024-03-14T23:59:59Z",
      ])
  }

  @Test(arguments: [nil, "", "yesterday", "2024-13-01", "20240314"])
  func unknownTimesAreWideRanges(_ text: String?) {
    #expect(SceneTime.properties(text)["datetime"] == .null)
    #expect(SceneTime.properties(text)["end_datetime"] != nil)
  }

  @Test func namesOfClassesArePlainAndDistinct() {
    let names = ClassName.names(
      HostilePage.legend(["Granite", "Granite", "🏔️", "a/b <c>", "../..", "no data"]))
    #expect(names == ["Granite", "Granite_2", "unit_3", "a_b_c", "unit_5", "no_data_6"])
  }

  @Test func itemIsJSONWhateverTheNames() throws {
    let item = MapItem(
      name: HostilePage.texts[0], title: HostilePage.texts[1], description: "", acquired: nil,
      legend: HostilePage.legend(), grid: HostilePage.grid, footprint: nil, software: [:],
      lineage: "",
      assets: [
        .init(
          "units", file: "units.tif", .cog, "Map", band: .init("unit", noData: 0),
          hasClasses: true),
        .init("report", file: "report.html", .html, "Report", roles: ["metadata"]),
      ])
    let object = try JSONSerialization.jsonObject(with: item.data()) as? [String: Any]
    #expect(object?["id"] as? String == "script_alert_1_script")
    #expect(object?["geometry"] is NSNull)
    #expect(object?["bbox"] == nil)
    let assets = try #require(object?["assets"] as? [String: Any])
    #expect(Set(assets.keys) == ["units", "report"])
    let units = try #require(assets["units"] as? [String: Any])
    #expect(units["classification:classes"] is [Any] && (units["bands"] as? [Any])?.count == 1)
    #expect(object?["links"] as? [Any] != nil && (object?["links"] as? [Any])?.count == 1)
  }
}
