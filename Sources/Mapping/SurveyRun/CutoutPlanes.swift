/// The pixels of one cutout as they came: [band][row][column], rows from the
/// top as shown on a screen; NaN is no value.
struct CutoutPlanes: Sendable {
  var bands: Int
  var width: Int
  var height: Int
  var values: [Float]
  /// Bytes of a picture, 0 to 255, which are shown as they are.
  var isPicture = false

  /// One band.
  func plane(_ band: Int) -> ArraySlice<Float> {
    values[band * width * height..<(band + 1) * width * height]
  }

  /// The other way up: FITS images have their lowest row first.
  var turnedOver: CutoutPlanes {
    var out = self
    for band in 0..<bands {
      for row in 0..<height {
        let from = (band * height + height - 1 - row) * width
        let to = (band * height + row) * width
        out.values.replaceSubrange(to..<to + width, with: values[from..<from + width])
      }
    }
    return out
  }

  /// The mean of the bands where all have a value.
  var grey: [Float] {
    guard bands > 1 else { return values }
    let area = width * height
    return (0..<area).map { pixel in
      var sum: Float = 0
      for band in 0..<bands { sum += values[band * area + pixel] }
      return sum / Float(bands)
    }
  }
}
