import Rasters

/// What is around the rules of a Styled Layer Descriptor 1.0 (OGC 02-070).
enum SLDDocument {
  /// `label` is a whole element that names the style; `body` the content of
  /// its FeatureTypeStyle, lines that end in a line break.
  static func text(layer: String, label: String, body: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" \
    xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
    xsi:schemaLocation="http://www.opengis.net/sld \
    http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
      <NamedLayer>
        <Name>\(MarkupText.xml(layer))</Name>
        <UserStyle>
          \(label)
          <FeatureTypeStyle>
    \(body)      </FeatureTypeStyle>
        </UserStyle>
      </NamedLayer>
    </StyledLayerDescriptor>

    """
  }
}
