import Foundation
import Rasters
import Settings
import Surveys

/// The column that says where the cutout of each row is.
package struct CutoutColumn {
  var column: CatalogueColumn
  var values: [CatalogueValue]
}

/// Where cutouts go, in any order.
///
/// Unchecked because files are independent and the cube is written by one
/// thread.
final class CutoutSink: @unchecked Sendable {
  /// Names of files, or numbers of planes, for the table.
  let column: CutoutColumn
  private let folder: CutoutFolder
  private let image: SurveyImage
  private let sources: CutoutSources
  private let frames: [CutoutFrame?]
  private let stretch: Stretch
  private let bands: [Int]
  private let size: Int
  private let format: CutoutFormat
  private var cube: CutoutCube?
  /// The plane of each row, from 0.
  private var planes: [Int] = []
  private var names: [String] = []

  init(
    _ format: CutoutFormat, folder: CutoutFolder, image: SurveyImage, sources: CutoutSources,
    frames: [CutoutFrame?], hasCutout: [Bool], stretch: Stretch, options: CutoutOptions
  ) throws {
    (self.format, self.folder, self.image, self.sources) = (format, folder, image, sources)
    (self.frames, self.stretch) = (frames, stretch)
    bands = options.pictureBands.map { $0 - 1 }
    size = options.size
    if format == .cube {
      var next = 0
      planes = hasCutout.map { has in
        guard has else { return -1 }
        defer { next += 1 }
        return next
      }
      column = .init(
        column: .init("plane", .int32, "cutout in cutouts.fits, first is 1; 0 is none"),
        values: planes.map { .integer($0 + 1) })
      guard next > 0 else { return }
      cube = try CutoutCube(
        folder.file(CutoutFolder.cube), image: image, size: options.size, count: next)
    } else {
      var namer = CutoutNames()
      let ending = format == .png ? ".png" : ".fits"
      names = zip(sources.ids, hasCutout).map { id, has in
        has ? CutoutFolder.files + "/" + namer.name(for: id) + ending : ""
      }
      column = .init(
        column: .init(
          "file", .string(width: CatalogueColumn.width(of: names)), ucd: "meta.file",
          "file of the cutout; empty is none"),
        values: names.map { .text($0) })
      try FileManager.default.createDirectory(
        atPath: folder.file(CutoutFolder.files), withIntermediateDirectories: true)
    }
  }

  /// A file of its own, from any thread; nothing for a cube.
  func writeFile(_ made: MadeCutout, row: Int) throws {
    guard format != .cube, var frame = frames[row], let place = sources.places[row] else { return }
    if made.plane != nil { (frame.window.width, frame.window.height) = (size, size) }
    let cutout = Cutout(
      id: sources.ids[row], source: place, frame: frame, values: made.values, plane: made.plane)
    let path = folder.file(names[row])
    if format == .png {
      try CutoutFile.writePNG(cutout, stretch: stretch, bands: bands, to: path)
    } else {
      try CutoutFile.writeFITS(cutout, of: image, to: path)
    }
  }

  /// A plane of a cube, from one thread at a time.
  func writePlane(_ values: [Float], row: Int) throws {
    if format == .cube { try cube?.write(values, plane: planes[row]) }
  }

  func finish(with table: CatalogueTable) throws { try cube?.finish(with: table) }
}
