import Rasters

/// What is known about a granule, from its HDF file, the metadata beside it
/// and its name.
struct AsterMetadata {
  let name: AsterName
  /// Values by key in upper case without separators; the first source that
  /// has a key counts.
  private var values: [String: String] = [:]
  /// "1", "3N" and so on.
  private(set) var gains: [String: String] = [:]

  init(name: AsterName, sources: [[AsterMetadataText.Pair]] = []) {
    self.name = name
    for source in sources { take(source) }
  }

  private mutating func take(_ pairs: [AsterMetadataText.Pair]) {
    for (key, value) in pairs {
      let plain = key.uppercased().replacing("_", with: "")
      if plain == "ASTERGAINS" || plain == "GAIN" || plain.hasPrefix("GAIN.") {
        takeGains(value)
      } else if values[plain] == nil {
        values[plain] = value.trimmingSpaces
      }
    }
  }

  /// "01 HGH, 02 NOR, 3N NOR" of metadata files, "01, HGH" of HDF files.
  private mutating func takeGains(_ text: String) {
    let words = text.split { ", ".contains($0) }.map { $0.uppercased() }
    for (band, gain) in zip(words, words.dropFirst()) {
      let id = String(band.drop { $0 == "0" })
      guard AsterBand.with(id: id)?.telescope != .tir, AsterBand.with(id: id) != nil,
        gains[id] == nil, Int(gain) == nil
      else { continue }
      gains[id] = gain
    }
  }

  func text(_ keys: String...) -> String? {
    keys.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
  }

  private func number(_ text: some StringProtocol) throws -> Double {
    guard let number = Double(String(text).trimmingSpaces), number.isFinite else {
      throw Failure("the metadata of \(name.granule) say '\(text.prefix(40))' for a number")
    }
    return number
  }

  private func numbers(_ key: String, count: Int) throws -> [Double]? {
    guard let list = text(key)?.split(separator: ","), list.count == count else { return nil }
    return try list.map { try number($0) }
  }

  // MARK: time and light

  /// "2000-05-03": stated, else the name's.
  var date: String {
    let digits = (text("CALENDARDATE") ?? "").filter(\.isNumber)
    guard digits.count == 8 else { return name.date }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  var acquired: String { "\(date)T\(name.time)Z" }

  /// Degrees above the horizon; nil where nothing says.
  func sunElevation() throws -> Double? {
    if let stated = text("SOLARELEVATIONANGLE") { return try number(stated) }
    return try numbers("SOLARDIRECTION", count: 2)?[1]
  }

  /// The Sun is not above the horizon.
  func isNight() throws -> Bool {
    if let elevation = try sunElevation() { return elevation <= 0 }
    return text("DAYNIGHTFLAG")?.lowercased() == "night"
  }

  // MARK: bands

  /// Nil where nothing says.
  func gain(of band: AsterBand) throws -> AsterGain? {
    guard let word = gains[band.id] else { return nil }
    let usual = ["LOW": "LO1", "LOW1": "LO1", "LOW2": "LO2", "HIGH": "HGH", "NORMAL": "NOR"]
    guard let gain = AsterGain(rawValue: usual[word] ?? word) else {
      throw Failure(
        "the metadata of \(name.granule) give band \(band.label) the gain '\(word)', which is none "
          + "of \(AsterGain.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return gain
  }

  /// Why a band is not in the granule; nil where it should be.
  func absence(of band: AsterBand) -> String? {
    let mode = band.telescope == .vnir ? "VNIR1OBSERVATIONMODE" : modeKey(band)
    if text(mode)?.uppercased() == "OFF" {
      return "not acquired: the \(band.telescope.rawValue) telescope was off"
    }
    let isOff = gains[band.id] == "OFF"
    let isLost = text("BAND\(band.id)AVAILABLE")?.lowercased().hasPrefix("no") == true
    return isOff || isLost ? "not acquired" : nil
  }

  private func modeKey(_ band: AsterBand) -> String {
    "\(band.telescope.rawValue)OBSERVATIONMODE"
  }

  // MARK: place

  /// Eastings and northings of the middles of the corner pixels, in metres.
  struct Corners {
    typealias Point = (x: Double, y: Double)
    var upperLeft: Point
    var upperRight: Point
    var lowerLeft: Point
  }

  /// HDF files give northing, then easting.
  func corners() throws -> Corners? {
    func point(_ key: String) throws -> Corners.Point? {
      try numbers(key, count: 2).map { ($0[1], $0[0]) }
    }
    guard let upperLeft = try point("UPPERLEFTM"), let lowerRight = try point("LOWERRIGHTM")
    else { return nil }
    return Corners(
      upperLeft: upperLeft,
      upperRight: try point("UPPERRIGHTM") ?? (lowerRight.x, upperLeft.y),
      lowerLeft: try point("LOWERLEFTM") ?? (upperLeft.x, lowerRight.y))
  }

  /// Whether the whole granule is south of the equator.
  func isSouthern() throws -> Bool {
    try text("NORTHBOUNDINGCOORDINATE").map { try number($0) < 0 } ?? false
  }

  /// 1 to 60; nil where nothing says or the projection is another one.
  func zone() throws -> Int? {
    if let projection = text("ASTERMAPPROJECTION", "MPMETHOD"),
      !["UTM", "UNIVERSAL TRANSVERSE MERCATOR"].contains(projection.uppercased())
    {
      return nil
    }
    guard let stated = text("UTMZONENUMBER", "UTMZONECODE") else { return nil }
    return Int(exactly: abs(try number(stated))).flatMap { (1...60).contains($0) ? $0 : nil }
  }
}
