import Kernels
import TestSupport
import Testing

@testable import Encoders
@testable import Fitting

@Suite struct ScalerTests {
  static func extremes(_ samples: PlanarMatrix) -> [ClosedRange<Float>] {
    (0..<samples.features).map { (samples.row($0).min() ?? 0)...(samples.row($0).max() ?? 0) }
  }

  static func fit(_ kind: Scaler.Kind, _ samples: PlanarMatrix) -> Scaler {
    .fit(kind, to: samples, extremes: extremes(samples))
  }

  @Test(arguments: try SetCase.all(), [Scaler.Kind.zScore, .minMax, .robust])
  func equalsScikitLearn(_ item: SetCase, _ kind: Scaler.Kind) throws {
    let scaled = Self.fit(kind, item.samples).apply(item.samples)
    let expected = try #require(item.scaling[kind.rawValue])
    for (band, row) in expected.enumerated() {
      for (sample, value) in row.enumerated() {
        #expect(agree(Double(scaled[band, sample]), value, tolerance: 1e-6))
      }
    }
  }

  @Test func noneLeavesValues() {
    let samples = PlanarMatrix(rows: [[1, -2, 3e30]])
    #expect(Self.fit(.none, samples).apply(samples).values == samples.values)
  }

  @Test(arguments: Scaler.Kind.allCases) func constantBandsBecomeZero(_ kind: Scaler.Kind) {
    let samples = PlanarMatrix(rows: [[0.1, 0.1, 0.1], [1e6, 1e6, 1e6], [0, 1, 2]])
    let scaled = Self.fit(kind, samples).apply(samples)
    guard kind != .none else { return }
    #expect(scaled.row(0).allSatisfy { $0 == 0 } && scaled.row(1).allSatisfy { $0 == 0 })
    #expect(scaled.row(2).contains { $0 != 0 })
  }

  @Test(arguments: Scaler.Kind.allCases) func aSingleSampleAndNone(_ kind: Scaler.Kind) {
    for samples in [PlanarMatrix(rows: [[5]]), PlanarMatrix(features: 1, count: 0)] {
      #expect(Self.fit(kind, samples).apply(samples).values.allSatisfy { $0.isFinite })
    }
  }

  /// Chunks are scaled as samples are, even far from zero.
  @Test(arguments: Scaler.Kind.allCases, [Float(0), 1e6])
  func chunksEqualSamples(_ kind: Scaler.Kind, offset: Float) throws {
    let (samples, _) = Fits.blobs(64, features: 3, k: 3, offset: offset)
    let scaler = Self.fit(kind, samples).stored
    let whole = scaler.apply(samples)
    var chunk = [Float](repeating: 0, count: 3 * 64)
    samples.withUnsafePointer {
      scaler.apply($0, stride: 64, count: 64, into: &chunk, outStride: 64)
    }
    for (a, b) in zip(chunk, whole.values) {
      #expect(agree(Double(a), Double(b), tolerance: 3e-7))
    }
    let restored = try Scaler.restore(kind, scaler.tensors, bands: 3)
    #expect(restored == scaler)
  }

  @Test func rangesFarFromZeroKeepTheirDigits() {
    let samples = PlanarMatrix(rows: [[1_000_000, 1_000_001.5, 1_000_000.5, 1_000_003]])
    let scaled = FeatureRange(samples).scale(samples)
    for (value, expected) in zip(scaled.row(0), [0, 0.5, 1 / 6.0, 1]) {
      #expect(agree(Double(value), expected, tolerance: 1e-7))
    }
  }

  @Test func differencesAreOnlyStretched() {
    let scaler = Scaler(kind: .zScore, centre: [100], gain: [0.5])
    let scaled = scaler.applyToDifferences(PlanarMatrix(rows: [[2, -4]]))
    #expect(Array(scaled.row(0)) == [1, -2])
  }
}
