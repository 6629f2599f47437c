package import Rasters

/// A QGIS style (version 3 and later) for a raster of labels. As
/// `NAME.qml` beside `NAME.tif` it is taken up when the raster is opened.
package enum QMLStyle {
  /// The whole file.
  package static func text(_ legend: Legend) -> String {
    let entries = legend.entries.map(entry).joined()
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="AllStyleCategories">
        <pipe>
          <provider>
            <resampling enabled="false" zoomedInResamplingMethod="nearestNeighbour" \
      zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2"/>
          </provider>
          <rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="1" nodataColor="">
            <rasterTransparency/>
            <minMaxOrigin>
              <limits>None</limits>
              <extent>WholeRaster</extent>
              <statAccuracy>Estimated</statAccuracy>
            </minMaxOrigin>
            <colorPalette>
      \(entries)      </colorPalette>
            <colorramp name="[source]" type="randomcolors"/>
          </rasterrenderer>
          <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
          <huesaturation saturation="0" grayscaleMode="0" colorizeOn="0"/>
          <rasterresampler maxOversampling="2"/>
        </pipe>
        <blendMode>0</blendMode>
      </qgis>

      """
  }

  private static func entry(_ entry: LegendEntry) -> String {
    "        <paletteEntry value=\"\(entry.value)\" color=\"\(entry.colour.hex)\" "
      + "label=\"\(MarkupText.xml(entry.name))\" alpha=\"255\"/>\n"
  }
}
