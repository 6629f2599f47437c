import Fitting
import Foundation
import Groups
import RasterIO
import Rasters
import Reports
import Scenes
import Surveys

/// Puts a survey's result together as the content of its page. Nothing that
/// depends on the machine's speed or on threads is taken over.
struct SurveyPageDraft {
  let survey: Survey
  let report: SurveyReport
  let writer: SurveyWriter
  let pictures: SurveyPictures
  let folder: SurveyFolder

  /// Pixels of a side of a prototype.
  private static let side = 96
  private static let mostPoints = 4000
  private static let titles = [
    ("gini", "Gini"), ("m20", "M20"), ("concentration", "C"), ("asymmetry", "A"),
    ("sersic_n", "n"), ("rpetro_ellip", "Rp, px"),
  ]

  func content() throws -> SurveyContent {
    var page = SurveyContent(
      title: survey.title ?? survey.name, subtitle: subtitle,
      credit: survey.credit ?? "Made with facies", command: command)
    page.facts = facts
    page.map = try picture(SurveyFolder.map, "Map of the field with its sources ringed by group")
    page.planes = try picture(
      SurveyFolder.planes, "Gini over M20, asymmetry over concentration, Sérsic index over radius")
    page.medianTitles = hasMeasurements ? Self.titles.map(\.1) : []
    page.groups = try groups()
    page.points = points
    page.objects = writer.coded.rows.count
    page.agreement = agreement
    page.curves = curves
    page.parameters = parameters
    page.notes = report.warnings
    page.inputs = report.inputs.compactMap { input in
      input.sha256.map { .init(Self.bare(input.path), $0) }
    }
    page.files = files
    page.versions = report.versions.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
    return page
  }

  private var hasMeasurements: Bool { !report.flags.isEmpty }

  private static func bare(_ path: String) -> String {
    URL(fileURLWithPath: path).lastPathComponent
  }

  private var subtitle: String {
    "\(report.objects) objects in \(report.groups.count) groups by a vote of "
      + report.members.joined(separator: ", ")
  }

  private var facts: [ReportContent.Fact] {
    var out: [ReportContent.Fact] = [
      .init("objects", "\(report.objects)"),
      .init("voted", String(format: "%d (%.1f %%)", report.voted, report.votedPercent)),
      .init("completed", "\(report.completed)"), .init("rejected", "\(report.rejected)"),
    ]
    if report.invalid > 0 { out.append(.init("without a code", "\(report.invalid)")) }
    if let width = report.width, let height = report.height {
      out.append(.init("image", "\(width)×\(height) px, \(report.bands) bands"))
    }
    if hasMeasurements {
      let good = (report.flags["0"] ?? 0) + (report.flags["1"] ?? 0)
      out.append(.init("measured well", "\(good)"))
    }
    return out
  }

  // MARK: pictures

