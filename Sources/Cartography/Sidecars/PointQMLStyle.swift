import Rasters

/// A QGIS style (version 3 and later) for points that are to be visited:
/// labelled with their field "id", orange until their field "reference" is
/// filled in, green then.
package enum PointQMLStyle {
  /// The whole document.
  package static func text() -> String {
    let rules = [
      ("to visit", "coalesce(trim(\"reference\"), '') = ''", "255,149,0,255"),
      ("visited", "coalesce(trim(\"reference\"), '') <> ''", "52,168,83,255"),
    ]
    let entries = rules.enumerated().map { index, rule in
      "      <rule key=\"{facies-\(index)}\" symbol=\"\(index)\" label=\"\(rule.0)\" "
        + "filter=\"\(MarkupText.xml(rule.1))\"/>\n"
    }.joined()
    let symbols = rules.enumerated().map { symbol($0.element.2, name: "\($0.offset)") }.joined()
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
        <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
          <rules key="{facies}">
      \(entries)    </rules>
          <symbols>
      \(symbols)    </symbols>
        </renderer-v2>
        <labeling type="simple">
          <settings calloutType="simple">
            <text-style fieldName="id" isExpression="0" fontSize="8" fontSizeUnit="Point" \
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

  private static func symbol(_ colour: String, name: String) -> String {
    let settings = [
      ("name", "circle"), ("color", colour), ("outline_color", "20,20,20,255"),
      ("outline_style", "solid"), ("outline_width", "0.3"), ("outline_width_unit", "MM"),
      ("size", "2.6"), ("size_unit", "MM"),
    ]
    let options = settings.map {
      "            <Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>\n"
    }.joined()
    return """
            <symbol name="\(name)" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
              <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
                <Option type="Map">
      \(options)          </Option>
              </layer>
            </symbol>

      """
  }
}
