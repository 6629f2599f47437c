/// What the name of an ASTER file says:
/// "AST_L1T_00305032000040446_20150409135350_78838_VNIR_B01.tif" is product
/// L1T, version 003, acquired on 05/03/2000 at 04:04:46, produced on
/// 2015-04-09, band 1.
struct AsterName {
  enum Part: Equatable {
    case hdf
    case metadata
    /// One band: "1", "3N", "10".
    case band(String)
    /// All bands of a telescope in one file.
    case telescope(AsterTelescope)
    /// Surface temperature.
    case temperature
    /// A picture for looking at: "_V.tif", "_T.tif".
    case picture
    case other
  }

  let kind: AsterKind
  /// The name without its ending: the granule's identifier.
  let granule: String
  /// "2000-05-03"
  let date: String
  /// "04:04:46"
  let time: String
  let part: Part

  /// Product, version and time of acquisition: the two files of an AST_07XT
  /// granule differ in the time of production only.
  let key: String

  /// Reads the name of a file, which may have folders before it; nil where it is no
  /// name of a product that is read.
  init?(_ path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name.prefix(4).uppercased() == "AST_", let match = name.wholeMatch(of: Self.pattern),
      let kind = AsterKind(rawValue: match.output.2.uppercased())
    else { return nil }
    self.kind = kind
    granule = String(match.output.1)
    let stamp = match.output.3.dropFirst(3)
    func digits(_ from: Int, _ count: Int) -> Substring { stamp.dropFirst(from).prefix(count) }
    date = "\(digits(4, 4))-\(digits(0, 2))-\(digits(2, 2))"
    time = "\(digits(8, 2)):\(digits(10, 2)):\(digits(12, 2))"
    key = "AST_\(kind.rawValue)_\(match.output.3)"
    part = Self.part(String(match.output.4))
  }

  private static var pattern: Regex<(Substring, Substring, Substring, Substring, Substring)> {
    /(AST_([0-9A-Z]+)_([0-9]{17})_[0-9]{14}(?:_[0-9]+)?)([._-].*)/.ignoresCase()
  }

  private static let metadataEndings = [
    ".hdf.xml", ".xml", ".hdf.met", ".met", ".cmr.xml", ".cmr.json",
  ]

  /// What follows the granule's identifier: ".hdf", "_VNIR_B01.tif",
  /// "_SRF_SWIR_B04.tif", ".SurfaceReflectanceVNIR.Band3N.tif", "-VNIR.tif".
  private static func part(_ ending: String) -> Part {
    let lower = ending.lowercased()
    if lower == ".hdf" { return .hdf }
    if metadataEndings.contains(lower) { return .metadata }
    guard lower.hasSuffix(".tif") || lower.hasSuffix(".tiff") else { return .other }
    let words = lower.split { "._-".contains($0) }.dropLast()
    guard let last = words.last, !words.contains("qa") else { return .other }
    if last == "v" || last == "t" { return .picture }
    return part(word: String(last))
  }

  /// The last word of a file's or a subdataset's name: "b01", "imagedata3n",
  /// "band10", "skt", "vnir".
  static func part(word: String) -> Part {
    let word = word.lowercased()
    if let telescope = AsterTelescope(rawValue: word.uppercased()) { return .telescope(telescope) }
    if ["skt", "kt", "kinetictemperature"].contains(word) { return .temperature }
    for start in ["imagedata", "band", "b"] where word.hasPrefix(start) {
      let id = word.dropFirst(start.count).drop { $0 == "0" }.uppercased()
      let known = id == "3" ? "3N" : id
      if AsterBand.with(id: known) != nil { return .band(known) }
    }
    return .other
  }
}
