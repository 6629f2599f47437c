package import Rasters

/// A Styled Layer Descriptor 1.0 of a raster of labels, as GeoServer,
/// MapServer and others read it.
package enum SLDStyle {
  /// The whole file; `name` is the layer's.
  package static func text(_ legend: Legend, name: String) -> String {
    let entries = legend.entries.map(entry).joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" \
      xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.opengis.net/sld \
      http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
        <NamedLayer>
          <Name>\(XMLText.escaped(name))</Name>
          <UserStyle>
            <Title>\(XMLText.escaped(name))</Title>
            <FeatureTypeStyle>
              <Rule>
                <RasterSymbolizer>
                  <Opacity>1</Opacity>
                  <ColorMap type="values">
                    <ColorMapEntry color="#ffffff" quantity="0" label="no data" opacity="0"/>
      \(entries)            </ColorMap>
                </RasterSymbolizer>
              </Rule>
            </FeatureTypeStyle>
          </UserStyle>
        </NamedLayer>
      </StyledLayerDescriptor>

      """
  }

  private static func entry(_ entry: LegendEntry) -> String {
    "              <ColorMapEntry color=\"\(entry.colour.hex)\" quantity=\"\(entry.value)\" "
      + "label=\"\(XMLText.escaped(entry.name))\" opacity=\"1\"/>\n"
  }
}
