import Foundation
import Rasters
import Surveys

/// One call of `Facies.cutouts`, checked.
struct CutoutRun {
  let image: SurveyImage
  private let options: CutoutOptions
  private let control: RunControl
  private let format: CutoutFormat
  private let stretch: Stretch
  private let detection: DetectionOptions
  private let walk: CutoutWalk

  static let largest = 4096

  init(_ images: [String], _ options: CutoutOptions, _ control: RunControl) throws {
    self.options = options
    self.control = control
    format = try CutoutFormat(name: options.format)
    stretch = try Stretch(options.stretch, limits: options.limits)
    detection = DetectionOptions(options.detection)
    guard (1...Self.largest).contains(options.size) else {
      throw Failure.usage("--size is \(options.size), must be from 1 to \(Self.largest)")
    }
    guard (0...1).contains(options.pixelOrigin) else {
      throw Failure.usage("--pixel-origin is \(options.pixelOrigin), must be 0 or 1")
    }
    image = try SurveyImage(
      images, image: try options.image.map { try ImageExtension($0) } ?? .first)
    try Self.check(options.pictureBands, of: image)
    if options.catalogue == nil || options.masksNeighbours {
      _ = try Detector(image, detection)
    }
    walk = try CutoutWalk(
      image, size: options.size, budget: options.memory ?? MachineMemory.standardBudget)
  }

  private static func check(_ bands: [Int], of image: SurveyImage) throws {
    guard bands.count == 1 || bands.count == 3,
      bands.allSatisfy({ (1...image.bandCount).contains($0) })
    else {
      throw Failure.usage(
        "--png-bands is \(bands.map(String.init).joined(separator: ",")), must be one band or "
          + "three (red, green, blue) of 1 to \(image.bandCount)")
    }
  }

  private func sources() throws -> CutoutSources {
    guard let catalogue = options.catalogue else {
      let found = try Detector(image, detection).detect {
        try control.checkpoint()
        control.progress("detection", $0)
      }
      return CutoutSources(found, on: image)
    }
    var columns = SourceColumns(inHours: options.raInHours, pixelOrigin: options.pixelOrigin)
    for (name, column) in options.columns {
      guard let role = SourceColumns.Role(rawValue: name) else {
        throw Failure.usage("'\(name)' is none of id, ra, dec, x, y")
      }
      columns.names[role] = column
    }
    return try CutoutSources(
      SourceList.read(catalogue, columns: columns), on: image, catalogue: catalogue)
  }

  func write(into folder: CutoutFolder, named name: String) throws -> CutoutReport {
    let sources = try sources()
    let doubled = sources.doubled
    let frames = sources.places.map { $0.flatMap { CutoutFrame(centre: $0, size: options.size) } }
    var flags = frames.indices.map { row -> CutoutFlags in
      let own = frames[row]?.flags(in: image.extent) ?? .noPosition
      return doubled.contains(row) ? own.union(.sameIdentifier) : own
    }
    let sink = try CutoutSink(
      format, folder: folder, image: image, sources: sources, frames: frames,
      hasCutout: flags.map(\.hasCutout), stretch: stretch, options: options)
    try cut(sources, frames, &flags, to: sink)
    let table = sources.table(
      flags: flags, frames: frames, cutout: sink.column, system: image.wcs?.system)
    try sink.finish(with: table)
    try table.write(to: [folder.file("catalog.csv"), folder.file("catalog.fits")])
    let report = report(flags, folder: name)
    try TemporaryName.write(Self.json(report), to: folder.file(CutoutFolder.report))
    return report
  }

  private func cut(
    _ sources: CutoutSources, _ frames: [CutoutFrame?], _ flags: inout [CutoutFlags],
    to sink: CutoutSink
  ) throws {
    let total = max(1, flags.lazy.filter(\.hasCutout).count)
    var done = 0
    try walk.forEach(frames) { row, values in
      try control.checkpoint()
      if values.allSatisfy(\.isNaN) { flags[row].insert(.empty) }
      if options.masksNeighbours, !flags[row].contains(.empty),
        try Detector.maskNeighbours(
          &values, size: options.size, options: detection, name: image.paths.first ?? "")
      {
        flags[row].insert(.neighbours)
      }
      try sink.write(values, row: row)
      done += 1
      if done % 64 == 0 || done == total {
        control.progress("cutouts", Double(done) / Double(total))
      }
    }
  }

  private func report(_ flags: [CutoutFlags], folder: String) -> CutoutReport {
    func count(_ flag: CutoutFlags) -> Int { flags.lazy.filter { $0.contains(flag) }.count }
    return CutoutReport(
      facies: Facies.version, images: image.paths, width: image.width, height: image.height,
      bands: image.bandCount, skySystem: image.wcs?.system, catalogue: options.catalogue,
      folder: folder, sources: flags.count, cutouts: flags.lazy.filter(\.hasCutout).count,
      size: options.size, format: format.rawValue,
      stretch: format == .png ? stretch.text : nil, atEdge: count(.edge),
      outside: count(.outside), withoutPosition: count(.noPosition), empty: count(.empty),
      flags: CutoutFlags.meanings)
  }

  private static func json(_ report: CutoutReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(report)
  }
}

extension DetectionOptions {
  fileprivate init(_ options: CutoutOptions.Detection) {
    self.init()
    threshold = options.threshold
    leastArea = options.leastArea
    mesh = options.mesh
    meshFilter = options.meshFilter
    deblendLevels = options.deblendLevels
    deblendContrast = options.deblendContrast
    clean = options.clean
    smooths = options.smooths
    band = options.band
  }
}
