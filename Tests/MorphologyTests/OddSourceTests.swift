import Foundation
import Rasters
import Testing

@testable import Morphology

/// Sources that must not stop anything.
@Suite struct OddSourceTests {
  private func stamp(
    _ width: Int = 60, _ height: Int = 50, labels: (Int, Int) -> Int32,
    _ value: (Int, Int) -> Double
  ) -> SourceStamp {
    var pixels: [Double] = []
    var segment: [Int32] = []
    for y in 0..<height {
      for x in 0..<width {
        pixels.append(value(x, y))
        segment.append(labels(x, y))
      }
    }
    return SourceStamp(
      width: width, height: height, pixels: pixels, labels: segment, label: 1, noise: .gain(1))
  }

  private func disc(_ x: Int, _ y: Int) -> Int32 {
    (x - 30) * (x - 30) + (y - 25) * (y - 25) < 64 ? 1 : 0
  }

  private func isFinite(_ found: SourceMorphology) -> Bool {
    found.values.allSatisfy { $0.isFinite }
  }

  private func blob(_ x: Int, _ y: Int) -> Double {
    let (dx, dy) = (Double(x) - 30, Double(y) - 25)
    return exp(-(dx * dx + dy * dy) / 18)
  }

  @Test(arguments: [
    ("zero", 0.0), ("negative", -1.0), ("nan", Double.nan), ("infinite", Double.infinity),
  ])
  func withoutFluxNothingIsMeasured(_ name: String, _ value: Double) {
    let found = SourceMorphology.measure(stamp(labels: disc) { _, _ in value })
    #expect(found.flag == .catastrophic)
    #expect(found.sersicFlag == 4)
    #expect(Set(found.values) == [-99])
  }

  @Test func aSegmentOfItsOwnSizeAndShapeIsARow() {
    for size in [(1, 1), (2, 2), (1, 40), (3, 3), (48, 2)] {
      let found = SourceMorphology.measure(stamp(size.0, size.1, labels: { _, _ in 1 }, blob))
      #expect(found.flag >= .bad, "\(size)")
      #expect(isFinite(found))
    }
  }

  @Test func aHotPixelIsNoSource() {
    let found = SourceMorphology.measure(
      stamp(labels: { $0 == 30 && $1 == 25 ? 1 : 0 }) { $0 == 30 && $1 == 25 ? 1000 : 0 })
    #expect(found.flag == .catastrophic)
  }

  /// statmorph's definitions at their ends: light that is the same everywhere
  /// has no Gini coefficient, steep profiles are more concentrated, a boxcar of
  /// one pixel smooths nothing.
  @Test func definitionsHoldAtTheirEnds() {
    let flat = PreparedStamp(stamp(labels: disc) { x, y in Double(disc(x, y)) })
    let segment = flat.image.values.map { $0 > 0 }
    let uniform = GiniM20(stamp: flat, segment: segment, findings: Findings())
    #expect(abs(uniform.gini()) < 1e-12 && uniform.m20().isFinite && uniform.m20() <= 0)
    func sersic(_ n: Double, _ radius: Double) -> SourceMorphology {
      SourceMorphology.measure(
        stamp(120, 120, labels: { x, y in hypot(Double(x - 60), Double(y - 60)) < 40 ? 1 : 0 }) {
          x, y in
          let r = (hypot(Double(x - 60), Double(y - 60)) + 0.1) / radius
          let noise = 1e-4 * sin(Double((x * 7919 + y * 104_729) % 1000))
          return exp(-(2 * n - 1 / 3) * (pow(r, 1 / n) - 1)) + noise
        }, fitsSersic: false)
    }
    let (disk, bulge) = (sersic(1, 6), sersic(4, 6))
    #expect((bulge["concentration"] ?? 0) > (disk["concentration"] ?? 9) + 0.5)
    let tiny = sersic(1, 0.8)
    #expect((tiny["rpetro_circ"] ?? 99) < 4 && tiny["smoothness"].map { abs($0) < 1e-3 } == true)
  }

  @Test func constantsAndMaskedCentresAreFlagged() {
    #expect(SourceMorphology.measure(stamp(labels: disc) { _, _ in 3 }).flag >= .bad)
    var masked = stamp(labels: disc, blob)
    masked.mask = masked.labels.indices.map { abs($0 % 60 - 30) < 2 && abs($0 / 60 - 25) < 2 }
    #expect(SourceMorphology.measure(masked).reasons.contains(.centroidMasked))
    masked.mask = masked.labels.map { _ in true }
    #expect(SourceMorphology.measure(masked).flag == .catastrophic)
  }

  @Test func zeroAndNegativeWeightsDoNotTrap() {
    for sigma in [0.0, -1, .nan, .infinity] {
      var source = stamp(labels: disc, blob)
      source.noise = .sigma(source.pixels.map { _ in sigma })
      #expect(isFinite(SourceMorphology.measure(source)))
    }
  }

  @Test func extremeScalesDoNotTrap() {
    for scale in [1e-300, 1e-30, 1e30, 1e150, 1e300] {
      let found = SourceMorphology.measure(stamp(labels: disc) { scale * blob($0, $1) })
      #expect(isFinite(found), "\(scale)")
    }
  }

  @Test func aSegmentThatIsTooLargeIsARow() {
    let found = SourceMorphology.tooLarge(label: 3)
    #expect(found.label == 3)
    #expect(found.flag == .catastrophic)
    #expect(found.reasons == [.tooLarge])
    #expect(found.values.count == SourceMorphology.names.count)
  }

  @Test func planesOfAnotherSizeAreNotMeasured() {
    var source = stamp(labels: disc, blob)
    source.pixels.removeLast()
    #expect(SourceMorphology.measure(source).flag == .catastrophic)
    source = stamp(labels: disc, blob)
    source.mask = [true]
    #expect(SourceMorphology.measure(source).flag == .catastrophic)
    source.mask = []
    source.noise = .sigma([1])
    #expect(SourceMorphology.measure(source).flag == .catastrophic)
  }

  @Test func randomSegmentsAreAlwaysRows() {
    var seed: UInt64 = 7
    func random() -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return seed >> 33
    }
    for _ in 0..<30 {
      let (width, height) = (Int(random() % 40) + 1, Int(random() % 40) + 1)
      let found = SourceMorphology.measure(
        stamp(width, height, labels: { _, _ in Int32(random() % 3) }) { _, _ in
          random() % 50 == 0 ? .nan : Double(random() % 1000) / 100 - 3
        })
      #expect(isFinite(found))
    }
  }

  /// Stamps of statmorph: 2.5 times the box, at least 48 pixels, cut at the
  /// edges of the image.
  @Test func stampsAreCutAtTheEdges() {
    func window(_ x: Int, _ y: Int, _ w: Int, _ h: Int) -> Window {
      SourceStamp.window(
        of: Window(column: x, row: y, width: w, height: h), imageWidth: 300, imageHeight: 200)
    }
    #expect(window(100, 90, 10, 6) == Window(column: 81, row: 69, width: 48, height: 48))
    #expect(window(100, 90, 41, 6) == Window(column: 69, row: 42, width: 102, height: 102))
    #expect(window(0, 0, 4, 4) == Window(column: 0, row: 0, width: 26, height: 26))
    #expect(window(295, 196, 5, 4) == Window(column: 273, row: 174, width: 27, height: 26))
  }
}
