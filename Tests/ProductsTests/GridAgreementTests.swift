import RasterIO
import Rasters
import Testing

@testable import Products

/// When two grids count as one.
@Suite struct GridAgreementTests {
  private func grid(epsg: Int?, left: Double = 600_000) -> Grid {
    let transform = GeoTransform(left: left, top: 6_500_000, pixelWidth: 10, pixelHeight: 10)
    guard let epsg, let wkt = SpatialReference.wkt(epsg: epsg) else {
      return Grid(width: 20, height: 30, transform: transform)
    }
    return Grid(
      width: 20, height: 30, transform: transform, wkt: wkt,
      reference: .init(name: "UTM", code: "EPSG:\(epsg)", metresPerUnit: 1))
  }

  /// A file without georeference beside placed ones is said; where none has a place, that is.
  @Test func unplacedFilesAreNamed() {
    let (placed, bare) = (grid(epsg: 32754), Grid(width: 20, height: 30))
    let note = "'b' has no georeference: it is laid over the others pixel by pixel"
    #expect(GridAgreement.notes([("'a'", placed), ("'b'", bare)], onto: placed) == [note])
    #expect(GridAgreement.notes([("'a'", bare), ("'b'", bare)], onto: bare) == [])
    #expect(GridAgreement.notes([("'a'", placed)], onto: placed) == [])
  }

  /// Tiles of neighbouring zones have the same size and the same numbers.
  @Test func anotherZoneIsAnotherPlace() {
    let here = grid(epsg: 32754)
    #expect(GridAgreement.snapped(grid(epsg: 32755), to: here) != here)
    #expect(GridAgreement.snapped(grid(epsg: 32754, left: 600_000.004), to: here) == here)
    #expect(GridAgreement.snapped(grid(epsg: nil), to: here) == here)
    #expect(GridAgreement.snapped(grid(epsg: 32754, left: 600_010), to: here) != here)
  }
}
