import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Spectra

/// Libraries of people's own: what is read of them, and what is said where that is not possible.
@Suite struct SpectralLibraryTests {
  private func library(_ text: String, _ name: String = "library.csv") throws -> SpectralLibrary {
    let folder = try TemporaryFolder()
    return try SpectralLibrary(path: folder.write(text, to: name))
  }

  // MARK: tables

  static let tables = [
    "wavelength_nm,calcite,clay\n450,0.1,0.2\n550,0.3,\n650,0.5,0.6\n",
    "# mine\nwavelength (um);calcite;clay\r\n0,45;0,1;0,2\r\n0,55;0,3;nan\r\n0,65;0,5;0,6\r\n",
    "Wavelength\tcalcite\tclay\n0.45\t10\t20\n0.55\t30\t-1.23e34\n0.65\t50\t60\n",
    "name,450,550,650\ncalcite,0.1,0.3,0.5\nclay,0.2,,0.6\n",
    "name,group,450nm,550nm,650nm\ncalcite,a,1000,3000,5000\nclay,b,2000,,6000\n",
    "\u{feff}nm \"calcite\" clay\n650 0.5 0.6\n450 0.1 0.2\n550 0.3 x\n",
  ]

  @Test(arguments: 0..<6) func tablesAreReadEitherWay(_ index: Int) throws {
    let library = try library(Self.tables[index])
    #expect(library.spectra.map(\.name) == ["calcite", "clay"])
    #expect(library.spectra.map(\.micrometres) == [[0.45, 0.55, 0.65], [0.45, 0.65]])
    for (found, wanted) in zip(library.spectra, [[0.1, 0.3, 0.5], [0.2, 0.6]]) {
      #expect(zip(found.values, wanted).allSatisfy { agree($0, $1) })
    }
  }

  @Test func numbersAloneAreASpectrum() throws {
    let library = try library("450,0.1\n550,0.2\n", "moss.csv")
    #expect(library.spectra.map(\.name) == ["moss"])
    #expect(library.spectra[0].micrometres == [0.45, 0.55])
    #expect(library.notes.joined().contains("nanometres"))
  }

  @Test func namesAreDistinct() throws {
    let library = try library("um,clay,clay,clay\n0.4,1,1,1\n0.5,1,1,1\n")
    #expect(library.spectra.map(\.name) == ["clay", "clay (2)", "clay (3)"])
  }

  // MARK: USGS text

  private func usgs(_ folder: TemporaryFolder) throws {
    let minerals = try folder.folder("ASCIIdata/ChapterM_Minerals")
    _ = try folder.folder("ASCIIdata/errorbars")
    func column(_ head: String, _ values: [String], _ path: String) throws {
      let text = ([head] + values.map { "  \($0)" }).joined(separator: "\n") + "\n"
      try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
    let top = folder.file("ASCIIdata")
    try column(
      " splib07a Record=1: Wavelengths (ASD) 0.35-2.5 microns", ["0.35", "0.5", "1.0", "2.5"],
      top + "/splib07a_Wavelengths_ASD_0.35-2.5_microns_4_ch.txt")
    try column(
      " splib07a Record=6: Wavelengths BECK", ["0.2", "1.0", "3.0"],
      top + "/splib07a_Wavelengths_BECK_Beckman_0.2-3.0_microns.txt")
    try column(
      " splib07a Record=9: Bandpass", ["0.1", "0.1", "0.1"],
      top + "/splib07a_Bandpass_(FWHM)_BECK_Beckman.txt")
    try column(
      " splib07a Record=111: Calcite WS272           BECKb AREF", ["0.8", "-1.23e34", "0.6"],
      minerals + "/splib07a_Calcite_WS272_BECKb_AREF.txt")
    try column(
      " splib07a Record=112: Kaolinite CM9  ASDFRb AREF", ["0.3", "0.6", "0.7", "-1.2300000e+034"],
      minerals + "/splib07a_Kaolinite_CM9_ASDFRb_AREF.txt")
    try column("error bars", ["1", "2", "3"], top + "/errorbars/errorbars_for_Calcite.txt")
    try column("a note", ["1", "2", "3", "4", "5"], minerals + "/other.txt")
  }

  @Test func foldersOfTheUSGSAreRead() throws {
    let folder = try TemporaryFolder()
    try usgs(folder)
    for place in ["ASCIIdata", "ASCIIdata/ChapterM_Minerals"] {
      let library = try SpectralLibrary(path: folder.file(place))
      #expect(library.format == "USGS text")
      #expect(
        library.spectra.map(\.name) == ["Calcite WS272 BECKb AREF", "Kaolinite CM9 ASDFRb AREF"])
      #expect(library.spectra.map(\.micrometres) == [[0.2, 3.0], [0.35, 0.5, 1.0]])
      #expect(library.spectra.map(\.values) == [[0.8, 0.6], [0.3, 0.6, 0.7]])
      #expect(library.notes.count == 1 && library.notes[0].contains("other.txt"))
    }
    let one = try SpectralLibrary(
      path: folder.file("ASCIIdata/ChapterM_Minerals/splib07a_Calcite_WS272_BECKb_AREF.txt"))
    #expect(one.spectra.map(\.name) == ["Calcite WS272 BECKb AREF"])
  }

  // MARK: ENVI

