/// An image with north up and east to the left, projected from the centre of
/// the sphere (TAN).
package struct TangentPlane: Sendable {
  /// Where the projection touches the sky, and which pixel shows that place.
  package var sky: SkyPosition
  package var place: ImagePosition
  package var degreesPerPixel: Double
  package var system: String
  package var equinox: Double?

  package init(
    sky: SkyPosition, place: ImagePosition, degreesPerPixel: Double, system: String = "ICRS",
    equinox: Double? = nil
  ) {
    self.sky = sky
    self.place = place
    self.degreesPerPixel = degreesPerPixel
    self.system = system
    self.equinox = equinox
  }

  /// Cards of a header, 80 letters each.
  package var cards: [String] {
    let texts = [
      ("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CUNIT1", "deg"), ("CUNIT2", "deg"),
      ("RADESYS", system),
    ].map { SkyHeader.text($0.0, $0.1) }
    let numbers: [(String, Double)] =
      [
        ("CRPIX1", place.x), ("CRPIX2", place.y), ("CRVAL1", sky.ra), ("CRVAL2", sky.dec),
        ("CD1_1", -degreesPerPixel), ("CD1_2", 0), ("CD2_1", 0), ("CD2_2", degreesPerPixel),
      ] + (equinox.map { [("EQUINOX", $0)] } ?? [])
    return texts + numbers.map { SkyHeader.real($0.0, $0.1) }
  }
}
