import Foundation
import Morphology
import Rasters
import Surveys
import TestSupport
import Testing

/// Every column against statmorph 0.7.2 (Fixtures/make-galaxies.py).
@Suite struct StatmorphAgreementTests {
  private static func text(_ name: String) throws -> String {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  private static func references() throws -> [String: [String: Double]] {
    let lines = try text("statmorph").split(separator: "\n").map { $0.split(separator: ",") }
    let names = try #require(lines.first).map(String.init)
    var out: [String: [String: Double]] = [:]
    for line in lines.dropFirst() {
      let values = line.dropFirst().compactMap { Double($0) }
      out[String(line[0])] = Dictionary(uniqueKeysWithValues: zip(names.dropFirst(), values))
    }
    return out
  }

  /// All of them where the code is optimised, every fifth where it is not.
  private static let measured: [(id: String, found: SourceMorphology)] = {
    guard let table = try? text("galaxies") else { return [] }
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return SimulatedGalaxy.all(table).enumerated()
      .filter { !isDebug || $0.offset % 5 == 0 }
      .map { ($0.element.id, SourceMorphology.measure($0.element.stamp)) }
  }()

  private static func difference(_ name: String, _ a: Double, _ b: Double) -> Double {
    if a == b { return 0 }
    let isAngle = name.hasPrefix("orientation") || name == "sersic_theta"
    guard isAngle else { return abs(a - b) / max(abs(b), 1e-9) }
    let turn = (a - b + .pi / 2) / .pi
    return abs((turn - turn.rounded(.down)) * .pi - .pi / 2)
  }

  @Test func everyColumnAgrees() throws {
    let references = try Self.references()
    let measured = Self.measured
    #expect(measured.count >= 60)
    var differences: [String: [Double]] = [:]
    for (id, found) in measured {
      let reference = try #require(references[id])
      let flag = try #require(reference["flag"])
      #expect(Double(found.flag.rawValue) == flag, "source \(id): \(found.reasons)")
      guard flag <= 1 else { continue }
      for name in reference.keys where !name.hasPrefix("flag") {
        let isFit = name.hasPrefix("sersic")
        if isFit, found.sersicFlag != 0 || reference["flag_sersic"] != 0 { continue }
        let (a, b) = (try #require(found[name]), try #require(reference[name]))
        differences[name, default: []].append(Self.difference(name, a, b))
      }
    }
    #expect(differences.count == 54)
    for name in differences.keys {
      let sorted = (differences[name] ?? [.infinity]).sorted()
      let median = sorted[sorted.count / 2]
      let high = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
      let isFit = name.hasPrefix("sersic")
      #expect(median <= (isFit ? 1e-5 : 1e-8), "\(name): median \(median)")
      #expect(high <= (isFit ? 2e-2 : 1e-6), "\(name): 99th percentile \(high)")
    }
  }

  @Test func fitsAgree() throws {
    let references = try Self.references()
    var worse = 0
    var count = 0
    for (id, found) in Self.measured {
      let reference = try #require(references[id])
      guard reference["flag"] ?? 4 <= 1, reference["flag_sersic"] == 0, found.sersicFlag == 0
      else { continue }
      count += 1
      let close = ["sersic_n", "sersic_rhalf"].allSatisfy {
        Self.difference($0, found[$0] ?? 0, reference[$0] ?? 0) < 0.02
      }
      let chi = (found["sersic_chi2_dof"] ?? 0, reference["sersic_chi2_dof"] ?? 0)
      // Another minimum may be found, but not a worse one.
      #expect(chi.0 <= chi.1 * (1 + 1e-5), "source \(id)")
      if !close { worse += 1 }
    }
    #expect(count > 40)
    #expect(worse <= count / 50)
  }

  /// Fits that only one of the two calls good are few.
  @Test func fitsAreFlaggedAlike() throws {
    let references = try Self.references()
    let differing = try Self.measured.filter { id, found in
      let reference = try #require(references[id])
      let isGood = (found.sersicFlag == 0, reference["flag_sersic"] == 0)
      return reference["flag"] ?? 4 <= 1 && isGood.0 != isGood.1
    }
    #expect(differing.count <= Self.measured.count / 25)
  }

  /// statmorph's own test slice.
  @Test(.enabled(if: OptionalData.has("fits_misc/statmorph_slice.fits")))
  func theirOwnSliceAgrees() throws {
    let reference = try #require(Self.references()["slice"])
    let path = OptionalData.path("fits_misc/statmorph_slice.fits")
    let planes = try (0...2).map { hdu in
      let image = try ImageFile.open("\(path)[\(hdu)]")
      return try image.readDoubles(image.extent, plane: 0)
    }
    let whole = SourceStamp(
      width: 162, height: 162, pixels: planes[0], labels: planes[1].map { Int32($0) }, label: 1,
      mask: planes[2].map { $0 != 0 }, noise: .gain(1))
    let found = SourceMorphology.measure(whole.cut())
    #expect(found.flag == .good)
    #expect(found.sersicFlag == 0)
    for name in reference.keys where !name.hasPrefix("flag") {
      let (a, b) = (try #require(found[name]), try #require(reference[name]))
      let limit = name.hasPrefix("sersic") ? 1e-4 : 1e-8
      #expect(Self.difference(name, a, b) < limit, "\(name): \(a), not \(b)")
    }
  }
}
