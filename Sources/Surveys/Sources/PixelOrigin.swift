import Rasters

/// What a table calls the first pixel, told by the names of its columns.
struct PixelOrigin {
  struct Pair {
    var x: String
    var y: String
    var origin: Int
    /// Whose names these are; nil for names that anybody gives.
    var source: String?

    init(_ x: String, _ y: String, _ origin: Int, _ source: String? = nil) {
      (self.x, self.y, self.origin, self.source) = (x, y, origin, source)
    }
  }

  /// Columns in the order in which they are looked for, in small letters.
  static let pairs: [Pair] = [
    Pair("x", "y", 1), Pair("x_image", "y_image", 1, "SExtractor"),
    Pair("xwin_image", "ywin_image", 1, "SExtractor"),
    Pair("xcentroid", "ycentroid", 0, "photutils"),
    Pair("xpos", "ypos", 1), Pair("xpix", "ypix", 1),
    Pair("x_centroid", "y_centroid", 0, "photutils"),
    Pair("xcentroid_win", "ycentroid_win", 0, "photutils"),
    Pair("xcenter", "ycenter", 0, "photutils"), Pair("x_center", "y_center", 0, "photutils"),
    Pair("x_fit", "y_fit", 0, "photutils"), Pair("x_0", "y_0", 0, "photutils"),
    Pair("x_init", "y_init", 0, "photutils"), Pair("x_peak", "y_peak", 0, "photutils"),
    Pair("pixel_centroid_x", "pixel_centroid_y", 1, "SourceXtractor++"),
    Pair("xpsf_image", "ypsf_image", 1, "SExtractor"),
    Pair("xmodel_image", "ymodel_image", 1, "SExtractor"),
    Pair("xpeak_image", "ypeak_image", 1, "SExtractor"),
    Pair("x_image_dbl", "y_image_dbl", 1, "SExtractor"),
    Pair("xc_centroid", "yc_centroid", 0, "statmorph"),
    Pair("xc_asymmetry", "yc_asymmetry", 0, "statmorph"),
    Pair("sersic_xc", "sersic_yc", 0, "statmorph"),
    Pair("xpeak", "ypeak", 0, "sep"), Pair("xcpeak", "ycpeak", 0, "sep"),
  ]

  /// IRAF's names are those of photutils in capitals.
  private static let iraf = Pair("XCENTER", "YCENTER", 1, "IRAF")

  let origin: Int
  let notes: [String]

  /// - Parameters:
  ///   - x, y: names of the columns.
  ///   - wanted: what somebody said of the origin goes before all names.
  init(x: String?, y: String?, _ wanted: SourceColumns, _ path: String) throws {
    guard wanted.pixelOrigin == nil, let x, let y else {
      (origin, notes) = (wanted.pixelOrigin ?? 1, [])
      return
    }
    let (first, second) = (Self.pair(x, \.x), Self.pair(y, \.y))
    guard (first?.origin ?? 1) == (second?.origin ?? 1) else {
      throw Failure.usage(
        "columns '\(x)' and '\(y)' of '\(path)' do not count pixels from the same origin: name "
          + "two of one kind, or say which the origin is")
    }
    origin = first?.origin ?? 1
    let source = origin == 1 ? first?.source ?? "FITS" : first?.source ?? "numpy"
    notes = ["'\(x)' and '\(y)' of '\(path)' call the first pixel \(origin), as \(source) does"]
  }

  private static func pair(_ name: String, _ side: KeyPath<Pair, String>) -> Pair? {
    if name == iraf[keyPath: side] { return iraf }
    return pairs.first { $0[keyPath: side] == name.lowercased() }
  }
}
