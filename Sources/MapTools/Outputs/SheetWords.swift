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

  /// What the data are, unless the scene gives a credit of its own.
  package var creditLine: String {
    if let credit { return credit }
    let source = product == "raster" ? scene : product
    let date = acquired.map { ", " + String($0.prefix(10)) } ?? ""
    return "\(source)\(date). Map: facies \(Facies.version), unsupervised."
  }

  package init(
    scene: String, title: String? = nil, credit: String? = nil, product: String,
    acquired: String? = nil
  ) {
    self.scene = scene
    self.title = title
    self.credit = credit
    self.product = product
    self.acquired = acquired
  }
}
