import Foundation
import Kernels
import Testing

@Suite struct BilateralTests {
  /// Planes with a border of `radius` pixels, whose validity is 0 or 1.
  struct Scene {
    var features: Int
    var radius: Int
    var width: Int
    var height: Int
    var x: [Float]
    var valid: [Float]
    var row: Int { width + 2 * radius }
    var plane: Int { row * (height + 2 * radius) + 32 }
    /// Values written per row: whole vectors.
    var count: Int { PlanarMatrix.padded(width) }

    init(_ features: Int, radius: Int, width: Int, height: Int) {
      (self.features, self.radius, self.width, self.height) = (features, radius, width, height)
      x = []
      valid = []
      x = RandomPlanes.normal(features, plane, seed: 3)
      let random = CounterRandom(seed: 4)
      valid = (0..<plane).map { random.uniform(UInt64($0)) < 0.8 ? 1 : 0 }
    }

    func start(ofRow y: Int) -> Int { (y + radius) * row + radius }

    func filtered(row y: Int, precision: [Float], from column: Int = 0, count: Int) -> [Float] {
      var out = [Float](repeating: 0, count: features * count)
      let at = start(ofRow: y) + column
      x.withUnsafeBufferPointer { values in
        valid.withUnsafeBufferPointer { flags in
          Planar.bilateral(
            features: features, count: count, radius: radius, precision: precision,
            x: values.firstAddress + at, row: row, plane: plane,
            valid: flags.firstAddress + at, y: &out, yStride: count)
        }
      }
      return out
    }

    func expected(_ pixel: Int, _ feature: Int, _ precision: [Float]) -> Double {
      var total = 0.0
      var sum = 0.0
      for dy in -radius...radius {
        for dx in -radius...radius {
          let other = pixel + dy * row + dx
          let distance = (0..<features).reduce(0.0) {
            let step = Double(x[$1 * plane + pixel]) - Double(x[$1 * plane + other])
            return $0 + Double(precision[$1]) * step * step
          }
          let weight = exp(-distance) * Double(valid[other])
          total += weight
          sum += weight * Double(x[feature * plane + other])
        }
      }
      return total > 0 ? sum / total : Double(x[feature * plane + pixel])
    }
  }

  @Test(arguments: [1, 2, 3, 7], 0...4)
  func equalsTheDefinition(features: Int, radius: Int) {
    let scene = Scene(features, radius: radius, width: 37, height: 4)
    let precision = (0..<features).map { Float($0 + 1) * 0.3 }
    for y in 0..<scene.height {
      let out = scene.filtered(row: y, precision: precision, count: scene.count)
      for feature in 0..<features {
        for column in 0..<scene.width {
          let value = scene.expected(scene.start(ofRow: y) + column, feature, precision)
          #expect(near(out[feature * scene.count + column], value, 3e-6))
        }
      }
    }
  }

  @Test func chunksDoNotMatter() {
    let scene = Scene(3, radius: 2, width: 64, height: 1)
    let precision: [Float] = [0.5, 1, 2]
    let whole = scene.filtered(row: 0, precision: precision, count: 64)
    for start in [0, 1, 7, 16, 48] {
      let part = scene.filtered(row: 0, precision: precision, from: start, count: 16)
      for feature in 0..<3 {
        let same = whole[feature * 64 + start..<feature * 64 + start + 16]
        #expect(part[feature * 16..<feature * 16 + 16] == same)
      }
    }
  }

  @Test func withoutValidNeighboursAPixelStays() {
    var scene = Scene(2, radius: 2, width: 16, height: 1)
    scene.valid = scene.valid.map { _ in 0 }
    let out = scene.filtered(row: 0, precision: [1, 1], count: 16)
    let at = scene.start(ofRow: 0)
    #expect(out[0..<16] == scene.x[at..<at + 16])
    #expect(out[16..<32] == scene.x[scene.plane + at..<scene.plane + at + 16])
  }

  @Test(arguments: [-1, 5]) func aRadiusOutOfRangeDoesNothing(_ radius: Int) {
    var out = [Float](repeating: 9, count: 16)
    let x = [Float](repeating: 1, count: 16)
    Planar.bilateral(
      features: 1, count: 16, radius: radius, precision: [1], x: x, row: 16, plane: 16, valid: x,
      y: &out, yStride: 16)
    #expect(out.allSatisfy { $0 == 9 })
  }
}
