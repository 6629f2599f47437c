package import Cartography
import Jobs
package import Rasters

/// The texts of a map sheet.
package struct SheetWords {
  package var scene: String
  package var title: String?
  package var credit: String?
  package var product: String
  package var acquired: String?
  /// Days on which the data were taken.
  package var dates: [String]

  private func places(_ legend: Legend, _ grid: Grid) -> [TextTemplate.Place: String] {
    [
      .map: title ?? scene, .scene: scene, .units: "\(legend.entries.count)",
      .reference: grid.reference.name, .size: "\(grid.width) x \(grid.height)",
      .date: acquired.map { String($0.prefix(10)) } ?? "",
    ]
  }

  package func title(_ style: Style, _ legend: Legend, _ grid: Grid) -> String {
    style.title.filled(places(legend, grid))
  }

  package func subtitle(_ style: Style, _ legend: Legend, _ grid: Grid) -> String {
    style.subtitle.filled(places(legend, grid))
  }

  /// What the data are, or the scene's own credit; with the days on which they were taken, unless
  /// the credit says them.
  package var creditLine: String {
    let days = dates.filter { credit?.contains($0) != true }.joined(separator: ", ")
    if let credit {
      guard !days.isEmpty else { return credit }
      return credit.hasSuffix(".") ? "\(credit) Data of \(days)." : "\(credit), \(days)"
    }
    let source = product == "raster" ? scene : product
    let date = days.isEmpty ? "" : ", " + days
    return "\(source)\(date). Map: facies \(Facies.version), unsupervised."
  }

  package init(
    scene: String, title: String? = nil, credit: String? = nil, product: String,
    acquired: String? = nil, dates: [String]? = nil
  ) {
    self.scene = scene
    self.title = title
    self.credit = credit
    self.product = product
    self.acquired = acquired
    self.dates = dates ?? acquired.map { [String($0.prefix(10))] } ?? []
  }
}
