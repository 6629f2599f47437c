package import Scenes
import Surveys

/// What a survey says of detection, as the detector takes it.
extension DetectionOptions {
  package init(_ options: Survey.Detection) {
    self.init()
    threshold = options.threshold
    leastArea = options.leastArea
    mesh = options.mesh
    meshFilter = options.meshFilter
    deblendLevels = options.deblendLevels
    deblendContrast = options.deblendContrast
    clean = options.clean
    smooths = options.smooths
    band = options.band
  }
}
