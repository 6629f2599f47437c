import Rasters

/// The words of a legend and how much room they need, before it has a place.
struct LegendTable {
  /// One line of the table.
  struct Item: Hashable {
    var name: String
    var percent: String
    var area: String
    var colour: RGB
  }

  /// More units than a reader can look up are not listed.
  static let mostItems = 120

  var items: [Item]
  /// Units that are not listed.
  var left: Int
  /// "ha", "km²", or empty where areas are unknown.
  var areaUnit: String

  init(legend all: Legend, gridPixels: Int, unmapped: String, nodata: RGB, opacity: Double) {
    let legend = Legend(entries: all.rows.map(\.entry))
    let entries = LegendTable.listed(legend)
    let areas = LegendAreas(legend)
    left = legend.entries.count - entries.count
    areaUnit = areas.unit
    let counted = legend.pixelCount > 0
    items = entries.map { entry in
      Item(
        name: LegendTable.name(of: entry),
        percent: counted ? LegendTable.percent(legend.percent(of: entry)) : "",
        area: areas.text(entry.hectares),
        colour: Tint.onWhite(entry.colour, opacity: opacity))
    }
    if counted, legend.pixelCount < gridPixels {
      items.append(Item(name: unmapped, percent: "", area: "", colour: nodata))
    }
  }

  /// The largest units where there are too many, in the order of their values.
  private static func listed(_ legend: Legend) -> [LegendEntry] {
    guard legend.entries.count > mostItems else { return legend.entries }
    let largest = legend.entries.sorted { ($1.pixelCount, $0.value) < ($0.pixelCount, $1.value) }
    return largest.prefix(mostItems).sorted { $0.value < $1.value }
  }

  private static func name(of entry: LegendEntry) -> String {
    let name = PlainText.spaced(entry.name)
    return name.isEmpty ? "Unit \(entry.value)" : String(name.prefix(300))
  }

  private static func percent(_ value: Double) -> String {
    value > 0 && value < 0.05 ? "<\(Numbers.thinSpace)0.1" : Numbers.fixed(value, decimals: 1)
  }
}

/// Areas of a legend in one unit.
struct LegendAreas {
  /// "ha" or "km²"; empty where no area is known.
  let unit: String
  private let hectaresPerUnit: Double

  init(_ legend: Legend) {
    let largest = legend.entries.compactMap(\.hectares).filter(\.isFinite).max()
    let isLarge = (largest ?? 0) >= 100_000
    unit = largest == nil ? "" : isLarge ? "km²" : "ha"
    hectaresPerUnit = isLarge ? 100 : 1
  }

  func text(_ hectares: Double?) -> String {
    guard let hectares, hectares.isFinite else { return "" }
    let value = hectares / hectaresPerUnit
    guard abs(value) < 1e9 else { return Numbers.scientific(value) }
    return Numbers.grouped(value, decimals: abs(value) < 1 ? 2 : abs(value) < 10 ? 1 : 0)
  }
}
