internal import CKernels
import Foundation
import Rasters

extension Calibration {
  /// DN to physical units, in place; `valid`, if given, becomes 0 where that is
  /// no number.
  func apply(
    to values: UnsafeMutablePointer<Float>, count: Int, valid: UnsafeMutablePointer<UInt8>?
  ) {
    switch self {
    case .linear(let gain, let offset):
      fk_calibrate(count, Float(gain), Float(offset), values, valid)
    case .brightnessTemperature(let gain, let offset, let k1, let k2):
      let (a, b, c, d) = (Float(gain), Float(offset), Float(k1), Float(k2))
      for index in 0..<count {
        let radiance = values[index] * a + b
        values[index] = radiance > 0 ? d / log(c / radiance + 1) : .nan
      }
      fk_calibrate(count, 1, 0, values, valid)
    }
  }
}
