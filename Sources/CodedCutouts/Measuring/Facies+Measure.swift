import Foundation
package import Jobs
import Kernels
import Morphology
import RasterIO
import Rasters
import Settings
import Surveys

/// What `facies measure` is asked for. Files are FITS or what else GDAL
/// reads; `FILE.fits[N]` is the HDU N of a file.
public struct MeasureOptions: Sendable {
  /// Background-subtracted image.
  public var image: String
  /// 0 is sky, other whole numbers are sources.
  public var segmentation: String
  /// One standard deviation per pixel.
  public var sigma: String?
  /// Electrons per unit of the image, where there is no `sigma`.
  public var gain: Double?
  public var pointSpread: String?
  /// Pixels that are not 0 are not used.
  public var mask: String?
  public var fitsSersic: Bool
  public var threads: Int?
  /// Bytes; nil takes a quarter of the machine, at most 2 GB.
  public var memory: Int?

  public init(
    image: String, segmentation: String, sigma: String? = nil, gain: Double? = nil,
    pointSpread: String? = nil, mask: String? = nil, fitsSersic: Bool = true,
    threads: Int? = nil, memory: Int? = nil
  ) {
    self.image = image
    self.segmentation = segmentation
    self.sigma = sigma
    self.gain = gain
    self.pointSpread = pointSpread
    self.mask = mask
    self.fitsSersic = fitsSersic
    self.threads = threads
    self.memory = memory
  }
}

/// How many sources have which flag.
public struct MeasureReport: Codable, Sendable, Equatable {
  public var sources = 0
  public var good = 0
  public var suspect = 0
  public var bad = 0
  public var catastrophic = 0
}

extension Facies {
  /// Measures the shape of every source of a segmentation image and writes
  /// one row for each, in the order of their labels. A source that cannot be
  /// measured is a row with a flag.
  @discardableResult
  package static func measure(
    _ request: MeasureOptions, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> MeasureReport {
    try request.check()
    try OutputPath.check(output, overwrite: overwrite, input: request.imageFile())
    let workers = Workers(request.threads ?? Workers.available)
    let plan = MeasurementPlan(
      budget: request.memory ?? MachineMemory.standardBudget, workers: workers.count,
      fitsSersic: request.fitsSersic)
    RasterPlanes.limitBlockCache(to: plan.blockCacheBytes)
    let pointSpread = try request.pointSpread.map(Self.pointSpread)
    let images = try MeasurementImages(request)
    let lanes = try (0..<workers.count).map { worker in
      MeasurementLane(
        images: worker == 0 ? images : try images.reopened(), request: request,
        pointSpread: pointSpread)
    }
    let found = try SegmentTable(
      images.segmentation, pixelsPerStrip: plan.pixelsPerStrip, control: control)
    let segments = found.segments
    guard !segments.isEmpty else {
      throw Failure("'\(request.segmentation)' has no source: all of its labels are 0")
    }
    let batches = try plan.batches(segments.map { lanes[0].window(of: $0).pixelCount })
    let table: any MorphologyTable =
      try MorphologyCatalogue(output, found.labels) ?? MorphologyText(output, found.labels)
    let report = try measure(found, batches, lanes: lanes, into: table, control)
    try table.finish()
    return report
  }

  private static func measure(
    _ found: SegmentTable, _ batches: [(range: Range<Int>, workers: Int)],
    lanes: [MeasurementLane], into table: any MorphologyTable, _ control: RunControl
  ) throws -> MeasureReport {
    var report = MeasureReport()
    for batch in batches {
      try control.checkpoint()
      let part = Array(found.segments[batch.range])
      let rows = try Workers(batch.workers).map(part.count) { worker, item in
        try lanes[worker].measure(part[item], found.labels)
      }
      try table.append(rows)
      for row in rows { report.count(row.flag) }
      control.progress("measure", Double(batch.range.upperBound) / Double(found.segments.count))
    }
    return report
  }

  private static func pointSpread(_ path: String) throws -> PointSpread {
    let image = try PlaneImage(path)
    guard image.width % 2 == 1, image.height % 2 == 1, image.width <= 511, image.height <= 511
    else {
      throw Failure.usage(
        "'\(path)' has \(image.width)x\(image.height) pixels;"
          + " a point-spread function has odd sides of at most 511")
    }
    let values = try image.read(
      Window(column: 0, row: 0, width: image.width, height: image.height))
    guard let psf = PointSpread(width: image.width, height: image.height, values: values) else {
      throw Failure("'\(path)' holds no point-spread function: its sum is not positive")
    }
    return psf
  }
}

extension MeasureReport {
  fileprivate mutating func count(_ flag: QualityFlag) {
    sources += 1
    switch flag {
    case .good: good += 1
    case .suspect: suspect += 1
    case .bad: bad += 1
    case .catastrophic: catastrophic += 1
    }
  }
}

extension MeasureOptions {
  fileprivate func check() throws {
    guard (sigma == nil) != (gain == nil) else {
      guard sigma == nil else {
        throw Failure.conflict(MeasureSettings.weight.name, MeasureSettings.gain.name)
      }
      throw Failure.usage(
        "the noise is unknown; give \(MeasureSettings.weight) (an image of standard deviations) or "
          + "\(MeasureSettings.gain)", code: .missing)
    }
    if let gain { try MeasureSettings.gain.checked(gain) }
  }

  fileprivate func imageFile() throws -> LocalPath {
    try ImageFile.path(image)
  }
}
