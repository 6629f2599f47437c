import Kernels
import Labelling
import MapTools
import RasterIO
import Rasters

extension MapOutput {
  static let probabilities = MapOutput(
    key: .probabilities,
    file: MapFile(
      ProbabilityWriter.name, "how probable each unit is at each pixel, in percent",
      asset: .init(
        "probabilities", file: "probabilities.tif", .cog,
        "Probability of each unit before labels are smoothed")),
    writing: .walked { try ProbabilityWriter($0) }, needs: .probabilities,
    checkModel: { _ = try $0.logitScale() })

  static let codes = MapOutput(
    key: .codes,
    file: MapFile(
      CodeWriter.name, "what was clustered: every number of the code as a band",
      asset: .init("codes", file: "codes.tif", .cog, "Codes of the encoder")),
    writing: .walked { try CodeWriter($0) }, needs: .codes)
}

/// Writes `probabilities.tif`: the probability of every unit in percent, one band each, called
/// by the unit's name.
private struct ProbabilityWriter: StripWriter {
  static let name = ResultFolder.Name(rawValue: "probabilities.tif")

  private let writer: RasterWriter
  private let width: Int
  private let units: Int

  init(_ walk: MapWalk) throws {
    width = walk.source.grid.width
    units = walk.model.classifier.units
    writer = try ManyBands.writer(
      Self.name, walk, .uint8, noData: Double(StripClassifier.noConfidence),
      Array(walk.model.description.unitNames.prefix(units)),
      ["PROBABILITIES": "probability of the unit before labels are smoothed, percent"])
  }

  func write(_ strip: MappedStrip, core: Range<Int>) throws {
    guard let details = strip.details, let values = details.probabilities else { return }
    let window = Window(column: 0, row: core.lowerBound, width: width, height: core.count)
    for unit in 0..<units {
      try writer.write(
        UnsafePointer(values.firstAddress + details.start(ofPlane: unit)), window: window,
        band: unit + 1, rowStride: width)
    }
  }

  func finish(threads: Int) throws {
    try ManyBands.finish(writer, bands: units, threads: threads)
  }
}

/// Writes `codes.tif`: what the clusterer sees, one band for every number of the code.
private struct CodeWriter: StripWriter {
  static let name = ResultFolder.Name(rawValue: "codes.tif")

  private let writer: RasterWriter
  private let width: Int
  private let count: Int

  init(_ walk: MapWalk) throws {
    width = walk.source.grid.width
    count = walk.model.classifier.encoder.outputs
    let encoder = walk.model.description.encoder
    let names =
      encoder == "identity"
      ? walk.source.features.names.map { "\($0) scaled" }
      : (1...max(1, count)).map { "\(encoder) \($0)" }
    writer = try ManyBands.writer(
      Self.name, walk, .float32, noData: .nan, names, ["CODES": "what the clusterer sees"])
  }

  func write(_ strip: MappedStrip, core: Range<Int>) throws {
    guard let details = strip.details, let values = details.codes else { return }
    let window = Window(column: 0, row: core.lowerBound, width: width, height: core.count)
    for band in 0..<count {
      try writer.write(
        UnsafePointer(values.firstAddress + details.start(ofPlane: band)), window: window,
        band: band + 1, rowStride: width)
    }
  }

  func finish(threads: Int) throws {
    try ManyBands.finish(writer, bands: count, threads: threads)
  }
}
