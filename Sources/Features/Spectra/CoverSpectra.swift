/// What lies on the rocks. See `Material` for what these numbers are.
extension Material {
  /// Chlorophyll at 0.45 and 0.67, the red edge, leaf water at 1.45 and 1.94.
  package static let greenVegetation = Material(
    "green vegetation", features: [0.67, 1.45, 1.94],
    [
      (0.40, 0.03), (0.45, 0.03), (0.50, 0.04), (0.55, 0.085), (0.60, 0.055), (0.65, 0.04),
      (0.67, 0.035), (0.69, 0.05), (0.72, 0.22), (0.75, 0.40), (0.80, 0.45), (0.90, 0.46),
      (0.97, 0.43), (1.10, 0.46), (1.20, 0.40), (1.30, 0.41), (1.40, 0.20), (1.45, 0.11),
      (1.55, 0.20), (1.65, 0.26), (1.80, 0.20), (1.90, 0.07), (1.94, 0.05), (2.05, 0.09),
      (2.20, 0.14), (2.35, 0.10), (2.50, 0.05),
    ])

  /// Cellulose and lignin: 2.09 and 2.30.
  package static let dryGrass = Material(
    "dry grass", features: [2.09, 2.30],
    [
      (0.40, 0.06), (0.48, 0.10), (0.56, 0.16), (0.66, 0.22), (0.75, 0.29), (0.86, 0.33),
      (1.10, 0.40), (1.20, 0.39), (1.30, 0.42), (1.40, 0.39), (1.45, 0.35), (1.65, 0.43),
      (1.80, 0.39), (1.93, 0.30), (2.02, 0.31), (2.09, 0.27), (2.20, 0.31), (2.30, 0.23),
      (2.40, 0.22), (2.50, 0.18),
    ])

  /// Stained residual soil that creeps over every unit.
  package static let regolith = Material(
    "stained soil", features: [0.88],
    [
      (0.40, 0.06), (0.48, 0.08), (0.56, 0.13), (0.66, 0.22), (0.75, 0.26), (0.88, 0.27),
      (1.20, 0.35), (1.40, 0.35), (1.65, 0.39), (1.85, 0.37), (1.92, 0.31), (2.00, 0.35),
      (2.15, 0.35), (2.20, 0.31), (2.25, 0.33), (2.50, 0.29),
    ])

  /// Turbid inland water.
  package static let water = Material(
    "water", features: [],
    [
      (0.40, 0.045), (0.48, 0.055), (0.56, 0.065), (0.60, 0.05), (0.66, 0.035), (0.70, 0.022),
      (0.75, 0.012), (0.86, 0.008), (1.00, 0.005), (1.65, 0.003), (2.50, 0.002),
    ])

  /// Thick cloud of water droplets.
  package static let cloud = Material(
    "cloud", features: [],
    [
      (0.40, 0.72), (0.66, 0.74), (0.90, 0.74), (1.25, 0.68), (1.45, 0.42), (1.65, 0.55),
      (1.95, 0.28), (2.20, 0.40), (2.50, 0.25),
    ])

  /// Fine-grained snow: bright below 1, black at 1.5 and 2.0.
  package static let snow = Material(
    "snow", features: [1.03, 1.27, 1.50, 2.00],
    [
      (0.40, 0.95), (0.66, 0.95), (0.86, 0.88), (0.95, 0.82), (1.03, 0.70), (1.10, 0.76),
      (1.27, 0.46), (1.33, 0.48), (1.50, 0.06), (1.65, 0.12), (1.80, 0.19), (2.00, 0.03),
      (2.22, 0.11), (2.50, 0.05),
    ])

  /// Every material of the table.
  package static let all: [Material] = [
    granite, basalt, limestone, dolomite, claystone, alunite, redSandstone, laterite, gypsum,
    greenSchist, shale, quartzite, alluvium, greenVegetation, dryGrass, regolith, water, cloud,
    snow,
  ]
}
