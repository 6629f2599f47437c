import Rasters
import Surveys

/// A survey image made small for a map: means of blocks, row by row, never the
/// whole image in memory.
struct FieldBackdrop {
  let width: Int
  let height: Int
  /// Pixels of the image along a side of one of these.
  let step: Double
  /// RGB, the top row of the screen first.
  let pixels: [UInt8]

  private static let longest = 1400

  /// - Parameter bands: one or three, from 0.
  init(_ image: SurveyImage, bands: [Int], stretch: Stretch) throws {
    let longest = max(image.width, image.height)
    // Small images are shown larger, by a whole number.
    let zoom = max(1, Self.longest / longest)
    let step = max(1, Double(longest) / Double(Self.longest))
    let small = (
      width: max(1, Int((Double(image.width) / step).rounded(.down))),
      height: max(1, Int((Double(image.height) / step).rounded(.down)))
    )
    self.step = step / Double(zoom)
    (width, height) = (small.width * zoom, small.height * zoom)
    var planes: [[Float]] = []
    for band in bands {
      planes.append(try Self.reduced(image, band: band, width: small.width, height: small.height))
    }
    // Each band by its own limits: filters differ in depth.
    let shares = planes.map { stretch.shares($0) }
    let width = width
    pixels = (0..<width * height * 3).map { index in
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: 3)
      let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
      let place = (small.height - 1 - row / zoom) * small.width + column / zoom
      let share = shares[shares.count == 3 ? channel : 0][place]
      return share.isNaN ? 0 : UInt8((share * 255).rounded())
    }
  }

  private static func reduced(
    _ image: SurveyImage, band: Int, width: Int, height: Int
  ) throws -> [Float] {
    var sums = [Float](repeating: 0, count: width * height)
    var counts = [Float](repeating: 0, count: width * height)
    try image.forEachStrip(band: band) { part, strip in
      for row in 0..<part.height {
        let y = min(height - 1, (part.row + row) * height / image.height)
        for column in 0..<image.width {
          let value = strip[row * image.width + column]
          guard value.isFinite else { continue }
          let place = y * width + min(width - 1, column * width / image.width)
          sums[place] += value
          counts[place] += 1
        }
      }
      return true
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
  }
}
