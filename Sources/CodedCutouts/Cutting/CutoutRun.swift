import Files
import Foundation
import Jobs
import Kernels
import Rasters
import Settings
import Surveys

/// One call of `Facies.cutouts`, checked.
struct CutoutRun {
  let image: SurveyImage
  private let options: CutoutOptions
  private let control: RunControl
  private let format: CutoutFormat
  private let stretch: Stretch
  private let detection: DetectionSettings
  private let walk: CutoutWalk
  private let lanes: [CutoutLane]
  /// Cutouts that are worked on together.
  private let batch: Int

  init(_ images: [String], _ options: CutoutOptions, _ control: RunControl) throws {
    self.options = options
    self.control = control
    format = options.format
    stretch = Stretch(options.stretch, limits: options.limits)
    detection = options.detection
    try CutoutSettings.size.checked(options.size)
    if let origin = options.pixelOrigin { try CatalogueSettings.pixelOrigin.checked(origin) }
    image = try SurveyImage(
      images, image: try options.image.map { try ImageExtension($0) } ?? .first)
    try Self.check(options.pictureBands, of: image)
    if options.catalogue == nil || options.masksNeighbours {
      _ = try Detector(image, detection)
    }
    let workers = Workers(options.threads ?? Workers.available)
    let lane = try CutoutLane(image, options, detection)
    var lanes = [lane]
    for _ in 1..<workers.count {
      lanes.append(try CutoutLane(image.reopened(), options, detection))
    }
    self.lanes = lanes
    // A quarter of the budget for cutouts that wait for their turn.
    let budget = options.memory ?? MachineMemory.standardBudget
    let bytes = 4 * lane.side * lane.side * image.bandCount * (options.isNorthUp ? 2 : 1)
    batch = max(1, min(16 * workers.count, budget / 4 / bytes))
    walk = try CutoutWalk(image, size: lane.side, budget: budget - (batch - 1) * bytes)
  }

  private static func check(_ bands: [Int], of image: SurveyImage) throws {
    guard bands.count == 1 || bands.count == 3,
      bands.allSatisfy({ (1...image.bandCount).contains($0) })
    else {
      throw Failure.outOfRange(
        CutoutSettings.pictureBands.name, found: bands.map(String.init).joined(separator: ","),
        allowed: "\(CutoutSettings.pictureBands.allowed.text) of 1 to \(image.bandCount)")
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
      SourceList.load(catalogue, columns: columns), on: image, catalogue: catalogue)
  }

  func write(into folder: CutoutFolder, named name: String) throws -> CutoutReport {
    let sources = try sources()
    let doubled = sources.doubled
    let frames = sources.places.map {
      $0.flatMap { CutoutFrame(centre: $0, size: lanes[0].side) }
    }
    var flags = frames.indices.map { row -> CutoutFlags in
      var own = frames[row]?.flags(in: image.extent) ?? sources.flags(withoutFrame: row)
      // Turned cutouts are smaller than what is read for them.
      if options.isNorthUp { own.remove(.edge) }
      return doubled.contains(row) ? own.union(.sameIdentifier) : own
    }
    let sink = try CutoutSink(
      format, folder: folder, image: image, sources: sources, frames: frames,
      hasCutout: flags.map(\.hasCutout), stretch: stretch, options: options)
    try cut(sources, frames, &flags, to: sink)
    let table = sources.table(
      flags: flags, frames: options.isNorthUp ? nil : frames, size: options.size,
      cutout: sink.column,
      wcs: image.wcs)
    try sink.finish(with: table)
    try table.write(to: [folder.file(CutoutFolder.table), folder.file(CutoutFolder.binaryTable)])
    let report = report(flags, folder: name, notes: image.notes + sources.notes)
    try TemporaryName.write(Self.json(report), to: folder.file(CutoutFolder.report))
    return report
  }

  private func cut(
    _ sources: CutoutSources, _ frames: [CutoutFrame?], _ flags: inout [CutoutFlags],
    to sink: CutoutSink
  ) throws {
    let total = max(1, flags.lazy.filter(\.hasCutout).count)
    var done = 0
    var waiting: [(row: Int, values: [Float])] = []
    let (lanes, places, isCube) = (lanes, sources.places, format == .cube)
    func work() throws {
      let part = waiting
      let made = try Workers(lanes.count).map(part.count) { lane, item in
        let row = part[item].row
        let cutout = try lanes[lane].make(
          part[item].values, frame: frames[row], place: places[row])
        try sink.writeFile(cutout, row: row)
        return isCube ? cutout : cutout.withoutValues
      }
      for (item, cutout) in zip(part, made) {
        flags[item.row].formUnion(cutout.flags)
        try sink.writePlane(cutout.values, row: item.row)
      }
      waiting.removeAll(keepingCapacity: true)
      done += part.count
      control.progress("cutouts", Double(done) / Double(total))
    }
    try walk.forEach(frames) { row, values in
      try control.checkpoint()
      waiting.append((row, values))
      if waiting.count == batch { try work() }
    }
    try work()
  }

  private func report(_ flags: [CutoutFlags], folder: String, notes read: [String]) -> CutoutReport
  {
    var notes = read
    if !flags.contains(where: \.hasCutout) {
      notes.append(
        flags.isEmpty
          ? "there is no source, and no cutout was made"
          : "none of the \(flags.count) sources lies on the image: no cutout was made")
    }
    func count(_ flag: CutoutFlags) -> Int { flags.lazy.filter { $0.contains(flag) }.count }
    return CutoutReport(
      facies: Facies.version, images: image.paths, width: image.width, height: image.height,
      bands: image.bandCount, skySystem: image.wcs?.system, catalogue: options.catalogue,
      folder: folder, sources: flags.count, cutouts: flags.lazy.filter(\.hasCutout).count,
      size: options.size, format: format.rawValue,
      stretch: format == .png ? stretch.text : nil,
      northUp: options.isNorthUp ? "tangent plane around each source, bilinear" : nil,
      atEdge: count(.edge),
      outside: count(.outside), withoutPosition: count(.noPosition), empty: count(.empty),
      flags: CutoutFlags.meanings, notes: notes.isEmpty ? nil : notes)
  }

  private static func json(_ report: CutoutReport) throws -> Data {
    return try JSONText.data(report)
  }
}
