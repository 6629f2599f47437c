import RasterIO
import Rasters

/// Places images that carry no georeference by the tile's metadata,
/// MTD_TL.xml, which give the outer upper left corner of each pixel size.
final class Sentinel2Placement {
  private struct Tile {
    var epsg: Int
    /// Width, height and transform of each pixel size.
    var sizes: [(width: Int, height: Int, transform: GeoTransform)]
  }

  private let location: ProductLocation
  private let file: String?
  /// Read once, when the first image needs it.
  private var tile: Tile?

  /// `file` is the MTD_TL.xml's name at the location.
  init(location: ProductLocation, file: String?) {
    self.location = location
    self.file = file
  }

  func place(_ grid: Grid, shown: String) throws -> (Grid, String?) {
    guard grid.transform == nil, let file else { return (grid, nil) }
    let tile = try self.tile ?? read(file)
    self.tile = tile
    guard let fit = tile.sizes.first(where: { ($0.width, $0.height) == (grid.width, grid.height) })
    else {
      return (grid, "\(shown) has no georeference, and no size that MTD_TL.xml places")
    }
    let placed = try SpatialReference.grid(
      width: grid.width, height: grid.height, transform: fit.transform, epsg: tile.epsg)
    return (placed, "images without georeference are placed by MTD_TL.xml")
  }

  private func read(_ file: String) throws -> Tile {
    let shown = location.shown(file)
    let bytes = try location.read(file, limit: Sentinel2Metadata.largestFile)
    let root = try SafeXML.parse(bytes, shown: shown)
    guard let code = root.value("HORIZONTAL_CS_CODE"), code.hasPrefix("EPSG:"),
      let epsg = Int(code.dropFirst(5))
    else { throw Failure("\(shown) names no reference system (HORIZONTAL_CS_CODE)") }
    return Tile(epsg: epsg, sizes: root.all("Size").compactMap { Self.size($0, in: root) })
  }

  private static func size(
    _ size: SafeXML.Element, in root: SafeXML.Element
  ) -> (width: Int, height: Int, transform: GeoTransform)? {
    let position = root.all("Geoposition").first {
      $0.attributes["resolution"] == size.attributes["resolution"]
    }
    func number(_ key: String) -> Double? { position?.all(key).first?.number }
    guard let width = size.value("NCOLS").flatMap({ Int($0) }),
      let height = size.value("NROWS").flatMap({ Int($0) }), let x = number("ULX"),
      let y = number("ULY"), let across = number("XDIM"), let down = number("YDIM"),
      let transform = GeoTransform(coefficients: [x, across, 0, y, 0, down])
    else { return nil }
    return (width, height, transform)
  }
}
