import Foundation
import RasterIO
import Rasters

/// Plain rasters: one file with bands, or files with one band each, that
/// mean what their own tags say.
struct GenericRaster: Product {
  static let title = "plain raster"

  let files: [LocalPath]

  init(paths: [String]) throws {
    files = try paths.map { try Self.check($0, isOneOfSeveral: paths.count > 1) }
    var seen = Set<String>()
    for file in files where !seen.insert(file.absolute).inserted {
      throw Failure.usage("'\(file.typed)' is named twice")
    }
  }

  static func recognise(_ location: ProductLocation) throws -> GenericRaster? {
    location.kind == .file ? try GenericRaster(paths: [location.given.typed]) : nil
  }

  private static func check(_ typed: String, isOneOfSeveral: Bool) throws -> LocalPath {
    let path = try LocalPath(typed)
    if typed.lowercased().hasSuffix(".hdr") {
      throw Failure("'\(typed)' is a header; name the data file beside it")
    }
    if path.kind == .file, VirtualFiles.root(ofArchive: path.absolute) == nil {
      let file = try LocalPath.file(typed)
      if VirtualRasters.isVirtual(file.absolute), !VirtualRasters.isAdmitted(file.absolute) {
        throw VirtualRaster.refusal(typed)
      }
      return file
    }
    let what = path.kind == .folder ? "folder" : "archive"
    guard !isOneOfSeveral else {
      throw Failure.usage(
        "the \(what) '\(typed)' is one of several inputs, which must be raster files, the bands of "
          + "one scene; a product stands alone, or under 'inputs' in a scene file")
    }
    let cutouts =
      path.kind == .folder
      ? "; if they are cutouts, name the folder under 'images' in a survey file" : ""
    throw Failure(
      "the \(what) '\(typed)' holds no product that is known (\(knownTitles)); "
        + "name its raster files one by one\(cutouts)")
  }

  private static var knownTitles: String {
    ProductCatalogue.titles.dropLast().joined(separator: ", ")
  }

  func scene(for request: ProductRequest) throws -> ProductScene {
    let contents = try files.map(GenericContents.init)
    if let only = contents.first, contents.count == 1, only.isContainer {
      return try GenericContainer(file: only.file, parts: only.parts).scene(for: request)
    }
    var bands = try GenericBands(contents: contents, request: request).declare()
    let isScaled = contents.contains(where: \.isScaled)
    var notes = contents.flatMap(\.notes)
    if bands.count >= Hyperspectral.fewestBands, let only = contents.first, contents.count == 1 {
      notes += Hyperspectral.leaveOut(&bands, of: only)
    }
    let found = try StackReading(contents: contents, request: request).recognised(&bands)
    if bands.count < Hyperspectral.fewestBands {
      notes += (found?.notes ?? []) + StackRecognition.leftOutNotes(bands)
    }
    return ProductScene(
      name: name, product: "raster",
      level: found?.level.isEmpty == false
        ? found?.level ?? "" : ProductScene.level(isScaled: isScaled),
      sensor: found?.sensor ?? "", bands: bands,
      quality: GenericQuality.layers(of: contents) + (found?.quality ?? []),
      notes: unique(notes), files: files.map(\.absolute))
  }

  private var name: String { Self.name(ofFiles: files.map(\.stem)) }

  /// What the files' names share, else the first one's.
  static func name(ofFiles stems: [String]) -> String {
    let shared = GenericBands.sharedPrefix(stems).trimmingCharacters(
      in: .init(charactersIn: "_-. "))
    return shared.isEmpty ? stems.first ?? "" : shared
  }

  /// The refusal of a container whose parts were not named.
  static func isContainer(_ scene: ProductScene, _ request: ProductRequest) -> Failure {
    let shown = scene.parts.prefix(40).joined(separator: ", ")
    let more = scene.parts.count > 40 ? " and \(scene.parts.count - 40) more" : ""
    return Failure(
      "'\(request.paths.first ?? scene.name)' is a container of \(scene.parts.count) rasters; name the bands to use "
        + "among: \(shown)\(more)")
  }
}
