import Cartography
import Foundation
import Rasters
import Scenes
package import Surveys
import Vision

/// How cutouts are shown: to the encoder as numbers from 0 to 1, to people as
/// bytes. Both see the same stretch.
package struct CutoutView: Sendable {
  package let side: Int
  package let crop: Double
  package let stretch: Stretch
  /// Bands that an encoder sees, from 0.
  package let bands: [Int]
  /// Bands that pictures show, from 0.
  package let pictureBands: [Int]

  package var channels: Int { bands.count }

  package var words: String {
    let part = crop < 1 ? String(format: "the middle %.3g of a side, ", crop) : ""
    return "\(part)\(side)x\(side) pixels, \(channels) channel\(channels == 1 ? "" : "s"), "
      + "stretch \(stretch.text)"
  }

  /// [channel][side][side] from 0 to 1; nil where no pixel has a value.
  package func pixels(_ planes: CutoutPlanes) -> [Float]? {
    guard planes.values.contains(where: \.isFinite) else { return nil }
    let area = side * side
    let middle = Self.prepared(planes).middle(side: side, crop: crop)
    // A grey file among coloured ones has one band for all.
    var chosen: [Float] = []
    for band in bands {
      let own = min(band, planes.bands - 1)
      chosen += middle[own * area..<(own + 1) * area]
    }
    return shown(chosen, isPicture: planes.isPicture)
  }

  /// Planes without holes and, but for pictures, without sky.
  private static func prepared(_ planes: CutoutPlanes) -> CutoutPlanes {
    planes.isPicture ? planes.filled : planes.aboveSky.filled
  }

  private func shown(_ values: [Float], isPicture: Bool) -> [Float] {
    isPicture
      ? values.map { min(1, max(0, $0 / 255)) }
      : stretch.shares(values).map { $0.isNaN ? 0 : Float($0) }
  }

  /// Red, green and blue of each pixel at a side of one's own, for people.
  package func picture(_ planes: CutoutPlanes, side: Int) -> [UInt8]? {
    guard planes.values.contains(where: \.isFinite) else { return nil }
    let values = Self.prepared(planes).middle(side: side, crop: crop)
    let area = side * side
    let bands = pictureBands.map { min($0, planes.bands - 1) }
    var chosen: [Float] = []
    for band in bands { chosen += values[band * area..<(band + 1) * area] }
    let shares = shown(chosen, isPicture: planes.isPicture)
    return (0..<area * 3).map { index in
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: 3)
      let plane = bands.count == 3 ? channel : 0
      return UInt8((shares[plane * area + pixel] * 255).rounded())
    }
  }

  package init(side: Int, crop: Double, stretch: Stretch, bands: [Int], pictureBands: [Int]) {
    self.side = side
    self.crop = crop
    self.stretch = stretch
    self.bands = bands
    self.pictureBands = pictureBands
  }
}
