import Foundation
import Testing

@testable import Morphology

/// The numerical methods by themselves.
@Suite struct NumericsTests {
  /// scipy.special.gammaincinv(2 n, 0.5).
  @Test(arguments: [
    (0.01, 5.068667656480132e-16), (0.1, 0.02074633919282486), (0.5, 0.693147180559945),
    (1.0, 1.678346990016661), (2.0, 3.672060748850897), (4.0, 7.669249442500804),
    (10.0, 19.66767242330567), (30.0, 59.66699789087792),
  ])
  func bOfSersicProfiles(_ n: Double, _ b: Double) {
    #expect(abs(GammaMedian.value(2 * n) / b - 1) < 1e-11)
  }

  /// numpy.random.RandomState(0).random_sample(3).
  @Test func theTwisterIsNumPys() {
    var random = MersenneTwister(seed: 0)
    #expect(random.uniform() == 0.5488135039273248)
    #expect(random.uniform() == 0.7151893663724195)
    #expect(random.uniform() == 0.6027633760716439)
  }

  @Test func rootsAreFound() throws {
    let root = try #require(BrentRoot.find(1, 2, tolerance: 1e-12) { $0 * $0 - 2 })
    #expect(abs(root - 2.0.squareRoot()) < 1e-12)
    #expect(BrentRoot.find(2, 3, tolerance: 1e-12) { $0 * $0 - 2 } == nil)
  }

  @Test func theSimplexFindsTheValley() {
    let found = NelderMead(tolerance: 1e-9, flatness: 1e-12).minimise([-1, 2]) {
      100 * ($0[1] - $0[0] * $0[0]) * ($0[1] - $0[0] * $0[0]) + (1 - $0[0]) * (1 - $0[0])
    }
    #expect(found.converged)
    #expect(abs(found.x[0] - 1) < 1e-5)
  }

  @Test func ellipsesCoverTheirArea() {
    let plane = StampPlane(width: 40, height: 30, values: Array(repeating: 1, count: 1200))
    let sums = RunningSums(plane)
    for (index, elongation) in [1.0, 1.3, 2, 5, 11].enumerated() {
      for a in [0.2, 0.7, 1.5, 4.2, 8.9, 11] {
        let e = Ellipse(
          x: 20 + 0.37 * Double(index), y: 15.21, a: a, elongation: elongation,
          theta: 0.4 * Double(index))
        #expect(abs(sums.sum(in: e) / e.area - 1) < 1e-10, "\(e)")
      }
    }
    // All of the plane, half of it, none of it.
    #expect(abs(sums.sum(in: Ellipse(x: 3, y: 4, a: 90)) - 1200) < 1e-9)
    let half = Ellipse(x: 20, y: -0.5, a: 8, elongation: 2, theta: 0)
    #expect(abs(sums.sum(in: half) - half.area / 2) < 1e-9)
    #expect(sums.sum(in: Ellipse(x: 80, y: 4, a: 9)) == 0)
  }

  /// Pixel by pixel against many points.
  @Test func sharesOfPixelsAreExact() {
    let e = Ellipse(x: 4.3, y: 3.8, a: 3.7, elongation: 1.9, theta: 0.7)
    for y in 0..<9 {
      for x in 0..<9 {
        var values = [Double](repeating: 0, count: 81)
        values[y * 9 + x] = 1
        let share = RunningSums(StampPlane(width: 9, height: 9, values: values)).sum(in: e)
        #expect(abs(share - counted(e, x, y)) < 3e-3, "\(x) \(y)")
      }
    }
  }

  private func counted(_ e: Ellipse, _ x: Int, _ y: Int) -> Double {
    let n = 100
    var inside = 0
    for i in 0..<n * n {
      let dx = Double(x) - 0.5 + (Double(i % n) + 0.5) / Double(n) - e.x
      let dy = Double(y) - 0.5 + (Double(i / n) + 0.5) / Double(n) - e.y
      let u = (dx * cos(e.theta) + dy * sin(e.theta)) / e.a
      let v = (dy * cos(e.theta) - dx * sin(e.theta)) / e.a * e.elongation
      if u * u + v * v < 1 { inside += 1 }
    }
    return Double(inside) / Double(n * n)
  }

  /// Half turns pixel by pixel, with masks.
  @Test func halfTurnsAreBilinear() {
    let (width, height) = (13, 9)
    let values = (0..<width * height).map { sin(Double($0 * $0)) }
    let valid = (0..<width * height).map { $0 % 7 == 3 ? 0.0 : 1.0 }
    let plane = StampPlane(width: width, height: height, values: values)
    let turnable = Turnable(plane, valid: plane.with(valid))
    func at(_ list: [Double], _ x: Int, _ y: Int, outside: Double) -> Double {
      x < 0 || y < 0 || x >= width || y >= height ? outside : list[y * width + x]
    }
    for (cx, cy) in [(6.0, 4.0), (5.3, 3.8), (0.2, 8.6), (12.7, 0.1), (6.5, 4.5)] {
      var expected = 0.0
      var area = 0.0
      for y in 0..<height {
        for x in 0..<width {
          let (sx, sy) = (2 * cx - Double(x), 2 * cy - Double(y))
          let (left, top) = (Int(sx.rounded(.down)), Int(sy.rounded(.down)))
          let (fx, fy) = (sx - Double(left), sy - Double(top))
          func row(_ line: Int) -> Double {
            let (a, b) = (
              at(values, left, line, outside: 0), at(values, left + 1, line, outside: 0)
            )
            return (1 - fx) * a + fx * b
          }
          let turned = (1 - fy) * row(top) + fy * row(top + 1)
          let mate = at(
            valid, left + (fx >= 0.5 ? 1 : 0), top + (fy >= 0.5 ? 1 : 0), outside: 1)
          let weight = valid[y * width + x] * mate
          expected += weight * abs(values[y * width + x] - turned)
          area += weight
        }
      }
      let sums = turnable.sums(in: Ellipse(x: cx, y: cy, a: 100))
      #expect(abs(sums.difference - expected) < 1e-10)
      #expect(abs(sums.area - area) < 1e-10)
    }
  }

