package import Rasters

/// A QGIS style (version 3 and later) for real pixels that stand for units: a marker in the
/// colour of its unit, labelled with the unit's name; the exemplar itself is larger.
package enum ExemplarQMLStyle {
  /// The whole document.
  package static func text(_ legend: Legend) -> String {
    let entries = legend.entries.enumerated()
    let categories = entries.map { category($0.element, symbol: $0.offset) }.joined()
    let symbols = entries.map { symbol($0.element.colour, name: "\($0.offset)") }.joined()
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
        <renderer-v2 type="categorizedSymbol" attr="unit" symbollevels="0" enableorderby="0" \
      forceraster="0">
          <categories>
      \(categories)    </categories>
          <symbols>
      \(symbols)    </symbols>
        </renderer-v2>
        <labeling type="simple">
          <settings calloutType="simple">
            <text-style fieldName="name" isExpression="0" fontSize="8" fontSizeUnit="Point" \
      textColor="20,20,20,255">
              <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" \
      bufferColor="255,255,255,255" bufferOpacity="1"/>
            </text-style>
            <placement placement="6" dist="0.5" distUnits="MM"/>
            <rendering drawLabels="1"/>
          </settings>
        </labeling>
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

  private static func symbol(_ colour: RGB, name: String) -> String {
    let settings = [
      ("name", "circle"), ("color", "\(colour.red),\(colour.green),\(colour.blue),255"),
      ("outline_color", "20,20,20,255"), ("outline_style", "solid"), ("outline_width", "0.3"),
      ("outline_width_unit", "MM"), ("size", "2.2"), ("size_unit", "MM"),
    ]
    let options = settings.map {
      "            <Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>\n"
    }.joined()
    return """
            <symbol name="\(name)" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
              <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
                <Option type="Map">
      \(options)          </Option>
                <data_defined_properties>
                  <Option type="Map">
                    <Option name="properties" type="Map">
                      <Option name="size" type="Map">
                        <Option name="active" type="bool" value="true"/>
                        <Option name="expression" type="QString" \
      value="if(&quot;place&quot; = 1, 3.4, 2.2)"/>
                        <Option name="type" type="int" value="3"/>
                      </Option>
                    </Option>
                    <Option name="type" type="QString" value="collection"/>
                  </Option>
                </data_defined_properties>
              </layer>
            </symbol>

      """
  }
}
