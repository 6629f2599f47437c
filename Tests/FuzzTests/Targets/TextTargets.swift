@testable import Cartography
@testable import Scenes
@testable import Tensors

/// Files that people write by hand, and JSON.
extension FuzzTarget {
  static let texts = [
    FuzzTarget("scene") { bytes in
      let scene = try SceneFile.parse(String(decoding: bytes, as: UTF8.self), file: "s.yaml")
      // What was read is written so that it can be read again.
      _ = try SceneFile.parse(SceneFile.text(scene), file: "again.yaml")
    },
    FuzzTarget("survey") { bytes in
      let survey = try SurveyFile.parse(String(decoding: bytes, as: UTF8.self), file: "s.yaml")
      _ = try SurveyFile.parse(SurveyFile.text(survey), file: "again.yaml")
    },
    FuzzTarget("style") { bytes in
      _ = try Style.parse(yaml: String(decoding: bytes, as: UTF8.self), file: "s.yaml")
    },
    FuzzTarget("units") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = UnitFile.isUntouched(text)
      _ = try UnitFile.parse(text, file: "units.yaml")
    },
    FuzzTarget("classes") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = ClassFile.isUntouched(text)
      _ = try ClassFile.parse(text, file: "classes.yaml", groups: 9)
    },
    FuzzTarget("json") { bytes in _ = try StrictJSON(parsing: bytes) },
  ]
}
