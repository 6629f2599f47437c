import Foundation
import MapTools
import Reports
import SceneMaps

/// One index over the numbers of units: a line with a ring about what the
/// index alone would take, and a dashed line at the recommended number.
struct SweepPanel {
  typealias Value = @Sendable (SweepReport.Trial) -> Double?

  private let title: String
  /// Its name among the report's choices.
  private let index: String
  private let error: Value
  private let value: Value

  init(
    _ title: String, of index: String, error: @escaping Value = { _ in nil },
    value: @escaping Value
  ) {
    self.title = title
    self.index = index
    self.error = error
    self.value = value
  }

  // Edges of the plot in its cell of 380 x 178 pixels.
  private static let (left, right, top, bottom) = (62.0, 366.0, 22.0, 140.0)

  /// The trials for which the index is defined.
  private struct Known {
    var units: Int
    var value: Double
    var error: Double
  }

  func drawing(_ report: SweepReport) -> HTML {
    let known = report.trials.compactMap { trial in
      value(trial).map { Known(units: trial.units, value: $0, error: error(trial) ?? 0) }
    }
    let head: HTML = "<text x=\"62\" y=\"14\" font-weight=\"bold\">\(title)</text>"
    guard
      let x = Axis(
        covering: report.trials.map { Double($0.units) }, from: Self.left, to: Self.right, count: 8,
        pad: 0.06),
      let y = Axis(
        covering: known.flatMap { [$0.value - $0.error, $0.value + $0.error] }, from: Self.bottom,
        to: Self.top, count: 4, pad: 0.06)
    else { return head + "<text x=\"62\" y=\"80\" fill=\"#5a5a5a\">not defined here</text>" }
    let choice = report.choices.first { $0.index == index }?.units
    return head + Self.rows(y) + Self.columns(x)
      + Self.recommended(x.place(Double(report.recommendation.units)))
      + Self.curve(known, x, y) + Self.rings(known.filter { $0.units == choice }, x, y)
  }

  // MARK: axes

  private static func rows(_ y: Axis) -> HTML {
    let rows = y.ticks.map { tick -> HTML in
      let at = pixels(y.place(tick))
      return """
        <path d="M62 \(at)H366" stroke="#e4e4e4"/>\
        <text x="56" y="\(at)" dy="4" text-anchor="end" fill="#5a5a5a">\(y.shortLabel(tick))</text>
        """
    }
    return "\(rows)"
  }

  private static func columns(_ x: Axis) -> HTML {
    let columns = x.ticks.filter { $0 == $0.rounded() }.map { tick -> HTML in
      let at = pixels(x.place(tick))
      return """
        <path d="M\(at) 140v4" stroke="#303030"/>\
        <text x="\(at)" y="155" text-anchor="middle" fill="#5a5a5a">\(Int(tick))</text>
        """
    }
    return """
      \(columns)<path d="M62 140H366" stroke="#303030"/>\
      <text x="366" y="168" text-anchor="end" fill="#5a5a5a">units</text>
      """
  }

  private static func recommended(_ x: Double) -> HTML {
    "<path d=\"M\(pixels(x)) 22V140\" stroke=\"#c0392b\" stroke-dasharray=\"4 3\"/>"
  }

  // MARK: data

  private static func curve(_ known: [Known], _ x: Axis, _ y: Axis) -> HTML {
    let places = known.map { "\(pixels(x.place(Double($0.units)))),\(pixels(y.place($0.value)))" }
    let bars = known.filter { $0.error > 0 }.map { one -> HTML in
      let (low, high) = (
        pixels(y.place(one.value - one.error)), pixels(y.place(one.value + one.error))
      )
      let at = pixels(x.place(Double(one.units)))
      return "<path d=\"M\(at) \(low)V\(high)\" stroke=\"#7f9fb8\"/>"
    }
    return """
      \(bars)<polyline points="\(places.joined(separator: " "))" fill="none" stroke="#1f4e79" \
      stroke-width="1.4"/>\(circles(known, x, y, "r=\"2.6\" fill=\"#1f4e79\""))
      """
  }

  private static func rings(_ known: [Known], _ x: Axis, _ y: Axis) -> HTML {
    circles(known, x, y, "r=\"6\" fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.4\"")
  }

  private static func circles(_ known: [Known], _ x: Axis, _ y: Axis, _ style: HTML) -> HTML {
    let circles = known.map { one -> HTML in
      let (at, height) = (pixels(x.place(Double(one.units))), pixels(y.place(one.value)))
      return "<circle cx=\"\(at)\" cy=\"\(height)\" \(style)/>"
    }
    return "\(circles)"
  }

  private static func pixels(_ place: Double) -> String { String(format: "%.1f", place) }
}
