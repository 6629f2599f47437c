import Foundation

/// The metadata of miniature products: the elements of the real ones that
/// say what an image is and where.
extension Sentinel2Mini {
  /// By the names of their files.
  var texts: [String: String] {
    [
      metadata: product, granule + "/MTD_TL.xml": tile, "manifest.safe": manifest,
      "INSPIRE.xml": "<gmd:MD_Metadata xmlns:gmd=\"http://www.isotc211.org/2005/gmd\"/>\n",
      "DATASTRIP/DS_VGS2_\(day)T182126_S\(day)T150756/MTD_DS.xml": "<n1:Level-1C_DataStrip_ID/>\n",
      granule + "/AUX_DATA/AUX_ECMWFT": "", "rep_info/S2_User_Product.xsd": "<xs:schema/>\n",
    ]
  }

  private static let head = """
    <?xml version="1.0" encoding="UTF-8" standalone="no"?>

    """

  private var number: String { level == .l1c ? "1C" : "2A" }

  private var instant: String {
    let d = Array(day).map(String.init)
    return "\(d[0...3].joined())-\(d[4...5].joined())-\(d[6...7].joined())T15:07:59.024Z"
  }

  var product: String {
    Self.head + """
      <n1:Level-\(number)_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-\(number).xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <n1:General_Info>
          <Product_Info>
            <PRODUCT_START_TIME>\(instant)</PRODUCT_START_TIME>
            <PRODUCT_URI>\(safe)</PRODUCT_URI>
            <PROCESSING_LEVEL>Level-\(number)</PROCESSING_LEVEL>
            <PRODUCT_TYPE>S2MSI\(number)</PRODUCT_TYPE>
            <PROCESSING_BASELINE>\(baseline)</PROCESSING_BASELINE>
            <Datatake datatakeIdentifier="GS2B_\(day)T150759_026649_N\(baseline)">
              <SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME>
              <DATATAKE_SENSING_START>\(instant)</DATATAKE_SENSING_START>
            </Datatake>
            <Query_Options completeSingleTile="true">
              <PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT>
            </Query_Options>
            <Product_Organisation>
              <Granule_List>
                <Granule datastripIdentifier="S2B_OPER_MSI_L\(number)_DS_VGS2_N\(baseline)" granuleIdentifier="S2B_OPER_MSI_L\(number)_TL_VGS2_A026649_\(place.tile)_N\(baseline)" imageFormat="JPEG2000">
      \(images.map { "            <IMAGE_FILE>\($0.path)</IMAGE_FILE>" }.joined(separator: "\n"))
                </Granule>
              </Granule_List>
            </Product_Organisation>
          </Product_Info>
          <Product_Image_Characteristics>
            <Special_Values>
              <SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>
              <SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX>
            </Special_Values>
            <Special_Values>
              <SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT>
              <SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX>
            </Special_Values>
      \(quantification)
      \(offsets)
            <Spectral_Information_List>
      \(spectra)
            </Spectral_Information_List>
          </Product_Image_Characteristics>
        </n1:General_Info>
        <n1:Geometric_Info>
          <Product_Footprint><Product_Footprint><Global_Footprint><EXT_POS_LIST>80.1 15 80.1 15.1 80 15.1 80.1 15</EXT_POS_LIST></Global_Footprint></Product_Footprint></Product_Footprint>
        </n1:Geometric_Info>
      </n1:Level-\(number)_User_Product>

      """
  }

  private var quantification: String {
    guard level == .l2a else {
      return "      <QUANTIFICATION_VALUE unit=\"none\">10000</QUANTIFICATION_VALUE>"
    }
    return """
            <QUANTIFICATION_VALUES_LIST>
              <BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>
              <AOT_QUANTIFICATION_VALUE unit="none">1000.0</AOT_QUANTIFICATION_VALUE>
              <WVP_QUANTIFICATION_VALUE unit="cm">1000.0</WVP_QUANTIFICATION_VALUE>
            </QUANTIFICATION_VALUES_LIST>
      """
  }

  private var offsets: String {
    guard let offset else { return "" }
    let (list, item) =
      level == .l1c
      ? ("Radiometric_Offset_List", "RADIO_ADD_OFFSET")
      : ("BOA_ADD_OFFSET_VALUES_LIST", "BOA_ADD_OFFSET")
    let lines = (0...12).map { "        <\(item) band_id=\"\($0)\">\(offset)</\(item)>" }
    return "      <\(list)>\n\(lines.joined(separator: "\n"))\n      </\(list)>"
  }

  /// Of Sentinel-2B.
  private static let centres = [
    442.3, 492.3, 559, 665, 703.8, 739.1, 779.7, 833, 864, 943.2, 1376.9, 1610.4, 2185.7,
  ]

  private var spectra: String {
    zip(Self.labels, Self.centres).enumerated().map { id, band in
      """
              <Spectral_Information bandId="\(id)" physicalBand="\(band.0.replacingOccurrences(of: "B0", with: "B"))">
                <RESOLUTION>\(Self.native(band.0))</RESOLUTION>
                <Wavelength>
                  <MIN unit="nm">\(band.1 - 10)</MIN>
                  <MAX unit="nm">\(band.1 + 10)</MAX>
                  <CENTRAL unit="nm">\(band.1)</CENTRAL>
                </Wavelength>
              </Spectral_Information>
      """
    }.joined(separator: "\n")
  }

  private var tile: String {
    let sizes = [10, 20, 60].map {
      "      <Size resolution=\"\($0)\">\n        <NROWS>\(600 / $0)</NROWS>\n"
        + "        <NCOLS>\(600 / $0)</NCOLS>\n      </Size>"
    }
    let places = [10, 20, 60].map {
      "      <Geoposition resolution=\"\($0)\">\n        <ULX>\(Int(place.x))</ULX>\n"
        + "        <ULY>\(Int(place.y))</ULY>\n        <XDIM>\($0)</XDIM>\n        <YDIM>-\($0)</YDIM>\n"
        + "      </Geoposition>"
    }
    return Self.head + """
      <n1:Level-\(number)_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-\(number)_Tile_Metadata.xsd">
        <n1:General_Info>
          <TILE_ID metadataLevel="Brief">S2B_OPER_MSI_L\(number)_TL_VGS2_A026649_\(place.tile)_N\(baseline)</TILE_ID>
        </n1:General_Info>
        <n1:Geometric_Info>
          <Tile_Geocoding metadataLevel="Brief">
            <HORIZONTAL_CS_NAME>WGS84 / UTM zone \(place.epsg % 100)\(place.epsg < 32700 ? "N" : "S")</HORIZONTAL_CS_NAME>
            <HORIZONTAL_CS_CODE>EPSG:\(place.epsg)</HORIZONTAL_CS_CODE>
      \((sizes + places).joined(separator: "\n"))
          </Tile_Geocoding>
        </n1:Geometric_Info>
      </n1:Level-\(number)_Tile_ID>

      """
  }

  private var manifest: String {
    let files = [metadata, granule + "/MTD_TL.xml"] + images.map { $0.path + ".jp2" }
    let objects = files.enumerated().map {
      "    <dataObject ID=\"D\($0)\"><byteStream><fileLocation locatorType=\"URL\" "
        + "href=\"./\($1)\"/></byteStream></dataObject>"
    }
    return Self.head + """
      <xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" version="esa/safe/sentinel/1.1/sentinel-2/msi/archive_l\(number.lowercased())_user_product">
        <dataObjectSection>
      \(objects.joined(separator: "\n"))
        </dataObjectSection>
      </xfdu:XFDU>

      """
  }
}
