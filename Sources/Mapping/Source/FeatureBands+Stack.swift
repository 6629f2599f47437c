import Features
import RasterIO

extension FeatureBands {
  /// The bands of a stack as features know them.
  init(_ stack: ImageStack) {
    self.init(
      stack.bands.map {
        FeatureBand(
          name: $0.name, label: $0.label, wavelength: $0.wavelength,
          isTemperature: $0.quantity == .temperature)
      }, sensor: stack.sensor, title: stack.name)
  }
}
