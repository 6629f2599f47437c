import Foundation
import Rasters
import Surveys

/// The column that says where the cutout of each row is.
struct CutoutColumn {
  var column: CatalogueColumn
  var values: [CatalogueValue]
}

/// Where cutouts go, in any order.
final class CutoutSink {
  /// Names of files, or numbers of planes, for the table.
  let column: CutoutColumn
  private let folder: CutoutFolder
  private let image: SurveyImage
  private let sources: CutoutSources
  private let frames: [CutoutFrame?]
  private let stretch: Stretch
  private let bands: [Int]
  private let format: CutoutFormat
  private var cube: CutoutCube?
  /// Of each row; from 0.
  private var planes: [Int] = []
  private var names: [String] = []

  init(
    _ format: CutoutFormat, folder: CutoutFolder, image: SurveyImage, sources: CutoutSources,
    frames: [CutoutFrame?], hasCutout: [Bool], stretch: Stretch, options: CutoutOptions
  ) throws {
    (self.format, self.folder, self.image, self.sources) = (format, folder, image, sources)
    (self.frames, self.stretch) = (frames, stretch)
    bands = options.pictureBands.map { $0 - 1 }
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
        folder.file("cutouts.fits"), image: image, size: options.size, count: next)
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

  func write(_ values: [Float], row: Int) throws {
    if format == .cube { return try cube?.write(values, plane: planes[row]) ?? () }
    guard let frame = frames[row], let place = sources.places[row] else { return }
    let cutout = Cutout(id: sources.ids[row], source: place, frame: frame, values: values)
    let path = folder.file(names[row])
    if format == .png {
      try CutoutFile.writePNG(cutout, stretch: stretch, bands: bands, to: path)
    } else {
      try CutoutFile.writeFITS(cutout, of: image, to: path)
    }
  }

  func finish(with table: CatalogueTable) throws { try cube?.finish(with: table) }
}
