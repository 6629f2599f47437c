import Foundation
import Testing

@testable import Surveys

/// Cards that wcslib may see.
@Suite struct SkyCardTests {
  @Test(arguments: [
    ("CRVAL1  =            150.1 / degrees", "CRVAL1  = 150.1"),
    ("crval1  = -1.5D+02", "CRVAL1  = -1.5D+02"),
    ("CTYPE1  = 'RA---TAN' / x", "CTYPE1  = 'RA---TAN'"),
    ("CTYPE2  = 'DEC-           CDELT1  = -1e-4", nil), ("CRVAL1  = 1e999", nil),
    ("CRVAL1  = nan", nil), ("CRVAL1  = 0x10", nil), ("CRVAL1  150.1     ", nil),
    ("CRVAL1  =", nil), ("WAT1_001= 'wtype=tnx axtype=ra '", "WAT1_001= 'wtype=tnx axtype=ra '"),
    ("PC001002=                  0.5", "PC001002= 0.5"), ("CTYPE123= 'RA---TAN'", nil),
    ("PV12_1  = 1", nil),
    ("PV2_1   = 1", "PV2_1   = 1"),
    ("CTYPE1  = 'a\u{1}b'   ", nil), ("CTYPE1  = '" + String(repeating: "a", count: 70) + "'", nil),
  ])
  func areWrittenAnew(card: String, plain: String?) {
    let whole = card.padding(toLength: 80, withPad: " ", startingAt: 0)
    #expect(SkyCard.plain(whole) == plain?.padding(toLength: 80, withPad: " ", startingAt: 0))
  }
}
