import Foundation
import Rasters

/// A coordinate marked on the frame of a map.
struct CoordinateTick: Hashable, Sendable {
  /// The axis of the sheet it is a place on.
  enum Edge: Hashable, Sendable {
    /// Along x, labelled under the map.
    case bottom
    /// Along y, labelled left of the map.
    case left
  }

  var edge: Edge
  /// Pixels of the sheet along the edge.
  var position: Double
  var label: TextLine
}

/// Chooses round coordinates for one edge of a map.
struct TickAxis {
  /// Coordinates at the two ends of the edge, in map units.
  var start: Double
  var end: Double
  /// Pixels of the edge.
  var length: Double
  var notation: CoordinateNotation

  /// A round coordinate, its place in pixels from the start, its label.
  struct Mark: Hashable {
    var place: Double
    var label: String
  }

  /// The round coordinates, seven at the most, that leave their labels `gap`
  /// `gap` pixels apart.
  func marks(gap: Double, width: (String) -> Double) -> [Mark] {
    let range = abs(end - start)
    guard (1e-12...1e15).contains(range), length >= 1 else { return [] }
    var step = RoundNumber.atLeast(range / 7)
    for _ in 0..<10 where step <= range {
      let found = marks(step: step)
      let widest = found.map { width($0.label) }.max() ?? 0
      if step / range * length >= widest + gap { return found }
      step = RoundNumber.atLeast(step * 1.01)
    }
    return marks(step: range).isEmpty ? [] : Array(marks(step: step).prefix(1))
  }

  /// The multiples of a step, none where numbers are too coarse to tell them
  /// apart.
  private func marks(step: Double) -> [Mark] {
    let first = (min(start, end) / step).rounded(.up)
    let last = (max(start, end) / step).rounded(.down)
    guard first <= last, last - first < 100, abs(first) < 1e12, abs(last) < 1e12 else { return [] }
    let decimals = RoundNumber.decimals(of: step)
    return (0...Int(last - first)).map { index in
      let value = (first + Double(index)) * step
      return Mark(
        place: (value - start) / (end - start) * length,
        label: notation.text(value, decimals: decimals))
    }
  }
}

/// How a coordinate is written.
enum CoordinateNotation: Hashable, Sendable {
  /// Metres, feet or nothing known.
  case plain
  case longitude
  case latitude

  func text(_ value: Double, decimals: Int) -> String {
    switch self {
    case .plain: Numbers.grouped(value, decimals: decimals)
    // Of grids of 0 to 360 degrees too: 190 is 170 W.
    case .longitude:
      degrees(value.remainder(dividingBy: 360), decimals, after: "E", before: "W")
    case .latitude: degrees(value, decimals, after: "N", before: "S")
    }
  }

  private func degrees(_ value: Double, _ decimals: Int, after: String, before: String) -> String {
    let number = Numbers.fixed(abs(value), decimals: decimals)
    let isZero = !number.contains { $0.isNumber && $0 != "0" }
    let side = isZero ? "" : Numbers.thinSpace + (value < 0 ? before : after)
    return number + "°" + side
  }
}
