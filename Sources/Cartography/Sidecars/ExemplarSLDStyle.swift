package import Rasters

/// A Styled Layer Descriptor 1.0 of real pixels that stand for units: one rule per unit, told by
/// the field "unit".
package enum ExemplarSLDStyle {
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
                <PointSymbolizer>
                  <Graphic>
                    <Mark>
                      <WellKnownName>circle</WellKnownName>
                      <Fill>
                        <CssParameter name="fill">\(entry.colour.hex)</CssParameter>
                      </Fill>
                      <Stroke>
                        <CssParameter name="stroke">#141414</CssParameter>
                      </Stroke>
                    </Mark>
                    <Size>8</Size>
                  </Graphic>
                </PointSymbolizer>
              </Rule>

      """
  }
}
