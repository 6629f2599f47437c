import Rasters

/// The names of units as STAC allows them: letters, digits, "-" and "_".
enum ClassName {
  /// One for every entry, no two alike.
  static func names(_ legend: Legend) -> [String] {
    var taken: Set<String> = ["no_data"]
    return legend.entries.map { entry in
      let plain = slug(entry.name)
      let name = plain.isEmpty ? "unit_\(entry.value)" : plain
      let own = taken.contains(name) ? "\(name)_\(entry.value)" : name
      taken.insert(own)
      return own
    }
  }

  /// Runs of anything else turn into one "_".
  static func slug(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars.prefix(200) {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isPlain || scalar == "-" {
        out.unicodeScalars.append(scalar)
      } else if !out.isEmpty, out.last != "_" {
        out += "_"
      }
    }
    return out.hasSuffix("_") ? String(out.dropLast()) : out
  }
}
