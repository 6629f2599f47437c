import Rasters

/// Whose bands a stack holds, from their names and the names of the files.
struct StackGuess {
  let sensor: StackSensor
  /// Whether names say it beyond doubt.
  let isCertain: Bool

  /// Nil where names do not say.
  init?(_ names: [StackBandName?], files: [String]) {
    guard let own = Self.sensor(names, stems: files.joined(separator: " ").uppercased()) else {
      return nil
    }
    (sensor, isCertain) = own
  }

  private static func sensor(
    _ names: [StackBandName?], stems: String
  ) -> (StackSensor, isCertain: Bool)? {
    let known = names.compactMap { $0 }
    if known.contains(where: { if case .modis = $0 { true } else { false } }) {
      return (.modis, true)
    }
    let surface = known.compactMap { name in
      if case .landsatSurface(let number) = name { number } else { nil }
    }
    let labels = known.compactMap { name in
      if case .numbered(let label, _) = name { label } else { nil }
    }
    guard !surface.isEmpty || !labels.isEmpty else { return nil }
    if let told = told(by: stems) { return (told, true) }
    if !surface.isEmpty { return landsat(surface: Set(surface), known) }
    let isPadded = known.contains { if case .numbered(_, true) = $0 { true } else { false } }
    return numbered(Set(labels), isPadded: isPadded, hasFmask: known.contains(.quality(.fmask)))
  }

  /// Identifiers of products in the names of files and bands.
  private static func told(by stems: String) -> StackSensor? {
    let marks: [(String, StackSensor)] = [
      ("HLS.L30", .hlsL30), ("HLS.S30", .sentinel2), ("LC08", .landsat8), ("LO08", .landsat8),
      ("LC09", .landsat9), ("LE07", .landsat7), ("LT05", .landsat5), ("LT04", .landsat4),
      ("MSIL1C", .sentinel2), ("MSIL2A", .sentinel2), ("S2A_", .sentinel2), ("S2B_", .sentinel2),
      ("S2C_", .sentinel2), ("S2_SR", .sentinel2),
    ]
    let told = unique(marks.filter { stems.contains($0.0) }.map(\.1.word))
    guard told.count == 1 else { return nil }
    return StackSensor.all.first { $0.word == told[0] }
  }

  private static func landsat(
    surface: Set<Int>, _ known: [StackBandName]
  ) -> (StackSensor, isCertain: Bool) {
    if surface.contains(6) || known.contains(.landsatTemperature(10)) { return (.landsat8, true) }
    let isOld = known.contains(.landsatTemperature(6)) || surface.isSuperset(of: [1, 5, 7])
    return isOld ? (.landsatTM, true) : (.landsat8, false)
  }

  private static func numbered(
    _ labels: Set<String>, isPadded: Bool, hasFmask: Bool
  ) -> (StackSensor, isCertain: Bool)? {
    if labels.contains("B8A") || labels.contains("B12") { return (.sentinel2, true) }
    if isPadded, hasFmask, labels.isDisjoint(with: ["B8", "B9"]) { return (.hlsL30, false) }
    if labels.isSuperset(of: ["B10", "B11"]) { return (.landsat8, true) }
    let isAnyPlace =
      labels.count == labels.filter { Int($0.dropFirst()) ?? 0 <= labels.count }.count
    if labels == Set((1...7).map { "B\($0)" }) { return (.landsat8, false) }
    if labels == ["B1", "B2", "B3", "B4", "B5", "B7"] { return (.landsatTM, false) }
    // B1, B2, B3 … may count the bands of a file.
    if isAnyPlace, !isPadded { return nil }
    if labels.contains("B8") { return (.sentinel2, false) }
    if !labels.isDisjoint(with: ["B5", "B6", "B7"]) { return (.landsat8, false) }
    return (.sentinel2, false)
  }
}
