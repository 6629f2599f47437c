package import Rasters

/// A Styled Layer Descriptor 1.0 of polygons of a map: one rule per unit, told
/// by the field "unit". A GeoPackage carries it beside the style for QGIS, for
/// GeoServer and others.
package enum PolygonSLDStyle {
  /// The whole document; `layer` is the table's name.
  package static func text(_ legend: Legend, layer: String) -> String {
    SLDDocument.text(
      layer: layer, label: "<Name>\(MarkupText.xml(layer))</Name>",
      body: legend.entries.map(rule).joined())
  }

  private static func rule(_ entry: LegendEntry) -> String {
    let name = MarkupText.xml(entry.name)
    return """
              <Rule>
                <Name>\(name)</Name>
                <Title>\(name)</Title>
                <ogc:Filter>
                  <ogc:PropertyIsEqualTo>
                    <ogc:PropertyName>unit</ogc:PropertyName>
                    <ogc:Literal>\(entry.value)</ogc:Literal>
                  </ogc:PropertyIsEqualTo>
                </ogc:Filter>
                <PolygonSymbolizer>
                  <Fill>
                    <CssParameter name="fill">\(entry.colour.hex)</CssParameter>
                  </Fill>
                  <Stroke>
                    <CssParameter name="stroke">\(entry.colour.hex)</CssParameter>
                    <CssParameter name="stroke-width">0.3</CssParameter>
                  </Stroke>
                </PolygonSymbolizer>
              </Rule>

      """
  }
}
