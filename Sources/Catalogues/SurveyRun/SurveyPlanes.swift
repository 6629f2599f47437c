import Cartography
import Foundation

/// The planes in which galaxies are told apart by custom.
struct SurveyPlanes {
  /// What is drawn of an object whose measurements are good; nil where one of
  /// them is not.
  struct Row {
    var group: Int
    var gini: Double?
    var m20: Double?
    var concentration: Double?
    var asymmetry: Double?
    var sersic: Double?
    var radius: Double?

    /// What statmorph's authors ask of a source whose shape is trusted.
    static let leastSignal = 2.5

    /// Nil for objects without a group, whose flag is above 1 or whose signal is
    /// too low.
    init?(_ measured: MeasurementScratch.Row?, group: Int) {
      guard let measured, group > 0, measured.flag <= 1,
        measured["sn_per_pixel"] ?? 0 >= Self.leastSignal
      else { return nil }
      self.group = group
      gini = measured["gini"]
      m20 = measured["m20"]
      concentration = measured["concentration"]
      asymmetry = measured["asymmetry"]
      guard measured.isSersicSound else { return }
      sersic = measured["sersic_n"]
      radius = measured["sersic_rhalf"]
    }
  }

  let rows: [Row]
  let kinds: SurveyKinds

  func sheet(title: String) -> PlotSheet {
    let fitted = rows.count { $0.sersic != nil }
    return PlotSheet(
      title: "\(title): measurements by group",
      subtitle:
        "\(rows.count) objects of flag 0 or 1 and S/N per pixel of 2.5 or more, \(fitted) of them with a Sérsic fit; "
        + "numbered discs are medians",
      panels: [giniM20, concentrationAsymmetry] + (fitted > 0 ? [sersicRadius] : []),
      kinds: kinds.list)
  }

  private func points(
    _ x: (Row) -> Double?, _ y: (Row) -> Double?
  ) -> [PlotPanel.Point] {
    rows.compactMap { row in
      guard let x = x(row), let y = y(row), let kind = kinds.kind(ofGroup: row.group) else {
        return nil
      }
      return PlotPanel.Point(x: x, y: y, kind: kind)
    }
  }

  /// Lines of Lotz et al. (2008), ApJ 672, 177.
  private var giniM20: PlotPanel {
    PlotPanel(
      title: "Gini and M20",
      x: .init("M20", from: 0, to: -3), y: .init("Gini coefficient", from: 0.3, to: 0.75),
      points: points(\.m20, \.gini),
      divides: [
        .init(from: (0, 0.33), to: (-3, 0.75), text: "mergers above"),
        .init(from: (-1.68, 0.5652), to: (-3, 0.38), text: "E, S0, Sa above"),
      ])
  }

  /// Mergers by Conselice (2003), ApJS 147, 1.
  private var concentrationAsymmetry: PlotPanel {
    PlotPanel(
      title: "Concentration and asymmetry",
      x: .init("Concentration", from: 1.5, to: 5.5), y: .init("Asymmetry", from: -0.2, to: 0.8),
      points: points(\.concentration, \.asymmetry),
      divides: [.init(from: (1.5, 0.35), to: (5.5, 0.35), text: "mergers above 0.35")])
  }

  private var sersicRadius: PlotPanel {
    let radii = rows.compactMap(\.radius).sorted()
    // Fits that ran away do not set the scale.
    let usual = radii.isEmpty ? 100 : radii[min(radii.count - 1, radii.count * 95 / 100)]
    let top = max(20, min(1000, usual * 1.5))
    return PlotPanel(
      title: "Sérsic index and half-light radius",
      x: .init("Half-light semi-major axis in pixels", from: 0.5, to: top, isLogarithmic: true),
      y: .init("Sérsic index n", from: 0.3, to: 10, isLogarithmic: true),
      points: points(\.radius, \.sersic),
      divides: [.init(from: (0.5, 2.5), to: (top, 2.5), text: "n = 2.5")])
  }
}
