import Documents
import Rasters
import Settings

extension UnitCount {
  /// `8`, or `4..16`.
  init(_ value: YAMLValue) throws {
    let setting = SceneSettings.units
    if let count = value.plainInteger {
      self = try value.checked(.exactly(count), setting)
      return
    }
    guard let text = try? value.string("units"),
      text.contains("..") || (Int(text) == nil && UnitRange.ends(text) != nil)
    else {
      throw value.error("units must be a whole number, or a range such as 4..16")
    }
    do {
      self = try UnitCount(text)
    } catch let failure as Failure {
      throw value.error(failure)
    }
  }
}
