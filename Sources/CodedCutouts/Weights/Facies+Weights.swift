import Foundation
import Jobs
import Kernels
import RasterIO
import Rasters
import Tensors
package import Vision

extension Facies {
  /// Published weights that are read as they are. Nothing is ever downloaded.
  package static var publishedWeights: [PublishedWeights] {
    KnownWeights.all.map(PublishedWeights.init)
  }

  /// Checks a file of weights: all of it is read, and pictures are encoded if
  /// any are given.
  package static func inspectWeights(
    _ path: String, options: WeightsOptions = WeightsOptions()
  ) throws -> WeightsReport {
    let place = try LocalPath.file(path).absolute
    let encoder = try PretrainedEncoder.open(
      path: place, preparation: options.preparation, output: options.output)
    let archive = try TensorArchive(path: place)
    guard let digest = FileDigest.sha256(of: place) else {
      throw Failure("'\(path)' cannot be read (any more)")
    }
    var report = WeightsReport(
      path: path, bytes: FileDigest.bytes(of: place), sha256: digest,
      published: KnownWeights.with(sha256: digest).map(PublishedWeights.init),
      network: encoder.name, format: encoder.format,
      types: archive.tensors.values.reduce(into: [:]) { $0[$1.type.rawValue, default: 0] += 1 },
      features: encoder.codeLength, side: encoder.side, weightBytes: encoder.weightBytes,
      threadBytes: encoder.laneBytes)
    try checkDigits(of: report)
    if !options.pictures.isEmpty { report.trial = try trial(encoder, options) }
    return report
  }

  /// PyTorch's publishers put the first eight digits of the digest into the
  /// file's name: `mobilenet_v2-b0353104.pth`.
  private static func checkDigits(of report: WeightsReport) throws {
    let name = (report.path as NSString).lastPathComponent
    guard let known = KnownWeights.all.first(where: { $0.file == name && $0.sha256 != nil }),
      let digits = known.sha256, !report.sha256.hasPrefix(digits)
    else { return }
    throw Failure(
      "'\(report.path)' has the SHA-256 \(report.sha256), the published \(name) has "
        + "\(digits)\(digits.count < 64 ? "…" : ""); fetch it again")
  }

  private static func trial(
    _ encoder: PretrainedEncoder, _ options: WeightsOptions
  ) throws -> WeightsReport.Trial {
    let workers = Workers(options.threads ?? Workers.available)
    var (features, seconds): ([[Float]], Double) = ([], 0)
    // A block of pictures after another, so that memory does not grow with them.
    for start in stride(from: 0, to: options.pictures.count, by: 64) {
      let part = options.pictures[start..<min(start + 64, options.pictures.count)]
      let pictures = try part.map { try SquarePicture(path: $0) }
      let clock = ContinuousClock()
      let begin = clock.now
      features += try codes(of: pictures, encoder, workers)
      seconds += (clock.now - begin) / .seconds(1)
    }
    return WeightsReport.Trial(
      pictures: options.pictures, features: features, threads: workers.count, seconds: seconds,
      perSecond: Double(features.count) / max(seconds, 1e-9))
  }

  /// Codes of pictures; those of one size are encoded together.
  private static func codes(
    of pictures: [SquarePicture], _ encoder: PretrainedEncoder, _ workers: Workers
  ) throws -> [[Float]] {
    var out = [[Float]](repeating: [], count: pictures.count)
    for side in Set(pictures.map(\.side)).sorted() {
      let places = pictures.indices.filter { pictures[$0].side == side }
      let batch = ImageBatch(
        count: places.count, channels: 3, height: side, width: side,
        values: places.flatMap { pictures[$0].pixels })
      let codes = try encoder.codes(of: batch, workers: workers)
      for (index, place) in places.enumerated() {
        out[place] = Array(codes[index * encoder.codeLength..<(index + 1) * encoder.codeLength])
      }
    }
    return out
  }
}

extension PublishedWeights {
  package init(_ known: KnownWeights) {
    self.init(
      name: known.name, features: known.features, millions: known.millions,
      licence: known.licence, source: known.source, command: known.command, sha256: known.sha256)
  }
}