  private func envi(
    _ folder: TemporaryFolder, _ data: Data, _ header: String, name: String = "lib.sli"
  ) throws -> String {
    try folder.write(header, to: "lib.hdr")
    try data.write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  private static let header = """
    ENVI
    description = { made
      by hand, samples = 7 }
    samples = 3
    lines   = 2
    bands   = 1
    header offset = 4
    file type = ENVI Spectral Library
    interleave = bsq
    wavelength units = Nanometers
    spectra names = {
     Calcite , Clay,
     }
    wavelength = { 450.0, 550.0,
     650.0}

    """

  private static func bytes<T: FixedWidthInteger>(_ values: [T], isBig: Bool) -> Data {
    var data = Data(count: 4)
    for value in values {
      withUnsafeBytes(of: isBig ? value.bigEndian : value.littleEndian) {
        data.append(contentsOf: $0)
      }
    }
    return data
  }

  @Test(arguments: [false, true]) func envisLibrariesAreRead(isBig: Bool) throws {
    let order = "byte order = \(isBig ? 1 : 0)\n"
    let values = [0.1, 0.3, 0.5, 0.2, 0.4, 0.6]
    let files: [(String, Data)] = [
      ("data type = 4\n", Self.bytes(values.map { Float($0).bitPattern }, isBig: isBig)),
      ("data type = 5\n", Self.bytes(values.map(\.bitPattern), isBig: isBig)),
      (
        "data type = 2\nreflectance scale factor = 100\n",
        Self.bytes(values.map { Int16($0 * 100) }, isBig: isBig)
      ),
      ("data type = 12\n", Self.bytes(values.map { UInt16($0 * 10_000) }, isBig: isBig)),
    ]
    for (type, data) in files {
      let folder = try TemporaryFolder()
      let path = try envi(folder, data, Self.header + order + type)
      for place in [path, folder.file("lib.hdr")] {
        let library = try SpectralLibrary(path: place)
        #expect(library.spectra.map(\.name) == ["Calcite", "Clay"])
        #expect(library.spectra[0].micrometres == [0.45, 0.55, 0.65])
        #expect(zip(library.spectra.flatMap(\.values), values).allSatisfy { abs($0 - $1) < 1e-7 })
      }
    }
  }

  // MARK: what cannot be read

  static let broken: [(String, String, String)] = [
    ("library.csv", "one line only\n", "fewer than two lines"),
    ("library.csv", "name,other\na,b\n", "'a' as the wavelength of row 2"),
    ("library.csv", "nm,a\n-5,0.1\n500,0.2\n", "not above 0"),
    ("library.csv", "nm,a\n450,x\n500,0.2\n", "no spectrum with two numbers"),
    ("library.csv", "450\n500\n", "one column"),
    ("calcite.txt", "Calcite\n0.1\n0.2\n0.3\n0.4\n", "no file of wavelengths"),
    ("lib.hdr", "ENVO\n", "first word is not 'ENVI'"),
    ("lib.hdr", "ENVI\nsamples = 3\n", "without its numbers"),
  ]

  @Test(arguments: 0..<8) func brokenLibrariesAreRefusedInOneLine(_ index: Int) throws {
    let (name, text, words) = Self.broken[index]
    let error = #expect(throws: Failure.self) { try library(text, name) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.path != nil && error?.description.contains("\n") == false)
  }

  static let headers: [(String, String, String)] = [
    ("lines   = 2", "lines   = 9", "needs 108 after 4"),
    ("samples = 3", "samples = 4", "3 wavelengths for 4 channels"),
    ("samples = 3", "samples = 9000000000000000000", "cannot be"),
    ("samples = 3", "samples = -3", "no whole number"),
    ("samples = 3", "sample = 3", "no 'samples'"),
    ("bands   = 1", "bands   = 8", "8 bands: it is an image"),
    ("450.0", "4x0", "'4x0' among 'wavelength'"),
    ("Nanometers", "Furlongs", "no unit of length"),
    ("data type = 4", "data type = 6", "data type 6"),
    ("header offset = 4", "header offset = 9223372036854775807", "cut off"),
  ]

  @Test(arguments: 0..<10) func brokenHeadersAreRefusedInOneLine(_ index: Int) throws {
    let (from, to, words) = Self.headers[index]
    let folder = try TemporaryFolder()
    let header = (Self.header + "data type = 4\n").replacing(from, with: to)
    let path = try envi(folder, Self.bytes([UInt32](repeating: 1, count: 6), isBig: false), header)
    let error = #expect(throws: Failure.self) { try SpectralLibrary(path: path) }
    let said = error?.description ?? ""
    #expect(said.contains(words.replacing("needs", with: "need")), "\(said)")
  }

  @Test func foldersWithoutSpectraAreRefused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure.self) { try SpectralLibrary(path: folder.path) }
    try folder.write("Wavelengths um\n0.4\n0.5\n0.6\n", to: "a_Wavelengths_b.txt")
    try folder.write("Calcite\n0.4\n0.5\n", to: "calcite.txt")
    let error = #expect(throws: Failure.self) { try SpectralLibrary(path: folder.path) }
    #expect(error?.description.contains("has 2") == true, "\(error?.description ?? "")")
    #expect(throws: Failure.self) { try SpectralLibrary(path: folder.file("nothing.csv")) }
  }

  @Test func binaryRubbishIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("noise.sli")
    try Data((0..<999).map { UInt8($0 % 251) }).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: Failure.self) { try SpectralLibrary(path: path) }
    #expect(error?.description.contains("no .hdr") == true)
  }

  // MARK: names

  @Test func spectraAreFoundByParts() throws {
    let library = try library("um,Calcite WS272,Calcite CO2004,Clay\n0.4,1,1,1\n0.5,1,1,1\n")
    let setting = SettingName("spectra", option: "spectra")
    #expect(
      try library.named(["clay", "ws272"], setting: setting).map(\.name) == [
        "Clay", "Calcite WS272",
      ])
    for (name, words) in [("calcite", "2 that it is a part of"), ("cley", "did you mean 'Clay'")] {
      let error = #expect(throws: Failure.self) { try library.named([name], setting: setting) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }
}
