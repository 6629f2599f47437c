package import Rasters

/// A Styled Layer Descriptor 1.0 of a raster of labels, as GeoServer,
/// MapServer and others read it.
package enum SLDStyle {
  /// The whole file; `name` is the layer's.
  package static func text(_ legend: Legend, name: String) -> String {
    let entries = legend.entries.map(entry).joined()
    return SLDDocument.text(
      layer: name, label: "<Title>\(MarkupText.xml(name))</Title>",
      body: """
                <Rule>
                  <RasterSymbolizer>
                    <Opacity>1</Opacity>
                    <ColorMap type="values">
                      <ColorMapEntry color="#ffffff" quantity="0" label="no data" opacity="0"/>
        \(entries)            </ColorMap>
                  </RasterSymbolizer>
                </Rule>

        """)
  }

  private static func entry(_ entry: LegendEntry) -> String {
    "              <ColorMapEntry color=\"\(entry.colour.hex)\" quantity=\"\(entry.value)\" "
      + "label=\"\(MarkupText.xml(entry.name))\" opacity=\"1\"/>\n"
  }
}
