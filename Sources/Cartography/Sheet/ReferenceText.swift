import Rasters

/// Names the reference system of a grid for people.
enum ReferenceText {
  /// "WGS 84 / UTM zone 16N (EPSG:32616), in metres"; empty where it is unknown.
  static func text(_ grid: Grid) -> String {
    guard grid.transform != nil else { return "" }
    let reference = grid.reference
    let name = PlainText.spaced(reference.name)
    let code = PlainText.spaced(reference.code ?? "")
    let full = joined(name, code)
    guard !full.isEmpty, reference.metresPerUnit == 1 else { return full }
    return full + ", in\u{a0}metres"
  }

  private static func joined(_ name: String, _ code: String) -> String {
    if name.isEmpty { return code }
    return code.isEmpty || name.contains(code) ? name : "\(name) (\(code))"
  }
}
