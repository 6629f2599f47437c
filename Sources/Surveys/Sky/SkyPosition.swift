/// A place on the sky in degrees: right ascension from 0 to below 360, and
/// declination.
package struct SkyPosition: Sendable, Equatable {
  package var ra: Double
  package var dec: Double

  package init(ra: Double, dec: Double) {
    let turn = ra.truncatingRemainder(dividingBy: 360)
    let wrapped = turn < 0 ? turn + 360 : turn
    // A tiny negative angle becomes 360 by rounding.
    self.ra = wrapped >= 360 ? 0 : wrapped
    self.dec = dec
  }
}

/// A place on an image as FITS and DS9 count: (1, 1) is the centre of the
/// lower left pixel, x runs along a row.
package struct ImagePosition: Sendable, Equatable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
