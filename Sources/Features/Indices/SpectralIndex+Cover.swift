extension SpectralIndex {
  /// Without a column in the tables of units: sums, whose sign tells.
  static let forMasks: [SpectralIndex] = [
    SpectralIndex(
      .index, "awei", "4 * (green - swir1) - (0.25 * nir + 2.75 * swir2)",
      "open water, not dark or hot ground",
      source: "Feyisa, Meilby, Fensholt and Proud, Remote Sensing of Environment 140, 23-35, 2014")
  ]

  /// What covers the ground: plants, water, bare soil.
  static let indices: [SpectralIndex] = [
    SpectralIndex(
      .index, "ndvi", "(nir - red) / (nir + red)", "green plants",
      source: "Rouse, Haas, Schell and Deering, NASA SP-351, 309-317, 1974"),
    SpectralIndex(
      .index, "ndwi", "(green - nir) / (green + nir)", "open water",
      source: "McFeeters, Int. J. Remote Sensing 17(7), 1425-1432, 1996"),
    SpectralIndex(
      .index, "mndwi", "(green - swir1) / (green + swir1)", "open water, also beside buildings",
      source: "Xu, Int. J. Remote Sensing 27(14), 3025-3033, 2006"),
    SpectralIndex(
      .index, "moisture", "(nir - swir1) / (nir + swir1)", "water in leaves",
      source: "Gao, Remote Sensing of Environment 58, 257-266, 1996"),
    SpectralIndex(
      .index, "bare-soil", "(swir1 + red - nir - blue) / (swir1 + red + nir + blue)",
      "soil without plants",
      source: "Rikimaru, Roy and Miyatake, Tropical Ecology 43(1), 39-47, 2002"),
  ]
}
