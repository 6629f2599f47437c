/// Vector files as text.
package enum VectorText {
  /// GeoJSON of boxes (west, south, east, north), each with a value in its
  /// field "class".
  package static func boxes(_ boxes: [(name: String, box: [Double])], epsg: Int) -> String {
    let features = boxes.map { name, b in
      let ring = [[b[0], b[1]], [b[2], b[1]], [b[2], b[3]], [b[0], b[3]], [b[0], b[1]]]
      return """
        {"type":"Feature","properties":{"class":"\(name)"},
         "geometry":{"type":"Polygon","coordinates":[\(ring)]}}
        """
    }
    return """
      {"type":"FeatureCollection",
       "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::\(epsg)"}},
       "features":[\(features.joined(separator: ","))]}
      """
  }
}
