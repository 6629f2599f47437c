import Rasters

/// Mean spectra of the units with their standard deviations, against the
/// wavelength where all bands have one.
struct SpectraPlot {
  private let legend: Legend
  private let bands: [ReportContent.Band]
  private let spectra: [ReportContent.Spectrum]
  /// The bands that are drawn: those of the commonest quantity, from short
  /// to long wavelengths.
  private let shown: [Int]
  private let frame: PlotFrame

  init?(_ content: ReportContent) {
    let counts = Dictionary(grouping: content.bands, by: \.quantity).mapValues(\.count)
    guard
      let quantity = content.bands.max(by: {
        counts[$0.quantity, default: 0] < counts[$1.quantity, default: 0]
      })?.quantity,
      content.spectra.count == content.legend.entries.count
    else { return nil }
    legend = content.legend
    bands = content.bands
    spectra = content.spectra
    let own = content.bands.indices.filter { content.bands[$0].quantity == quantity }
    let placed = own.allSatisfy { content.bands[$0].wavelength != nil }
    shown =
      placed
      ? own.sorted {
        (content.bands[$0].wavelength ?? 0, $0) < (content.bands[$1].wavelength ?? 0, $1)
      } : own
    guard shown.count >= 2 else { return nil }
    var frame = PlotFrame()
    frame.top = 66
    frame.height = 380
    frame.right = 26
    self.frame = frame
  }

  private var hasWavelengths: Bool { shown.allSatisfy { bands[$0].wavelength != nil } }

  private func position(_ order: Int) -> Double {
    hasWavelengths ? bands[shown[order]].wavelength ?? 0 : Double(order + 1)
  }

  var svg: HTML {
    let places = shown.indices.map(position)
    let spread = zip(legend.entries, spectra).flatMap { _, spectrum in
      shown.flatMap { band -> [Double] in
        guard let mean = spectrum.means[band] else { return [] }
        let deviation = spectrum.deviations[band] ?? 0
        return [mean - deviation, mean + deviation]
      }
    }
    guard
      let x = Axis(covering: places, from: frame.left, to: frame.plotRight),
      let y = Axis(covering: spread, from: frame.plotBottom, to: frame.top)
    else { return .none }
    let quantity = bands[shown[0]].quantity
    let unitTitle = quantity == "temperature" ? "temperature, K" : quantity.replacingDashes
    return frame.drawing(
      id: "spectra", title: "Mean spectra of the units",
      summary: "Lines of \(legend.entries.count) units over \(shown.count) bands with bars of one "
        + "standard deviation. The same numbers stand in the table of spectra.",
      frame.axes(
        x: x, y: y, xTitle: hasWavelengths ? "wavelength, µm" : "band", yTitle: unitTitle,
        xTicks: hasWavelengths) + bandNames(x) + lines(x, y))
  }

  /// Names of the bands above the plot, moved apart where they are near.
  private func bandNames(_ x: Axis) -> HTML {
    let wanted = shown.indices.map { x.place(position($0)) }
    let places = LabelSpread.places(
      wanted, gap: 12, in: frame.left...(PlotFrame.width - 6))
    let marks = zip(shown, zip(wanted, places)).map { band, place -> HTML in
      let (from, to) = place
      return frame.line(from, frame.plotBottom, from, frame.top, "band")
        + frame.line(from, frame.top, to, frame.top - 8, "band")
          + """
          <text class="tick" transform="translate(\(Figures.place(to + 4)) \
          \(Figures.place(frame.top - 11))) rotate(-90)">\(short(bands[band].name))</text>
          """
    }
    return "<g>\(marks)</g>"
  }

  private func short(_ name: String) -> String {
    name.count <= 10 ? name : name.prefix(9) + "…"
  }

  private func lines(_ x: Axis, _ y: Axis) -> HTML {
    let ends = zip(legend.entries, spectra).map { _, spectrum in
      shown.last.flatMap { spectrum.means[$0] }.map(y.place) ?? frame.plotBottom
    }
    let labels = LabelSpread.places(ends, gap: 11, in: frame.top...frame.plotBottom)
    let middle = Double(legend.entries.count - 1) / 2
    let groups = legend.entries.indices.map { index -> HTML in
      let shift = legend.entries.count > 16 ? 0 : (Double(index) - middle) * 1.2
      return line(index, x, y, shift: shift, label: labels[index])
    }
    return "<g>\(groups)</g>"
  }

  private func line(_ index: Int, _ x: Axis, _ y: Axis, shift: Double, label: Double) -> HTML {
    let entry = legend.entries[index]
    let spectrum = spectra[index]
    let places = shown.indices.compactMap { order -> (x: Double, y: Double, bar: Double)? in
      guard let mean = spectrum.means[shown[order]] else { return nil }
      let deviation = spectrum.deviations[shown[order]] ?? 0
      return (
        x.place(position(order)) + shift, y.place(mean),
        abs(y.place(mean + deviation) - y.place(mean))
      )
    }
    guard let last = places.last else { return .none }
    let points = frame.points(places.map { ($0.x, $0.y) })
    let bars = places.map { frame.line($0.x, $0.y - $0.bar, $0.x, $0.y + $0.bar, "bar") }
    let dots = places.map { place -> HTML in
      "<circle cx=\"\(Figures.place(place.x))\" cy=\"\(Figures.place(place.y))\" r=\"2.4\"/>"
    }
    return """
      <g class="u u\(entry.value)" data-unit="\(entry.value)"><title>\(entry.name)</title>\(bars)\
      <polyline class="under" points="\(points)"/><polyline points="\(points)"/>\(dots)\
      \(frame.text(max(last.x, frame.plotRight) + 5, label + 4, "\(entry.value)", "tick"))</g>
      """
  }
}

extension String {
  /// "digital-number" in words.
  var replacingDashes: String { String(map { $0 == "-" ? " " : $0 }) }
}
