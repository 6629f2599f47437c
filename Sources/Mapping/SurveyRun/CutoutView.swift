import Cartography
import Rasters
import Scenes
import Surveys
import Vision

/// How cutouts are shown: to the encoder as numbers from 0 to 1, to people as
/// bytes. Both see the same stretch.
struct CutoutView: Sendable {
  let side: Int
  let crop: Double
  let stretch: Stretch
  /// Channels of what an encoder sees: 1, or as many as a cutout has bands.
  let channels: Int
  /// Of pictures, from 0.
  let pictureBands: [Int]

  var words: String {
    let part = crop < 1 ? "the middle \(crop) of a side, " : ""
    return "\(part)\(side)x\(side) pixels, \(channels) channel\(channels == 1 ? "" : "s"), "
      + "stretch \(stretch.text)"
  }

  /// [channel][side][side] from 0 to 1; nil where no pixel has a value.
  func pixels(_ planes: CutoutPlanes) -> [Float]? {
    guard planes.values.contains(where: \.isFinite) else { return nil }
    var seen = planes.filled
    if channels == 1, seen.bands > 1 {
      seen.values = seen.grey
      seen.bands = 1
    }
    let out = shown(seen.middle(side: side, crop: crop), isPicture: planes.isPicture)
    guard seen.bands < channels else {
      return Array(out.prefix(channels * side * side))
    }
    // A grey file among coloured ones.
    return Array((0..<channels).map { _ in out.prefix(side * side) }.joined())
  }

  private func shown(_ values: [Float], isPicture: Bool) -> [Float] {
    isPicture
      ? values.map { min(1, max(0, $0 / 255)) }
      : stretch.shares(values).map { $0.isNaN ? 0 : Float($0) }
  }

  /// Red, green and blue of each pixel at a side of one's own, for people.
  func picture(_ planes: CutoutPlanes, side: Int) -> [UInt8]? {
    guard planes.values.contains(where: \.isFinite) else { return nil }
    let values = planes.filled.middle(side: side, crop: crop)
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
}
