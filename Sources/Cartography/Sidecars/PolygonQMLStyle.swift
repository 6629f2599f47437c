package import Rasters

/// A QGIS style (version 3 and later) for polygons of a map: one category
/// per unit, told by the field "unit". A GeoPackage carries it in its table
/// layer_styles.
package enum PolygonQMLStyle {
  /// The whole document.
  package static func text(_ legend: Legend) -> String {
    let entries = legend.entries.enumerated()
    let categories = entries.map { category($0.element, symbol: $0.offset) }.joined()
    let symbols = entries.map { symbol($0.element.colour, name: "\($0.offset)") }.joined()
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology">
        <renderer-v2 type="categorizedSymbol" attr="unit" symbollevels="0" enableorderby="0" \
      forceraster="0">
          <categories>
      \(categories)    </categories>
          <symbols>
      \(symbols)    </symbols>
        </renderer-v2>
        <blendMode>0</blendMode>
        <featureBlendMode>0</featureBlendMode>
        <layerOpacity>1</layerOpacity>
      </qgis>

      """
  }

  private static func category(_ entry: LegendEntry, symbol: Int) -> String {
    "      <category value=\"\(entry.value)\" type=\"integer\" symbol=\"\(symbol)\" "
      + "label=\"\(MarkupText.xml(entry.name))\" render=\"true\"/>\n"
  }

  /// A plain fill; its hairline outline in the same colour closes the gaps
  /// that antialiasing leaves between neighbours.
  private static func symbol(_ colour: RGB, name: String) -> String {
    let text = "\(colour.red),\(colour.green),\(colour.blue),255"
    let settings = [
      ("color", text), ("joinstyle", "miter"), ("outline_color", text),
      ("outline_style", "solid"), ("outline_width", "0.1"), ("outline_width_unit", "MM"),
      ("style", "solid"),
    ]
    let options = settings.map {
      "            <Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>\n"
    }.joined()
    // QGIS before 3.16 reads these instead.
    let properties = settings.map { "          <prop k=\"\($0.0)\" v=\"\($0.1)\"/>\n" }.joined()
    return """
            <symbol name="\(name)" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
              <layer class="SimpleFill" enabled="1" locked="0" pass="0">
                <Option type="Map">
      \(options)          </Option>
      \(properties)        </layer>
            </symbol>

      """
  }
}
