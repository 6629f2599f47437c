import Foundation
package import Kernels

/// The adaptive polar transform of Fang et al. 2023 and 2025 as their programs
/// have it (polar.py): origin in the brightest pixel, zero angle towards the
/// faintest (among equals the one nearest to the middle), every pixel enlarged to
/// 2 x 2, the nearest of them taken at 125 angles 0.05 rad apart and at as many
/// radii as an image is high, mirrored about the nucleus.
package struct PublishedPolar: Sendable, Equatable {
  /// Two slips of the programs: pixels left of or above the image come from its
  /// other side, and the nucleus stands in the first column while the middle one
  /// stays empty. Without them both are 0 and where they belong.
  package var keepsSlips: Bool

  package init(keepsSlips: Bool = true) { self.keepsSlips = keepsSlips }

  static let enlargement = 2
  static let step = 0.05
  package static let angles = Int(2 * Double.pi / step)

  /// Columns of the result for images of this height.
  package static func columns(height: Int) -> Int { 2 * (enlargement * height / 2) }

  /// [angle][column], the radius growing to both sides of the middle column. Of
  /// several channels the first says where origin and zero angle are.
  package func unwrap(_ images: ImageBatch, workers: Workers) throws -> ImageBatch {
    let columns = Self.columns(height: images.height)
    let area = images.height * images.width
    let unwrapped = try workers.map(images.count) { _, image -> [Float] in
      let planes = images.values[images.range(image)]
      let guide = Array(planes.prefix(area))
      let frame = Self.frame(guide, width: images.width)
      return (0..<images.channels).flatMap { channel in
        let start = planes.startIndex + channel * area
        return unwrap(Array(planes[start..<start + area]), width: images.width, frame)
      }
    }
    return ImageBatch(
      count: images.count, channels: images.channels, height: Self.angles, width: columns,
      values: unwrapped.flatMap { $0 })
  }

  /// Origin in enlarged pixels and the zero angle.
  struct Frame {
    let row: Int
    let column: Int
    let zero: Double
  }

  static func frame(_ image: [Float], width: Int) -> Frame {
    let top = place(of: image.max() ?? 0, in: image, width: width)
    let low = place(of: image.min() ?? 0, in: image, width: width)
    return Frame(
      row: top.row, column: top.column,
      zero: atan2(Double(low.row - top.row), Double(low.column - top.column)))
  }

  /// The pixel of this value that is nearest to the middle, enlarged.
  private static func place(
    of value: Float, in image: [Float], width: Int
  ) -> (row: Int, column: Int) {
    let middle = (image.count / width / 2, width / 2)
    func distance(_ index: Int) -> Int {
      let (y, x) = (index / width - middle.0, index % width - middle.1)
      return y * y + x * x
    }
    let places = image.indices.lazy.filter { image[$0] == value }
    let nearest = places.min { distance($0) < distance($1) } ?? 0
    let enlarged = { (pixel: Int) in pixel * enlargement + enlargement - 1 }
    return (enlarged(nearest / width), enlarged(nearest % width))
  }

  private func unwrap(_ image: [Float], width: Int, _ frame: Frame) -> [Float] {
    let height = image.count / width
    let radii = Self.enlargement * height / 2
    var out = [Float](repeating: 0, count: Self.angles * 2 * radii)
    for angle in 0..<Self.angles {
      let direction = frame.zero + Self.step * Double(angle)
      let (sine, cosine) = (sin(direction), cos(direction))
      let middle = angle * 2 * radii + radii
      for radius in 0..<radii {
        let row = Int(Double(radius) * sine + Double(frame.row))
        let column = Int(Double(radius) * cosine + Double(frame.column))
        guard let y = source(row, Self.enlargement * height),
          let x = source(column, Self.enlargement * width)
        else { continue }
        let value = image[y * width + x]
        if radius == 0 {
          out[keepsSlips ? middle - radii : middle] = value
        } else {
          out[middle + radius] = value
          out[middle - radius] = value
        }
      }
    }
    return out
  }

  /// The pixel that an enlarged one is of; nil outside.
  private func source(_ place: Int, _ length: Int) -> Int? {
    let inside = keepsSlips && place < 0 ? place + length : place
    return (0..<length).contains(inside) ? inside / Self.enlargement : nil
  }
}
