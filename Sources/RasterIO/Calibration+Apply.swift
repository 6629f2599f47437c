import Foundation
import Rasters

extension Calibration {
  /// DN to physical units, in place.
  func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .linear(let gain, let offset):
      guard gain != 1 || offset != 0 else { return }
      let (a, b) = (Float(gain), Float(offset))
      for index in 0..<count { values[index] = values[index] * a + b }
    case .brightnessTemperature(let gain, let offset, let k1, let k2):
      let (a, b, c, d) = (Float(gain), Float(offset), Float(k1), Float(k2))
      for index in 0..<count {
        let radiance = values[index] * a + b
        values[index] = radiance > 0 ? d / log(c / radiance + 1) : .nan
      }
    }
  }
}
