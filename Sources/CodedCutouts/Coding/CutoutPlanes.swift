/// The pixels of one cutout as they came: [band][row][column], rows from the
/// top as shown on a screen; NaN is no value.
package struct CutoutPlanes: Sendable {
  package var bands: Int
  package var width: Int
  package var height: Int
  package var values: [Float]
  /// Bytes of a picture, 0 to 255, which are shown as they are.
  var isPicture = false

  /// One band.
  package func plane(_ band: Int) -> ArraySlice<Float> {
    values[band * width * height..<(band + 1) * width * height]
  }

  /// The other way up: FITS images have their lowest row first.
  package var turnedOver: CutoutPlanes {
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
  package var grey: [Float] {
    guard bands > 1 else { return values }
    let area = width * height
    return (0..<area).map { pixel in
      var sum: Float = 0
      for band in 0..<bands { sum += values[band * area + pixel] }
      return sum / Float(bands)
    }
  }

  /// Every band less its own sky, the median along the edge of the cutout:
  /// filters have skies of their own, which are no colours of sources.
  var aboveSky: CutoutPlanes {
    let rim = max(1, min(width, height) / 10)
    var out = self
    for band in 0..<bands {
      let start = band * width * height
      var edge: [Float] = []
      for row in 0..<height {
        for column in 0..<width {
          let isInside =
            row >= rim && row < height - rim && column >= rim && column < width - rim
          let value = values[start + row * width + column]
          if !isInside, value.isFinite { edge.append(value) }
        }
      }
      edge.sort()
      guard let sky = edge.isEmpty ? nil : edge[edge.count / 2] else { continue }
      for place in start..<start + width * height { out.values[place] -= sky }
    }
    return out
  }

  package init(bands: Int, width: Int, height: Int, values: [Float], isPicture: Bool = false) {
    self.bands = bands
    self.width = width
    self.height = height
    self.values = values
    self.isPicture = isPicture
  }
}
