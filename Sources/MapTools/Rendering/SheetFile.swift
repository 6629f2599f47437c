import Cartography
import Files
import Foundation
import Jobs
import RasterIO
import Rasters
import Settings

/// Where a map sheet is written: a PNG, with its place beside it where that is
/// asked for, or a GeoPDF.
struct SheetFile {
  private let path: String
  private let isPDF: Bool
  private let hasWorldFile: Bool

  init(path: String, options: RenderOptions, grid: Grid, input: LocalPath) throws {
    guard [".png", ".pdf"].contains(where: path.lowercased().hasSuffix) else {
      throw Failure.usage("'\(path)' must end in .png or .pdf")
    }
    try OutputPath.check(path, overwrite: options.overwrite, input: input)
    self.path = path
    isPDF = path.lowercased().hasSuffix(".pdf")
    if options.worldFile {
      guard !isPDF else {
        throw Failure.usage(
          "a PDF holds its place itself: \(MapSettings.worldFile) goes with a PNG")
      }
      guard grid.transform != nil else {
        throw Failure.usage(
          "the map has no place on the ground that a world file could say: "
            + "leave out \(MapSettings.worldFile)")
      }
    }
    if options.worldFile {
      try OutputPath.check(
        WorldFile.path(beside: path), overwrite: options.overwrite, input: input)
    }
    // One that would lie about the new sheet is written anew.
    let isThere = FileManager.default.fileExists(atPath: WorldFile.path(beside: path))
    hasWorldFile = options.worldFile || (isThere && !isPDF && grid.transform != nil)
  }

  func write(_ drawn: MapSheet, _ control: RunControl) throws {
    var sheet = drawn
    sheet.checkpoint = control.checkpoint
    guard isPDF else {
      try sheet.write(to: path)
      if hasWorldFile, let page = try sheet.page() { try WorldFile.write(page, beside: path) }
      return
    }
    let picture = TemporaryName.beside(path) + ".png"
    defer { unlink(picture) }
    do {
      try sheet.write(to: picture)
    } catch let error as any FaciesError {
      throw Failure(error, replacing: picture, with: path)
    }
    let page = try sheet.page()
    if page == nil {
      control.log("the map has no place on the ground: the PDF is a plain picture of the sheet")
    }
    try GeoPDF(
      title: sheet.title, dotsPerInch: sheet.style.layout.dotsPerInch, page: page,
      frame: try sheet.frame()
    ).write(picture: picture, to: path)
  }
}
