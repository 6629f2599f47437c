import RasterIO
import Rasters

/// Which three bands make a colour image of a scene.
struct CompositeChoice {
  /// Red, green and blue.
  let bands: [BandSource]

  var title: String { bands.map(\.name).joined(separator: ", ") }

  /// What geologists like to look at, best first; red, green and blue of the
  /// screen.
  static let falseColour = [
    ["swir2", "nir", "blue"], ["swir2", "nir", "green"], ["swir1", "nir", "red"],
    ["nir", "red", "green"],
  ]
  static let trueColour = ["red", "green", "blue"]

  init(bands: [BandSource]) { self.bands = bands }

  private init?(_ names: [String], among bands: [BandSource]) {
    let found = names.compactMap { name in bands.first { $0.plainName == name } }
    guard found.count == 3 else { return nil }
    self.bands = found
  }

  /// The images that a report offers: false colours first, then true ones,
  /// or whatever the first bands show.
  static func standard(_ bands: [BandSource]) -> [CompositeChoice] {
    let named = [
      falseColour.lazy.compactMap { CompositeChoice($0, among: bands) }.first,
      CompositeChoice(trueColour, among: bands),
    ].compactMap { $0 }
    return named.isEmpty ? [unnamed(bands)].compactMap { $0 } : named
  }

  /// Bands of plain rasters mostly go from blue to red.
  private static func unnamed(_ bands: [BandSource]) -> CompositeChoice? {
    guard let first = bands.first else { return nil }
    return bands.count < 3
      ? CompositeChoice(bands: [first, first, first])
      : CompositeChoice(bands: [bands[2], bands[1], bands[0]])
  }
}

extension OpenScene {
  /// The bands that a picture can show, of the first input that has some in the grid's
  /// reference system.
  var pictureBands: [BandSource] {
    let shown = stack.bands.filter {
      $0.terrain == nil && !GridWarp.isNeeded(frame: stack.grid, other: $0.grid)
    }
    return shown.filter { $0.input == shown.first?.input }
  }

  /// The colour image that the scene file asks for, else the standard ones;
  /// bands are found by name, label or number among all of the product's.
  func composites() throws -> [CompositeChoice] {
    guard let names = scene.composite else { return CompositeChoice.standard(pictureBands) }
    return [try composite(names)]
  }

  func composite(_ names: [String]) throws -> CompositeChoice {
    var whole = scene
    whole.masks = .init(product: scene.masks.product)
    whole.bands = Array(Set(names)).sorted()
    let found = try OpenScene.stack(whole).bands
    let order = Dictionary(
      zip(whole.bands ?? [], found).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    if let computed = found.first(where: { $0.terrain != nil }) {
      throw Failure.usage(
        "'\(computed.name)' is computed of heights; a colour image is made of bands of files")
    }
    return CompositeChoice(bands: names.compactMap { order[$0] })
  }
}
