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
    Rock(name: "granite", colour: RGB(0xf0, 0x8c, 0x8c)),
    Rock(name: "basalt", colour: RGB(0x3e, 0x6b, 0x4f)),
    Rock(name: "sandstone", colour: RGB(0xf2, 0xcf, 0x5b)),
    Rock(name: "limestone", colour: RGB(0x6f, 0xb1, 0xe0)),
    Rock(name: "shale", colour: RGB(0x9b, 0xa8, 0x8d)),
    Rock(name: "dolerite", colour: RGB(0x6b, 0x4a, 0x86)),
    Rock(name: "alluvium", colour: RGB(0xfb, 0xf3, 0xc0)),
    Rock(name: "gneiss", colour: RGB(0xd0, 0x7a, 0xa8)),
    Rock(name: "laterite", colour: RGB(0xb5, 0x4a, 0x2c)),
    Rock(name: "schist", colour: RGB(0x7f, 0xc0, 0x9e)),
    Rock(name: "rhyolite", colour: RGB(0xd9, 0x3f, 0x4f)),
    Rock(name: "dolomite", colour: RGB(0x3c, 0x7f, 0xb4)),
    Rock(name: "conglomerate", colour: RGB(0xe0, 0x9a, 0x3c)),
    Rock(name: "gabbro", colour: RGB(0x4c, 0x3a, 0x5e)),
    Rock(name: "marble", colour: RGB(0xb7, 0xd8, 0xf2)),
    Rock(name: "serpentinite", colour: RGB(0x6f, 0x9a, 0x2f)),
    Rock(name: "granodiorite", colour: RGB(0xf7, 0xc0, 0xbd)),
    Rock(name: "slate", colour: RGB(0x5f, 0x6f, 0x78)),
    Rock(name: "loess", colour: RGB(0xe6, 0xd8, 0xa0)),
    Rock(name: "andesite", colour: RGB(0xa5, 0x72, 0x58)),
    Rock(name: "evaporite", colour: RGB(0xc9, 0xb6, 0xe4)),
    Rock(name: "iron formation", colour: RGB(0x7c, 0x1f, 0x2b)),
    Rock(name: "mudstone", colour: RGB(0xc4, 0xcb, 0xa6)),
    Rock(name: "quartzite", colour: RGB(0xf6, 0xb7, 0x7e)),
  ]

  static let colours: [RGB] = rocks.map(\.colour)
}
