import Foundation
package import Kernels
import Rasters
import Surveys

/// What a simulated survey consists of.
package struct SimulatedSurvey: Sendable {
  /// Images of the bands g, r and i.
  package let images: [String]
  package let pointSpread: String
  /// `truth.csv` and `truth.fits`.
  package let truth: [String]
  package let sources: Int
}

/// Simulates a field of the sky into `folder`, which is made if it does not
/// exist. The bytes depend on the request alone, not on the number of workers;
/// memory is that of a strip for each worker, and the sources. `progress` is told
/// the share done, and throws when the work is to be given up; several workers
/// may ask it at once.
package func simulateSurvey(
  _ request: SurveyRequest, into folder: String, workers: Workers,
  progress: @escaping @Sendable (Double) throws -> Void = { _ in }
) throws -> SimulatedSurvey {
  try request.check()
  do {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  } catch {
    throw Failure("cannot make the folder '\(folder)': give one in a place you may write to")
  }
  let sources = try SourceMaker(request: request).sources { try progress(0) }
  let sky = SurveyTruth.plane(of: request)
  let images = SurveyRequest.imageNames.map { folder + "/" + $0 }
  let writers = try zip(images, SurveyBand.all).map { path, band in
    try FITSImageWriter(
      path, width: request.width, height: request.height,
      cards: sky.cards + [
        SkyHeader.text("BUNIT", "count"), SkyHeader.text("FILTER", band.name),
        SkyHeader.real("GAIN", SurveyBand.gain), SkyHeader.real("MAGZP", SurveyBand.zeroPoint),
        SkyHeader.real("SEEING", SurveyPainter.seeing),
      ])
  }
  try paint(SurveyPainter(request, sources), request, into: writers, workers, progress)
  for writer in writers { try writer.finish() }
  let pointSpread = folder + "/" + SurveyRequest.pointSpreadName
  try writePointSpread(to: pointSpread)
  let truth = SurveyRequest.truthNames.map { folder + "/" + $0 }
  try SurveyTruth(sources, sky).table.write(to: truth, name: "TRUTH")
  return SimulatedSurvey(
    images: images, pointSpread: pointSpread, truth: truth, sources: sources.count)
}

extension SurveyRequest {
  static let imageNames = SurveyBand.all.map { "sky_\($0.name).fits" }
  static let pointSpreadName = "psf.fits"
  static let truthNames = ["truth.csv", "truth.fits"]

  /// Names of the files that a simulation writes, the last of which says that
  /// the others are complete.
  package static let fileNames = imageNames + [pointSpreadName] + truthNames
}

/// Strips are painted by all workers and written in their order.
private func paint(
  _ painter: SurveyPainter, _ request: SurveyRequest, into writers: [FITSImageWriter],
  _ workers: Workers, _ progress: @escaping @Sendable (Double) throws -> Void
) throws {
  let height = 64
  let strips = (request.height + height - 1) / height
  let gate = OrderedGate(writers)
  try workers.forEach(strips) { _, strip in
    let share = Double(strip) / Double(strips)
    let planes = try painter.paint(
      strip * height..<min((strip + 1) * height, request.height)
    ) { try progress(share) }
    try gate.pass(strip) { writers in
      for (writer, rows) in zip(writers, planes) { try writer.write(rows: rows) }
      try progress(Double(strip + 1) / Double(strips))
    }
  }
}

private func writePointSpread(to path: String) throws {
  let side = 25
  let writer = try FITSImageWriter(path, width: side, height: side, cards: [])
  let picture = GaussianSpread(fullWidth: SurveyPainter.seeing).picture(side: side)
  try writer.write(rows: picture.map(Float.init))
  try writer.finish()
}
