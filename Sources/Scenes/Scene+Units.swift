import Documents
import Learning
import Rasters

extension Scene {
  /// Takes a number of units, or a range of which a sweep chooses one.
  package mutating func setUnits(_ range: UnitRange) {
    unitRange = range.units.count > 1 ? range : nil
    recipe.units = range.units[range.units.count - 1]
  }

  /// `8`, or `4..16`.
  mutating func setUnits(_ value: YAMLValue) throws {
    guard value.plainInteger == nil, let text = try? value.string("units"), text.contains("..")
    else {
      recipe.units = try value.integer("units", in: 1...Classifier.mostUnits)
      unitRange = nil
      return
    }
    do {
      setUnits(try UnitRange(text, name: "units"))
    } catch let failure as Failure {
      throw value.error(failure.description)
    }
  }
}
