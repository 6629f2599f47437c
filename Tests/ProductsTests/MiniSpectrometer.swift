import Foundation

/// A miniature imaging spectrometer in ENVI's form, like AVIRIS: 224 bands of
/// about 10 nm from 0.37 to 2.5 um, some of them bad.
struct MiniSpectrometer {
  var bands = 224
  var width = 40
  var height = 30
  /// "Nanometers" or "Micrometers"; nil for a header without wavelengths.
  var unit: String? = "Nanometers"
  /// Numbers of bands that the header marks.
  var bad: Set<Int> = [1, 2, 224]
  /// Numbers of bands that hold one value.
  var zero: Set<Int> = [100]
  var constant: Set<Int> = [50]

  func nanometres(_ band: Int) -> Double {
    370 + Double(band - 1) * 2130 / Double(max(1, bands - 1))
  }

  /// Four kinds of ground in blocks, reflectances times 10,000.
  private func value(_ band: Int, _ row: Int, _ column: Int) -> Int16 {
    if zero.contains(band) { return 0 }
    if constant.contains(band) { return 77 }
    let ground = (row * 4 / height + 2 * (column * 4 / width)) % 4
    let phase = nanometres(band) / 300 + Double(ground) * 1.3
    let grain = (row * 31 + column * 17 + band * 7) % 97
    return Int16(2500 + 1200 * sin(phase) + 300 * Double(ground)) + Int16(grain)
  }

  /// Band sequential.
  func write(_ name: String, to folder: TemporaryFolder) throws {
    var numbers: [Int16] = []
    numbers.reserveCapacity(bands * width * height)
    for band in 1...bands {
      for row in 0..<height {
        for column in 0..<width { numbers.append(value(band, row, column).littleEndian) }
      }
    }
    let data = numbers.withUnsafeBufferPointer { Data(buffer: $0) }
    try data.write(to: URL(fileURLWithPath: folder.file(name + ".img")))
    try folder.write(header, name + ".hdr")
  }

  /// In lines of eight, as headers are written: GDAL passes over lines of
  /// more than 10,000 characters.
  private func list(_ values: [String]) -> String {
    let rows = stride(from: 0, to: values.count, by: 8).map {
      values[$0..<min(values.count, $0 + 8)].joined(separator: ", ")
    }
    return "{\n " + rows.joined(separator: ",\n ") + "}"
  }

  private var header: String {
    var lines = [
      "ENVI", "samples = \(width)", "lines = \(height)", "bands = \(bands)", "header offset = 0",
      "file type = ENVI Standard", "data type = 2", "interleave = bsq", "byte order = 0",
      "map info = {UTM, 1, 1, 500000, 4000000, 20, 20, 11, North, WGS-84, units=Meters}",
    ]
    if let unit {
      let factor = unit == "Nanometers" ? 1.0 : 0.001
      let values = (1...bands).map { String(format: "%.5f", nanometres($0) * factor) }
      lines += ["wavelength units = \(unit)", "wavelength = \(list(values))"]
    }
    if !bad.isEmpty {
      let marks = (1...bands).map { bad.contains($0) ? "0" : "1" }
      lines.append("bbl = \(list(marks))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
