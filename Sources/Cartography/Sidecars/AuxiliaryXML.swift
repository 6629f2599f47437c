package import Rasters

/// What GDAL keeps beside a raster as `NAME.tif.aux.xml`: the names of the
/// units, their colours, which count more than those in the raster, and a
/// thematic attribute table with colours and areas.
package enum AuxiliaryXML {
  /// The whole file, for the first band.
  package static func text(_ legend: Legend) -> String {
    """
    <PAMDataset>
      <PAMRasterBand band="1">
    \(categories(legend))\(palette(legend))\(table(legend))  </PAMRasterBand>
    </PAMDataset>

    """
  }

  /// The place in the list is the pixel value: 0 is no data, values without a
  /// unit have an empty name.
  private static func categories(_ legend: Legend) -> String {
    let named = legend.entries.filter { (1...65_535).contains($0.value) }
    var names = [String](repeating: "", count: (named.last?.value ?? 0) + 1)
    names[0] = "no data"
    for entry in named { names[entry.value] = MarkupText.xml(entry.name) }
    let lines = names.map { "      <Category>\($0)</Category>\n" }.joined()
    return "    <CategoryNames>\n\(lines)    </CategoryNames>\n"
  }

  /// Entry by entry from value 0, which is transparent.
  private static func palette(_ legend: Legend) -> String {
    let coloured = legend.entries.filter { (1...65_535).contains($0.value) }
    var entries = [String](
      repeating: entry(RGB(255, 255, 255), opacity: 0), count: (coloured.last?.value ?? 0) + 1)
    for unit in coloured { entries[unit.value] = entry(unit.colour, opacity: 255) }
    return "    <ColorTable>\n\(entries.joined())    </ColorTable>\n"
  }

  private static func entry(_ colour: RGB, opacity: Int) -> String {
    "      <Entry c1=\"\(colour.red)\" c2=\"\(colour.green)\" c3=\"\(colour.blue)\" "
      + "c4=\"\(opacity)\"/>\n"
  }

  private static func table(_ legend: Legend) -> String {
    let fields = AttributeField.fields(of: legend)
    let definitions = fields.enumerated().map { $1.definition(index: $0) }.joined()
    let rows = legend.entries.enumerated().map { index, entry in
      let cells = fields.map { "        <F>\(MarkupText.xml($0.text(entry)))</F>\n" }.joined()
      return "      <Row index=\"\(index)\">\n\(cells)      </Row>\n"
    }.joined()
    return "    <GDALRasterAttributeTable tableType=\"thematic\">\n"
      + definitions + rows + "    </GDALRasterAttributeTable>\n"
  }
}
