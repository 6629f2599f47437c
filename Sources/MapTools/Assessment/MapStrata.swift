import Assessment
import Jobs
import RasterIO
import Rasters

/// The units of a finished map as strata, by their names of now.
struct MapStrata {
  let map: LabelMap
  let strata: [Stratum]

  /// A map of more units was made for something else.
  private static let most = 1024

  init(path: String) throws {
    let file = try LocalPath.file(path)
    map = try LabelMap(path: file.absolute)
    map.limitBlockCache()
    let census = try map.census()
    let units = census.pixels.keys.filter { $0 != 0 }.sorted()
    guard !units.isEmpty else { throw Failure("'\(path)' has no mapped pixel") }
    guard units.count <= Self.most else {
      throw Failure(
        "'\(path)' holds \(units.count) different values; is it a map of units rather than a "
          + "picture?")
    }
    let own = Dictionary(
      map.categories.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    let given = try Facies.unitFile(of: file.absolute)
    strata = units.map { unit in
      Stratum(
        unit: unit, name: given?.entries[unit]?.name ?? own[unit] ?? "Unit \(unit)",
        pixels: census.pixels[unit] ?? 0, hectares: census.hectares[unit])
    }
  }
}
