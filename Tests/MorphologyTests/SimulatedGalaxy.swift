import Foundation
import Morphology

/// An image of Fixtures/galaxies.csv, made with the formulas of
/// Fixtures/make-galaxies.py.
struct SimulatedGalaxy {
  let id: String
  let kind: String
  let stamp: SourceStamp

  static func all(_ table: String) -> [SimulatedGalaxy] {
    let lines = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { cells in
      SimulatedGalaxy(
        Dictionary(uniqueKeysWithValues: zip(header.map(String.init), cells.map(String.init))))
    }
  }

  init(_ recipe: [String: String]) {
    func number(_ key: String) -> Double { recipe[key].flatMap(Double.init) ?? 0 }
    let (width, height) = (Int(number("width")), Int(number("height")))
    let parts = Component.list(recipe["parts"] ?? "")
    let others = Component.list(recipe["others"] ?? "")
    let threshold = number("threshold")
    let noise = Self.noise(seed: UInt64(number("seed")), count: width * height)
    var pixels: [Double] = []
    var labels: [Int32] = []
    for y in 0..<height {
      for x in 0..<width {
        let own = parts.reduce(0) { $0 + $1.light(Double(x), Double(y)) }
        let other = others.reduce(0) { $0 + $1.light(Double(x), Double(y)) }
        pixels.append(own + other + number("sky") + number("sigma") * noise[pixels.count])
        labels.append(abs(own + other) < threshold ? 0 : abs(own) >= other ? 1 : 2)
      }
    }
    var mask = [Bool](repeating: false, count: pixels.count)
    switch recipe["extra"] {
    case "stripe":
      for y in 0..<height { mask[y * width + width / 2 + 3] = true }
    case "corner":
      for y in (height / 2 + 2)..<(height / 2 + 8) {
        for x in (width / 2 + 2)..<(width / 2 + 8) { mask[y * width + x] = true }
      }
    case "nan":
      pixels[(height / 2 + 4) * width + width / 2 - 3] = .nan
      pixels[3 * width + 4] = .nan
    case "hot": pixels[(height / 2 - 5) * width + width / 2 + 5] = 50
    default:
      Self.change(
        recipe["extra"] ?? "", width, height, sigma: number("sigma"), pixels: &pixels,
        labels: &labels, mask: &mask)
    }
    id = recipe["id"] ?? ""
    kind = recipe["kind"] ?? ""
    let whole = SourceStamp(
      width: width, height: height, pixels: pixels, labels: labels, label: 1, mask: mask,
      noise: recipe["extra"] == "weights"
        ? .sigma(Self.weights(width, height, number("sigma"))) : .gain(number("gain")),
      pointSpread: Self.pointSpread(number("psf")))
    stamp = whole.cut()
  }

  /// Odd segments and masks.
  private static func change(
    _ extra: String, _ width: Int, _ height: Int, sigma: Double, pixels: inout [Double],
    labels: inout [Int32], mask: inout [Bool]
  ) {
    for i in pixels.indices {
      let (dx, dy) = (i % width - width / 2, i / width - height / 2)
      let distance = dx * dx + dy * dy
      switch extra {
      case "tiny": labels[i] = abs(dx) <= 1 && dy == 0 ? 1 : 0
      case "noise": labels[i] = distance <= 81 ? 1 : 0
      case "crowded": if distance > 484 { labels[i] = 3 }
      case "box": labels[i] = abs(dx) <= 15 && abs(dy) <= 6 ? 1 : 0
      case "ring": labels[i] = distance > 30 && distance < 200 ? 1 : 0
      case "negative": if distance > 40 { pixels[i] -= 2 * sigma }
      case "halfmasked": if dx < 0 { mask[i] = true }
      default: break
      }
    }
  }

  private static func weights(_ width: Int, _ height: Int, _ sigma: Double) -> [Double] {
    var out: [Double] = []
    for i in 0..<width * height {
      let share = Double(i % width) / Double(width)
      out.append(i / width == 5 ? .infinity : sigma * (1 + 0.5 * share))
    }
    return out
  }

  private static func pointSpread(_ sigma: Double) -> PointSpread? {
    guard sigma > 0 else { return nil }
    let values = (-6...6).flatMap { y in
      (-6...6).map { x in exp(-Double(x * x + y * y) / (2 * sigma * sigma)) }
    }
    return PointSpread(width: 13, height: 13, values: values)
  }

  /// Irwin–Hall noise of unit variance from splitmix64.
  private static func noise(seed: UInt64, count: Int) -> [Double] {
    (0..<UInt64(count)).map { index in
      var total = 0.0
      for draw in 1...UInt64(4) {
        var z = (index &* 4 &+ draw &+ seed << 32) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        total += Double(z >> 11) / 9_007_199_254_740_992
      }
      return (total - 2) * 3.0.squareRoot()
    }
  }

  private struct Component {
    let numbers: [Double]

    static func list(_ text: String) -> [Component] {
      text.split(separator: ";").map { part in
        Component(numbers: part.split(separator: " ").compactMap { Double($0) })
      }
    }

    /// Amplitude, radius, n, b, x, y, ellipticity, theta, core.
    func light(_ x: Double, _ y: Double) -> Double {
      let (dx, dy) = (x - numbers[4], y - numbers[5])
      let (c, s) = (cos(numbers[7]), sin(numbers[7]))
      let u = dx * c + dy * s
      let v = (dy * c - dx * s) / (1 - numbers[6])
      let core = numbers[8]
      let z = (u * u + v * v + core * core) / (numbers[1] * numbers[1])
      return numbers[0] * exp(-numbers[3] * (pow(z, 0.5 / numbers[2]) - 1))
    }
  }
}

extension SourceStamp {
  /// The stamp of the labelled source in what is now a whole image.
  func cut() -> SourceStamp {
    let own = labels.indices.filter { labels[$0] == label }
    let columns = own.map { $0 % width }
    let rows = own.map { $0 / width }
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max()
    else { return self }
    let window = SourceStamp.window(
      of: .init(column: left, row: top, width: right - left + 1, height: bottom - top + 1),
      imageWidth: width, imageHeight: height)
    let indices = (window.row..<window.endRow).flatMap { y in
      (window.column..<window.endColumn).map { y * width + $0 }
    }
    var part = self
    part.width = window.width
    part.height = window.height
    part.pixels = indices.map { pixels[$0] }
    part.labels = indices.map { labels[$0] }
    part.mask = mask.isEmpty ? [] : indices.map { mask[$0] }
    if case .sigma(let sigma) = noise { part.noise = .sigma(indices.map { sigma[$0] }) }
    part.column = window.column
    part.row = window.row
    return part
  }
}
