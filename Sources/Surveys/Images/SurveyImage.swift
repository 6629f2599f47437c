import Foundation
package import Rasters

/// The image of a survey: one or several aligned bands, each a plane of a
/// file, and their place on the sky.
package final class SurveyImage {
  package let width: Int
  package let height: Int
  /// Nil where the header knows none.
  package let wcs: CelestialWCS?
  package let paths: [String]
  package let unit: String?
  /// What was read of files of several images, and what is to be known of the sky.
  package let notes: [String]
  private let bands: [(image: any ImagePlanes, plane: Int)]

  package var bandCount: Int { bands.count }
  package var extent: Window { Window(column: 0, row: 0, width: width, height: height) }

  /// Opens files of one size each, with all their planes as bands. The sky is
  /// the first file's; one that lies elsewhere is refused.
  package init(_ paths: [String], image choice: ImageExtension = .first) throws {
    let images = try paths.map { try ImageFile.open($0, image: choice) }
    guard let first = images.first else { throw Failure.usage("no image is named") }
    for image in images where (image.width, image.height) != (first.width, first.height) {
      throw Failure.usage(
        "'\(image.path)' has \(image.width)x\(image.height) pixels and '\(first.path)' "
          + "\(first.width)x\(first.height): bands must be aligned pixel by pixel")
    }
    (width, height) = (first.width, first.height)
    self.paths = paths
    let ofFiles = try zip(paths, images).compactMap { path, image in
      choice == .first && !ImageFile.isPart(path)
        ? try (image as? FITSImage)?.noteOfOthers() : nil
    }
    unit = first.unit
    bands = images.flatMap { image in (0..<image.planes).map { (image, $0) } }
    wcs = try CelestialWCS(first.header(), name: first.path)
    notes = ofFiles + (wcs?.notes ?? [])
    for image in images.dropFirst() { try checkPlace(of: image) }
  }

  private init(again image: SurveyImage) throws {
    (width, height, paths, unit) = (image.width, image.height, image.paths, image.unit)
    notes = image.notes
    var opened: [ObjectIdentifier: any ImagePlanes] = [:]
    bands = try image.bands.map { band in
      let key = ObjectIdentifier(band.image)
      let own = try opened[key] ?? band.image.reopened()
      opened[key] = own
      return (own, band.plane)
    }
    wcs = try bands.first.flatMap { try CelestialWCS($0.image.header(), name: $0.image.path) }
  }

  /// Opens the image again, with handles of its own, for another thread.
  package func reopened() throws -> SurveyImage { try SurveyImage(again: self) }

  /// How far apart bands may be, in pixels.
  private static let tolerance = 0.1

  private func checkPlace(of image: any ImagePlanes) throws {
    guard let wcs, let other = try CelestialWCS(image.header(), name: image.path) else { return }
    for (x, y) in [(1, 1), (width, 1), (1, height), (width, height)] {
      let corner = ImagePosition(x: Double(x), y: Double(y))
      guard let sky = wcs.sky(at: corner), let found = other.pixel(at: sky) else { continue }
      let distance = hypot(found.x - corner.x, found.y - corner.y)
      guard distance <= Self.tolerance else {
        throw Failure.usage(
          String(
            format: "'%@' lies %.1f pixels away from '%@': bands must be aligned pixel by pixel",
            image.path, distance, paths.first ?? ""))
      }
    }
  }

  /// Reads a window of a band (from 0), row by row from the lowest on, into
  /// rows that are `stride` values apart. The window must lie in the image.
  package func read(
    _ window: Window, band: Int, into out: UnsafeMutablePointer<Float>, stride: Int
  ) throws {
    try bands[band].image.read(window, plane: bands[band].plane, into: out, stride: stride)
  }
}
