import RasterIO
import Rasters

/// What is known of the bands of a plain raster that another program has stacked: whose they are,
/// what each sees, how stored numbers become reflectance and which are flags.
///
/// Values decide between stored numbers and reflectance: nothing on the ground reflects twice
/// the light of a white plate.
struct StackRecognition {
  let bands: [BandDeclaration]
  let level: String
  let sensor: String
  let quality: [QualityDeclaration]
  let notes: [String]

  /// A band as it lies in its file.
  struct Entry {
    var declaration: BandDeclaration
    /// The names that it goes by: its description, the stem of its file.
    var words: [String]
    var facts: RasterDataset.Band
    var spread: BandSpots.Spread
  }

  /// Nil where the bands say nothing, and nobody has said anything of them.
  init?(_ entries: [Entry], files: [String], request: StackRequest) throws {
    let said = try Self.names(entries, request)
    let unnamed = said.allSatisfy { $0 == nil } ? Self.fourBands(entries) : nil
    let names = unnamed?.map { .role($0) } ?? said
    guard names.contains(where: { $0 != nil }) || !request.isEmpty else { return nil }
    let words = files + entries.flatMap(\.words)
    let guess = try Self.sensor(names, words, request)
    let isSeen = names.contains { name in
      if case .quality = name { false } else { name != nil }
    }
    guard isSeen || !request.isEmpty else {
      // Flags among bands that say nothing.
      let marked = zip(entries, names).map { Self.leavingOut($0, $1) }
      let flags = Self.quality(entries, names, sensor: nil)
      (bands, level, sensor, quality) = (marked, "", "", flags)
      notes = []
      return
    }
    if let level = request.level, !StackRequest.levels.contains(level) {
      throw Failure.usage(
        "the level '\(level)' is not known; choose from "
          + StackRequest.levels.joined(separator: ", "))
    }
    let level = request.level ?? Self.level(names, words)
    let scaling = StackScaling(
      names: said, sensor: guess?.sensor, level: level, entries: entries, request: request)
    let declared = zip(entries, names).map { entry, name in
      scaling.applied(to: Self.declared(entry, name, guess?.sensor), of: entry)
    }
    bands = Self.distinct(declared, entries)
    let isReflectance = bands.contains { $0.quantity == .reflectance }
    self.level = isReflectance ? level : ""
    sensor = guess?.sensor.title ?? ""
    quality = Self.quality(entries, names, sensor: guess?.sensor)
    notes =
      (unnamed.map(Self.fourBandsNote) ?? []) + Self.sensorNotes(guess, bands, request)
      + scaling.notes
  }

  // MARK: what is said

  private static func names(
    _ entries: [Entry], _ request: StackRequest
  ) throws -> [StackBandName?] {
    guard let roles = request.roles else {
      return entries.map { entry in entry.words.lazy.compactMap { StackBandName($0) }.first }
    }
    guard roles.count == entries.count else {
      throw Failure.usage(
        "\(roles.count) roles are given for \(entries.count) bands: give one for each, and "
          + "\(StackRequest.noRole) for those that have none")
    }
    let said = roles.filter { $0 != StackRequest.noRole }
    if let twice = said.first(where: { word in said.filter { $0 == word }.count > 1 }) {
      throw Failure.usage("the role '\(twice)' is given twice")
    }
    return try roles.map { word in
      if word == StackRequest.noRole { return nil }
      guard let name = StackBandName(word) else {
        throw Failure.usage(
          "the role '\(word)' is not known"
            + DidYouMean.hint(for: word, among: StackRequest.roles) + "; choose from "
            + StackRequest.roles.joined(separator: ", ") + ", qa_pixel, scl, fmask, qa60 and "
            + "\(StackRequest.noRole) for none")
      }
      return name
    }
  }

  private static func sensor(
    _ names: [StackBandName?], _ words: [String], _ request: StackRequest
  ) throws -> (sensor: StackSensor, isCertain: Bool)? {
    guard let word = request.sensor else {
      return StackGuess(names, files: words).map { ($0.sensor, $0.isCertain) }
    }
    guard let sensor = StackSensor.all.first(where: { $0.word == word }) else {
      throw Failure.usage(
        "the sensor '\(word)' is not known"
          + DidYouMean.hint(for: word, among: StackRequest.sensors) + "; choose from "
          + StackRequest.sensors.joined(separator: ", "))
    }
    return (sensor, true)
  }

  private static func level(_ names: [StackBandName?], _ words: [String]) -> String {
    let isSurface = names.contains { name in
      switch name {
      case .landsatSurface, .modis: true
      default: false
      }
    }
    let text = words.joined(separator: " ").uppercased()
    let surface = ["L2A", "L2SP", "L2SR", "S2_SR", "_SR_", "HLS.", "MOD09", "MYD09", "BOA"]
    if isSurface || surface.contains(where: text.contains) { return "surface-reflectance" }
    return ["L1C", "TOA", "L1TP", "L1GT"].contains(where: text.contains)
      ? "toa-reflectance" : "reflectance"
  }