  /// A PNG of the folder as a JPEG for the page.
  private func picture(_ name: String, _ text: String) throws -> SurveyContent.Picture? {
    let path = folder.file(name)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let raster = try RasterDataset(path: path)
    let (width, height) = (raster.width, raster.height)
    var values = [Float](repeating: 0, count: 3 * width * height)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: [1, 2, 3],
        source: .init(column: 0, row: 0, width: Double(width), height: Double(height)),
        width: width, height: height, into: base, rowStride: width, bandStride: width * height)
    }
    let rgb = (0..<width * height * 3).map { index in
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: 3)
      return UInt8(max(0, min(255, values[channel * width * height + pixel])))
    }
    return SurveyContent.Picture(
      data: try PictureJPEG.data(width: width, height: height, rgb: rgb, quality: 90),
      type: "image/jpeg", width: width, height: height, text: text)
  }

  private func groups() throws -> [SurveyContent.Group] {
    let shown = try pictures.pictures(
      Set(report.groups.flatMap(\.prototypes)).sorted(), side: Self.side)
    let digits = max(2, "\(report.groups.count)".count)
    return try report.groups.map { group in
      SurveyContent.Group(
        number: group.group, name: group.name, hint: group.hint ?? "",
        colour: RGB(hex: group.colour) ?? RGB(128, 128, 128), voted: group.voted,
        completed: group.completed, agreement: group.agreement,
        medians: hasMeasurements ? Self.titles.map { group.medians[$0.0] } : [],
        prototypes: try strip(group.prototypes.compactMap { shown[$0] }, group.group),
        montage: GroupFiles.montages + "/" + String(format: "%0\(digits)d.png", group.group))
    }
  }

  /// Pictures side by side.
  private func strip(_ tiles: [[UInt8]], _ group: Int) throws -> SurveyContent.Picture? {
    guard !tiles.isEmpty else { return nil }
    let side = Self.side
    var rgb: [UInt8] = []
    for row in 0..<side {
      for tile in tiles { rgb += tile[row * side * 3..<(row + 1) * side * 3] }
    }
    return SurveyContent.Picture(
      data: try PictureJPEG.data(width: side * tiles.count, height: side, rgb: rgb),
      type: "image/jpeg", width: tiles.count * 48, height: 48,
      text: "The \(tiles.count) members of group \(group) nearest to its middle")
  }

  // MARK: plots

  /// Objects by their first two codes, a sample of them.
  private var points: [SurveyContent.Point] {
    let codes = writer.coded.codes
    guard codes.features >= 2 else { return [] }
    return ClusterQuality.draw(
      Self.mostPoints, of: Array(writer.coded.rows.indices), seed: survey.seed
    ).sorted().map { place in
      let object = writer.result.grouped[writer.coded.rows[place]]
      return SurveyContent.Point(
        x: Double(codes[0, place]), y: Double(codes[1, place]),
        group: object.status == .voted ? object.group : 0)
    }
  }

  private var agreement: [(share: Double, voted: Int, others: Int)] {
    var bins: [Double: (voted: Int, others: Int)] = [:]
    for object in writer.result.grouped where object.status != .invalid {
      // Many members make many shares: tenths then.
      let share =
        report.members.count <= 10 ? object.agreement : (object.agreement * 10).rounded() / 10
      if object.status == .voted {
        bins[share, default: (0, 0)].voted += 1
      } else {
        bins[share, default: (0, 0)].others += 1
      }
    }
    return bins.sorted { $0.key < $1.key }.map { ($0.key, $0.value.voted, $0.value.others) }
  }

  private var curves: [ReportContent.Curve] {
    let lines = writer.coder.notes.curves.map { curve in
      ReportContent.Curve.Line(
        // The title says whose they are.
        name: curve.name.replacingOccurrences(of: "autoencoder ", with: ""),
        points: curve.values.enumerated().map { (x: Double($0.offset + 1), y: $0.element) })
    }
    return lines.isEmpty
      ? [] : [ReportContent.Curve(title: "Loss of the autoencoder", xTitle: "epoch", lines: lines)]
  }

  // MARK: records

  private var parameters: [ReportContent.Group] {
    var sources: [ReportContent.Fact] = []
    if case .images = survey.input {
      sources.append(
        survey.catalogue.map { .init("catalogue", Self.bare($0.path)) }
          ?? .init(
            "detection",
            "\(survey.detection.threshold) deviations, "
              + "\(survey.detection.leastArea) pixels"))
      if let size = writer.source.size { sources.append(.init("cutouts", "\(size)×\(size) px")) }
      sources.append(
        .init("neighbours", survey.cutouts.masksNeighbours ? "masked" : "left in"))
    }
    return [
      .init("Sources", sources),
      .init(
        "Codes",
        [
          .init("shown as", report.view), .init("encoder", report.encoder),
          .init("codes", "\(report.codeLength)"),
          .init("variance kept", String(format: "%.1f %%", 100 * report.explainedVariance)),
        ]),
      .init(
        "Vote",
        [
          .init("members", report.members.joined(separator: ", ")), .init("rule", report.rule),
          .init("alignment", report.alignment), .init("groups asked", "\(report.groupsAsked)"),
          .init("completion", survey.vote.completion.rawValue), .init("seed", "\(report.seed)"),
        ]),
    ]
  }

  private var command: String {
    var bare = survey
    switch survey.input {
    case .images(let paths): bare.input = .images(paths.map(Self.bare))
    case .folder(let path): bare.input = .folder(Self.bare(path))
    case .stack(let path): bare.input = .stack(Self.bare(path))
    }
    bare.catalogue?.path = Self.bare(survey.catalogue?.path ?? "")
    bare.encoder.weights = survey.encoder.weights.map(Self.bare)
    bare.classes = survey.classes.map(Self.bare)
    bare.model = survey.model.map(Self.bare)
    bare.measurements?.pointSpread = survey.measurements?.pointSpread.map(Self.bare)
    return """
      cat > survey.yaml <<'END-OF-SURVEY'
      \(SurveyFile.text(bare))END-OF-SURVEY
      facies run survey.yaml --out result
      """
  }

  private static let meanings = [
    "catalog.fits": "the catalogue, for TOPCAT and others: a FITS binary table",
    "catalog.vot": "the same as a VOTable", "catalog.csv": "the same as text",
    "catalog.gpkg": "the same as points for GIS programs",
    GroupFiles.overview: "all groups on one sheet", SurveyFolder.planes: "measurements by group",
    SurveyFolder.map: "the field with its sources",
    GroupClasses.name: "names of the groups, to be edited; then --classes classes.yaml",
    SurveyFolder.model: "the fitted model: facies run OTHER --apply model.safetensors",
    SurveyFolder.denoised: "the cutouts without noise, as the autoencoder rebuilds them",
    SurveyFolder.report: "what the run did: inputs, parameters, timings",
  ]

  private var files: [ReportContent.Fact] {
    report.outputs.compactMap { name in
      Self.meanings[name].map { .init(name, $0) }
    }
  }
}
