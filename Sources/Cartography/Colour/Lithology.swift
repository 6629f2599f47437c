import Rasters

/// The colours geologists expect of rocks, after the habits of the USGS
/// (FGDC-STD-013-2006, lithologic colours) and the Geological Survey of
/// India, in an order in which neighbours differ.
enum Lithology {
  /// A rock and its colour.
  struct Rock: Hashable, Sendable {
    var name: String
    var colour: RGB
  }

  static let rocks: [Rock] = [
    "granite", "basalt", "sandstone", "limestone", "shale", "dolerite", "alluvium", "gneiss",
    "laterite", "schist", "rhyolite", "dolomite", "conglomerate", "gabbro", "marble",
    "serpentinite", "granodiorite", "slate", "loess", "andesite", "evaporite", "iron formation",
    "mudstone", "quartzite",
  ].compactMap { name in GroundName.colour(name).map { Rock(name: name, colour: $0) } }

  static let colours: [RGB] = rocks.map(\.colour)
}