  /// The slopes of a profile against differences, through a point-spread
  /// function and without.
  @Test(arguments: [false, true]) func slopesAreDerivatives(_ isBlurred: Bool) {
    let image = StampPlane(
      width: 21, height: 17, values: (0..<357).map { 0.3 + sin(Double($0)) })
    let weights: [Double] = (0..<357).map { (i: Int) -> Double in
      i % 5 == 0 ? 0 : 0.5 + 0.1 * Double(i % 3)
    }
    let taps: [Double] = (0..<15).map { (i: Int) -> Double in 1 + Double(i % 4) }
    let psf = isBlurred ? PointSpread(width: 3, height: 5, values: taps) : nil
    let model = SersicModel(image, weights: weights, pointSpread: psf)
    let point = [1.3, 4.1, 1.7, 10.23, 8.61, 0.35, 0.6]
    let local = model.local(point)
    #expect(abs(local.cost - model.cost(point)) <= 1e-12 * local.cost)
    for k in point.indices {
      let step = 1e-5
      var (up, down) = (point, point)
      up[k] += step
      down[k] -= step
      let slope: Double = (model.cost(up) - model.cost(down)) / (2 * step)
      let difference = abs(slope + 2 * local.gradient[k])
      #expect(difference < 1e-6 * max(1, abs(slope)), "\(k)")
    }
  }

  /// Against the sum over all taps, for a function of full rank.
  @Test func blurIsConvolution() throws {
    let (width, height) = (11, 9)
    let plane: [Double] = (0..<width * height).map { (i: Int) -> Double in sin(Double(i * i)) }
    let taps: [Double] = (0..<15).map { (i: Int) -> Double in 1 + Double(i * i % 7) }
    let psf = try #require(PointSpread(width: 5, height: 3, values: taps) as PointSpread?)
    var blurred = [Double](repeating: 7, count: 4) + plane
    Blur(psf, width: width, height: height).apply(to: &blurred, at: 4)
    #expect(blurred[0..<4] == [7, 7, 7, 7])
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for v in 0..<3 {
          for u in 0..<5 {
            let (a, b) = (x - u + 2, y - v + 1)
            guard a >= 0, b >= 0, a < width, b < height else { continue }
            sum += psf.values[v * 5 + u] * plane[b * width + a]
          }
        }
        #expect(abs(blurred[4 + y * width + x] - sum) < 1e-12)
      }
    }
  }

  @Test func boundsHold() {
    // Least squares of y = a + b x with a >= 0 where the free minimum has a < 0.
    let (x, y) = ([0.0, 1, 2, 3], [-1.0, 0, 1, 2])
    func rest(_ p: [Double]) -> [Double] {
      zip(x, y).map { (x: Double, y: Double) -> Double in y - p[0] - p[1] * x }
    }
    func cost(_ p: [Double]) -> Double { rest(p).reduce(0) { $0 + $1 * $1 } }
    func local(_ p: [Double]) -> LevenbergMarquardt.Local {
      let rest = rest(p)
      return .init(
        cost: cost(p), normal: [4, 6, 6, 14],
        gradient: [rest.reduce(0, +), zip(rest, x).reduce(0) { $0 + $1.0 * $1.1 }])
    }
    let found = LevenbergMarquardt(lower: [0, -.infinity])
      .minimise([1, 1], cost: cost, local: local)
    #expect(found.converged)
    #expect(found.parameters[0] == 0)
    #expect(abs(found.parameters[1] - 8.0 / 14) < 1e-8)
  }

  /// Clumps at every threshold against labelling anew.
  @Test func fallingWaterCountsClumps() {
    let (width, height) = (17, 11)
    let values = (0..<width * height).map { Double(($0 &* 7919) % 23) }
    let plane = StampPlane(width: width, height: height, values: values)
    let water = FallingWater(plane, members: Array(values.indices), seed: plane.peak)
    for (i, threshold) in water.sorted.enumerated() where threshold > 0 {
      var mask = values.map { $0 >= threshold }
      #expect(
        Int(water.seedArea[i]) == Clump.area(Clump.around(plane.peak, in: mask, width: width)))
      var areas: [Int] = []
      while let seed = mask.firstIndex(of: true) {
        let clump = Clump.around(seed, in: mask, width: width)
        areas.append(Clump.area(clump))
        for k in clump.indices where clump[k] { mask[k] = false }
      }
      areas.sort(by: >)
      #expect(Int(water.largest[i]) == areas[0])
      #expect(Int(water.second[i]) == (areas.count > 1 ? areas[1] : 0))
    }
  }
}
