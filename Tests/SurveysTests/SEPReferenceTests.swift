import Foundation
import Settings
import TestSupport
import Testing

@testable import Surveys

/// Sources as Python's sep finds them (Fixtures/make_sep.py).
@Suite struct SEPReferenceTests {
  private struct Reference: Decodable {
    var file: String
    var x, y, flux: [Double]
  }

  @Test(.enabled(if: OptionalData.has("fits_sdss_ngc6976"))) func findsWhatSEPFinds() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent("sep.json"))
    let reference = try JSONDecoder().decode(Reference.self, from: data)
    var options = DetectionSettings()
    options.threshold = 5
    let image = try SurveyImage([OptionalData.path(reference.file)])
    let found = try Detector(image, options).detect()
    #expect(found.count == reference.x.count)
    for (index, source) in found.enumerated() where index < reference.x.count {
      #expect(abs(source.place.x - reference.x[index]) < 1e-3)
      #expect(abs(source.place.y - reference.y[index]) < 1e-3)
      #expect(abs(source.flux / reference.flux[index] - 1) < 1e-4)
    }
  }
}
