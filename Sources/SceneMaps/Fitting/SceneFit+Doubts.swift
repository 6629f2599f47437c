import RasterIO
import Rasters

extension SceneFit {
  /// What values of a sample may not mean, one sentence each.
  static func strayValues(
    _ sample: CollectedSample, _ source: OpenScene, validPixels: Int
  ) -> [String] {
    let plan = source.features
    guard plan.isIdentity || sample.bands != nil else { return [] }
    let extremes = sample.bands?.extremes ?? sample.extremes
    return coarseNumbers(source.stack.bands, extremes)
      + StrayValues(
        names: source.stack.bands.map(\.name), values: sample.bandValues, extremes: extremes,
        validPixels: validPixels
      ).notes
  }

  /// Whole numbers that are larger than what single precision tells apart.
  private static func coarseNumbers(
    _ bands: [BandSource], _ extremes: [ClosedRange<Float>]
  ) -> [String] {
    let whole: [SampleType] = [.int32, .uint32, .int64, .uint64]
    let coarse = zip(bands, extremes).filter { band, range in
      whole.contains(band.type) && max(abs(range.lowerBound), abs(range.upperBound)) >= 16_777_216
    }
    guard let widest = coarse.map({ max(abs($0.1.lowerBound), abs($0.1.upperBound)) }).max()
    else { return [] }
    let names = coarse.prefix(5).map { $0.0.name }.joined(separator: ", ")
    return [
      "whole numbers of \(names) reach \(String(format: "%.4g", widest)): they are worked with to "
        + "the nearest \(String(format: "%.6g", widest.ulp))"
    ]
  }
}
