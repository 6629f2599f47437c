/// Colours that people expect of ground of a name: of what covers it, and of rocks after the habits
/// of the USGS (FGDC-STD-013-2006) and the Geological Survey of India.
package enum GroundName {
  /// The colour of the name itself, else that of its last word that has one: "mixed forests" is a
  /// forest, "dune sand" is sand.
  package static func colour(_ name: String) -> RGB? {
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    guard words.count <= mostWords else { return nil }
    return value(words.joined(separator: " ")) ?? words.reversed().lazy.compactMap(value).first
  }

  /// Longer names are sentences.
  private static let mostWords = 6

  /// Singular or plural.
  private static func value(_ word: String) -> RGB? {
    let endings = ["", "s", "es"].filter { word.hasSuffix($0) && word.count > $0.count + 2 }
    let found = endings.lazy.compactMap { values[String(word.dropLast($0.count))] }.first
    return found.map { RGB(UInt8($0 >> 16), UInt8($0 >> 8 & 255), UInt8($0 & 255)) }
  }

  private static let values: [String: UInt32] = [
    "agriculture": 0xD2C44A, "airport": 0x8A8A94, "alluvium": 0xFBF3C0, "amphibolite": 0x3D5C49,
    "andesite": 0xA57258, "ash": 0x8B8786, "asphalt": 0x55545A, "bare": 0xB8956B,
    "basalt": 0x3E6B4F, "beach": 0xF3E3B3, "bog": 0x6B7F5A, "building": 0xB5898C,
    "built": 0xA0979B, "burn": 0x4A2F2A, "burned": 0x4A2F2A, "burnt": 0x4A2F2A, "bush": 0x8D9A4D,
    "carbonatite": 0x5C9FC0, "chalk": 0xCFE6EF, "charnockite": 0x9A7F9A, "chert": 0xB0654F,
    "city": 0xA0979B, "clay": 0xC98F6B, "claystone": 0xB5B79A, "cloud": 0xC9CCD0,
    "coal": 0x26262B, "colluvium": 0xD6BF8C, "concrete": 0xBDB8B2, "conglomerate": 0xE09A3C,
    "conifer": 0x17523A, "crop": 0xD2C44A, "cropland": 0xD2C44A, "deciduous": 0x3F9142,
    "deep water": 0x17407C, "desert": 0xE3C385, "diorite": 0x8F9A8A, "dolerite": 0x6B4A86,
    "dolomite": 0x3C7FB4, "dune": 0xF0D78F, "dunite": 0x5A7A3A, "evaporite": 0xC9B6E4,
    "fallow": 0xC9A46B, "felsic": 0xF0A39A, "ferricrete": 0x9A3B26, "field": 0xD2C44A,
    "forest": 0x1F6B34, "gabbro": 0x4C3A5E, "glacier": 0xC3E0F2, "gneiss": 0xD07AA8,
    "goethite": 0xB5792E, "gossan": 0x8F3B1F, "granite": 0xF08C8C, "granodiorite": 0xF7C0BD,
    "grass": 0x9CC25A, "grassland": 0xA3C566, "gravel": 0xB0A596, "greenhouse": 0xD8E0E6,
    "greenstone": 0x4D8062, "greywacke": 0x8F9A86, "gypsum": 0xEFE6DC, "hematite": 0x84302C,
    "ice": 0xD3E8F5, "ignimbrite": 0xD78F86, "industrial": 0x8F8696, "iron": 0x8F3A2A,
    "iron formation": 0x7C1F2B, "jungle": 0x13602F, "kaolinite": 0xEFE0D0,
    "kimberlite": 0x4A6A8A, "lagoon": 0x4FB0C6, "lake": 0x3B82C4, "landslide": 0xA86A48,
    "laterite": 0xB54A2C, "lava": 0x33302F, "lettuce": 0x7BD05A, "limestone": 0x6FB1E0,
    "loess": 0xE6D8A0, "mafic": 0x45614F, "maize": 0xC9D04A, "mangrove": 0x1F6B57,
    "marble": 0xB7D8F2, "marl": 0xA7C8B8, "marsh": 0x5FA08A, "meadow": 0x8FC461,
    "migmatite": 0xC890AD, "mine": 0x8C6E78, "monzonite": 0xEC9A86, "moraine": 0xB9B3A0,
    "mud": 0x8A7762, "mudflat": 0x9B8F7D, "mudstone": 0xC4CBA6, "ocean": 0x1D4F91,
    "orchard": 0x7FAE45, "outcrop": 0x8C857D, "pasture": 0xA9C95F, "pegmatite": 0xF2A9B5,
    "peridotite": 0x3F5A34, "phyllite": 0x8FB09A, "plantation": 0x5D9E3A, "playa": 0xE6DCC8,
    "pond": 0x5A9BD4, "quarry": 0xC9B9A6, "quartzite": 0xF6B77E, "reed": 0x8FAE6B,
    "reservoir": 0x3B82C4, "rhyolite": 0xD93F4F, "rice": 0x7CC06E, "river": 0x4A90CF,
    "road": 0x6E6A6E, "rock": 0x8C857D, "roof": 0xB06A5A, "salt": 0xF0EEEC, "sand": 0xECD9A0,
    "sandstone": 0xF2CF5B, "savanna": 0xB3AB57, "schist": 0x7FC09E, "scree": 0x9A938C,
    "sea": 0x1D4F91, "sediment": 0xE9DCAB, "serpentinite": 0x6F9A2F, "settlement": 0xB5989A,
    "shadow": 0x3A3D42, "shale": 0x9BA88D, "shallow water": 0x6FB7D6, "shrub": 0x8D9A4D,
    "shrubland": 0x8D9A4D, "silt": 0xB8A88A, "siltstone": 0xCFC19A, "skarn": 0x7F8F4A,
    "slate": 0x5F6F78, "snow": 0xEEF6FC, "soil": 0xA5794F, "steppe": 0xC0B46A, "swamp": 0x3F7D6E,
    "syenite": 0xE77F93, "tailings": 0xB58A6A, "tidal flat": 0xA9A08C, "till": 0xB9B3A0,
    "tonalite": 0xE3A9A4, "town": 0xB0A5A8, "tree": 0x2B7A3D, "tuff": 0xD9A38F,
    "tundra": 0x9AA17A, "turbid water": 0x7FB2C8, "ultramafic": 0x40562F, "urban": 0xA0979B,
    "vegetation": 0x3F9142, "vineyard": 0x8A6FA0, "volcanic": 0xA0605A, "water": 0x2F6FB3,
    "wetland": 0x4F9A8D, "wheat": 0xDCC25A, "wood": 0x2B7A3D, "woodland": 0x4C8A45,
  ]
}