  /// Four bands of which nothing is said are most often these.
  private static func fourBands(_ entries: [Entry]) -> [String]? {
    guard entries.count == 4, Set(entries.map(\.declaration.path)).count == 1,
      entries.allSatisfy({ $0.declaration.wavelength == nil && $0.words.isEmpty })
    else { return nil }
    let isPicture = entries[0].facts.colour == .red && entries[2].facts.colour == .blue
    return isPicture ? ["red", "green", "blue", "nir"] : ["blue", "green", "red", "nir"]
  }

  private static func fourBandsNote(_ roles: [String]) -> [String] {
    [
      "four bands without names are taken for \(roles.joined(separator: ", ")): if they are "
        + "others, say roles under input in a scene file"
    ]
  }

  // MARK: bands

  private static func declared(
    _ entry: Entry, _ name: StackBandName?, _ sensor: StackSensor?
  ) -> BandDeclaration {
    var out = entry.declaration
    let own: StackSensor.Band? =
      switch name {
      case .landsatSurface(let number): (sensor ?? .landsat8).band("B\(number)")
      case .landsatTemperature(let number): (sensor ?? .landsat8).band("B\(number)")
      case .numbered(let label, _): sensor?.band(label)
      case .modis(let number): StackSensor.modis.bands[number - 1]
      case .role(let role): sensor?.bands.first { $0.name == role }
      default: nil
      }
    out.aliases.append(out.label)
    out.aliases.append(out.name)
    if let own {
      (out.name, out.label) = (own.name, own.label)
      out.wavelength = out.wavelength ?? own.wavelength
      (out.leftOut, out.isThermal) = (out.leftOut ?? own.leftOut, own.isThermal)
    } else if case .role(let role) = name {
      out.name = role
      out.wavelength = out.wavelength ?? StackBandName.wavelengths[role]
      out.leftOut = out.leftOut ?? StackBandName.leftOut(role: role)
      out.isThermal = role.hasPrefix("thermal")
    } else if Int(out.name.dropFirst()) == nil {
      // "b7" would be another's "B7".
      out.label = out.name
    }
    return leavingOut(out, name)
  }

  private static func leavingOut(_ entry: Entry, _ name: StackBandName?) -> BandDeclaration {
    leavingOut(entry.declaration, name)
  }

  private static func leavingOut(
    _ band: BandDeclaration, _ name: StackBandName?
  ) -> BandDeclaration {
    guard case .quality(let quality) = name else { return band }
    var band = band
    band.leftOut =
      quality == .other
      ? "no band of the ground: used only when named" : "flags: used only when named"
    return band
  }

  /// Where two bands would go by one name, all keep those of their files.
  private static func distinct(
    _ bands: [BandDeclaration], _ entries: [Entry]
  ) -> [BandDeclaration] {
    let names = bands.map { $0.name.lowercased() }
    guard Set(names).count < names.count else { return bands }
    return zip(bands, entries).map { band, entry in
      var band = band
      (band.name, band.label) = (entry.declaration.name, entry.declaration.label)
      return band
    }
  }

  private static func quality(
    _ entries: [Entry], _ names: [StackBandName?], sensor: StackSensor?
  ) -> [QualityDeclaration] {
    let hasCirrus = sensor?.band("B9") != nil
    return zip(entries, names).compactMap { entry, name in
      guard case .quality(let quality) = name else { return nil }
      // Scene classes say more, and since 2022 QA60 may be empty.
      if quality == .qa60, names.contains(.quality(.sceneClasses)) { return nil }
      let tests = quality.tests(hasCirrus: hasCirrus)
      guard !tests.isEmpty else { return nil }
      let band = entry.declaration
      return QualityDeclaration(
        path: band.path, band: band.band, shown: band.shown, tests: tests, file: band.file)
    }
  }

  // MARK: notes

  private static func sensorNotes(
    _ guess: (sensor: StackSensor, isCertain: Bool)?, _ bands: [BandDeclaration],
    _ request: StackRequest
  ) -> [String] {
    guard let guess, request.sensor == nil else { return [] }
    let mend =
      guess.isCertain
      ? "" : "; if they are another's, say sensor under input in a scene file"
    return ["by their names the bands are those of \(guess.sensor.title)\(mend)"]
  }

  /// Which bands of one file are left out.
  static func leftOutNotes(_ bands: [BandDeclaration]) -> [String] {
    guard Set(bands.map(\.path)).count == 1 else { return [] }
    let out = bands.filter { $0.leftOut != nil }
    guard !out.isEmpty, out.count < bands.count else { return [] }
    let list = out.map { band in
      let why = (band.leftOut ?? "").split(separator: ":").first ?? ""
      return "\(band.name) (\(why))"
    }
    return ["left out unless named: \(list.joined(separator: ", "))"]
  }
}

/// The words that can be said.
extension StackRequest {
  static let sensors = StackSensor.all.map(\.word)
  static let levels = ["surface-reflectance", "toa-reflectance", "digital-number"]
  static let roles = StackBandName.allRoles
  static let noRole = "-"
}
