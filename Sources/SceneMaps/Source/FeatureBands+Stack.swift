import Features
package import Products
package import RasterIO

extension FeatureBands {
  /// The bands of a stack as features know them.
  package init(_ stack: BandStack) { self.init(stack, planes: stack.bands) }

  /// Some bands of a stack, in the order of their planes.
  package init(_ stack: BandStack, planes: [BandSource]) {
    self.init(
      planes.map {
        FeatureBand(
          name: $0.name, label: $0.label, wavelength: $0.wavelength,
          isTemperature: $0.quantity == .temperature, input: $0.input, plainName: $0.plainName)
      }, sensor: stack.sensor, inputs: stack.inputs.map { ($0.name, $0.sensor) },
      title: stack.name)
  }

  /// All that a product declares, chosen or not.
  package init(_ declared: DeclaredBands) {
    self.init(
      declared.list.map {
        FeatureBand(
          name: $0.name, label: $0.label, wavelength: $0.wavelength,
          isTemperature: $0.quantity == .temperature)
      }, sensor: declared.sensor, title: declared.title)
  }
}
