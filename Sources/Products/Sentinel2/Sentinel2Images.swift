import Rasters

/// Chooses the image of every band among the pixel sizes that are there.
struct Sentinel2Images {
  private(set) var present: [(band: Sentinel2Band, file: String)] = []
  /// Listed by the metadata, but not there.
  private(set) var missing: [Sentinel2Band] = []
  private(set) var notes: [String] = []
  private let metadata: Sentinel2Metadata

  init(_ metadata: Sentinel2Metadata, files: Sentinel2Files) throws {
    self.metadata = metadata
    for band in Sentinel2Band.all {
      let listed = Self.candidates(metadata.images, for: band)
      guard !listed.isEmpty else { continue }
      if let found = try Self.first(listed, files) {
        present.append((band, found.file))
        noteSize(band, found.image)
      } else {
        missing.append(band)
      }
    }
    noteMissing()
  }

  /// The images of a band, the one of its own pixel size first.
  static func candidates(
    _ images: [Sentinel2Metadata.Image], for band: Sentinel2Band
  ) -> [Sentinel2Metadata.Image] {
    let all = images.filter { $0.name.label == band.label }
    return band.resolutions.flatMap { size in
      all.filter { ($0.name.resolution ?? band.resolution) == size }
    }
  }

  private static func first(
    _ images: [Sentinel2Metadata.Image], _ files: Sentinel2Files
  ) throws -> (image: Sentinel2Metadata.Image, file: String)? {
    for image in images {
      if let file = try files.image(image.path) { return (image, file) }
    }
    return nil
  }

  private mutating func noteSize(_ band: Sentinel2Band, _ image: Sentinel2Metadata.Image) {
    guard let size = image.name.resolution, size != band.resolution else { return }
    notes.append(
      "\(band.name) (\(band.label)) is there with pixels of \(size) m only, not of "
        + "\(band.resolution) m")
  }

  private mutating func noteMissing() {
    guard !missing.isEmpty else { return }
    let list = missing.map { "\($0.name) (\($0.label))" }.joined(separator: ", ")
    notes.append("listed by the metadata but not there: \(list)")
  }

  /// A product is distributed whole: without one of its default bands it was
  /// not fetched whole.
  var incomplete: Failure? {
    let lost = missing.filter { $0.kind.leftOut == nil }.map { "\($0.name) (\($0.label))" }
    guard !lost.isEmpty else { return nil }
    return Failure(
      "\(metadata.shown) lists \(lost.joined(separator: ", ")), but no such file is there: fetch "
        + "the product again, or name the bands to use")
  }
}
