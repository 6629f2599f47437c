import Foundation

/// A plane of two measurements with its objects, the middles of their groups
/// and the lines that divide it by custom.
package struct PlotPanel {
  /// An axis: from left to right or from bottom to top, falling where `to` is
  /// the smaller one.
  package struct Axis {
    package var title: String
    package var from: Double
    package var to: Double
    package var isLogarithmic: Bool

    package init(_ title: String, from: Double, to: Double, isLogarithmic: Bool = false) {
      self.title = title
      self.from = from
      self.to = to
      self.isLogarithmic = isLogarithmic
    }

    /// 0 at the beginning and 1 at the end.
    func share(_ value: Double) -> Double {
      guard isLogarithmic else { return (value - from) / (to - from) }
      return (log10(value) - log10(from)) / (log10(to) - log10(from))
    }

    var ticks: [Double] {
      let (low, high) = (min(from, to), max(from, to))
      if isLogarithmic {
        let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        return powers.flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
          .filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
      }
      let step = RoundNumber.atLeast((high - low) / 6)
      return Array(
        stride(from: (low / step - 1e-9).rounded(.up) * step, through: high + step * 1e-9, by: step)
      )
    }

    func label(_ tick: Double) -> String {
      if isLogarithmic { return String(format: "%g", tick) }
      let decimals = RoundNumber.decimals(of: RoundNumber.atLeast(abs(to - from) / 6))
      let text = String(format: "%.\(decimals)f", tick)
      return Double(text) == 0 ? String(format: "%.\(decimals)f", 0.0) : text
    }
  }

  package struct Point {
    package var x: Double
    package var y: Double
    /// Which colour it has, from 0.
    package var kind: Int

    package init(x: Double, y: Double, kind: Int) {
      self.x = x
      self.y = y
      self.kind = kind
    }
  }

  /// From one point to another, with words at its end.
  package struct Divide {
    package var from: (x: Double, y: Double)
    package var to: (x: Double, y: Double)
    package var text: String

    package init(
      from: (x: Double, y: Double), to: (x: Double, y: Double), text: String
    ) {
      self.from = from
      self.to = to
      self.text = text
    }
  }

  package var title: String
  package var x: Axis
  package var y: Axis
  package var points: [Point]
  package var divides: [Divide]

  package init(title: String, x: Axis, y: Axis, points: [Point], divides: [Divide] = []) {
    self.title = title
    self.x = x
    self.y = y
    self.points = points
    self.divides = divides
  }
}
