package import Rasters

/// What GDAL keeps beside a raster as `NAME.tif.aux.xml`: the names of the
/// units, and a thematic attribute table with their colours and areas.
package enum AuxiliaryXML {
  /// The whole file, for the first band.
  package static func text(_ legend: Legend) -> String {
    """
    <PAMDataset>
      <PAMRasterBand band="1">
    \(categories(legend))\(table(legend))  </PAMRasterBand>
    </PAMDataset>

    """
  }

  /// The place in the list is the pixel value: 0 is no data, values without a
  /// unit have an empty name.
  private static func categories(_ legend: Legend) -> String {
    let named = legend.entries.filter { (1...65_535).contains($0.value) }
    var names = [String](repeating: "", count: (named.last?.value ?? 0) + 1)
    names[0] = "no data"
    for entry in named { names[entry.value] = XMLText.escaped(entry.name) }
    let lines = names.map { "      <Category>\($0)</Category>\n" }.joined()
    return "    <CategoryNames>\n\(lines)    </CategoryNames>\n"
  }

  private static func table(_ legend: Legend) -> String {
    let fields = AttributeField.fields(of: legend)
    let definitions = fields.enumerated().map { $1.definition(index: $0) }.joined()
    let rows = legend.entries.enumerated().map { index, entry in
      let cells = fields.map { "        <F>\(XMLText.escaped($0.text(entry)))</F>\n" }.joined()
      return "      <Row index=\"\(index)\">\n\(cells)      </Row>\n"
    }.joined()
    return "    <GDALRasterAttributeTable tableType=\"thematic\">\n"
      + definitions + rows + "    </GDALRasterAttributeTable>\n"
  }
}
