/// What a simulated scene or survey is to be.
public enum SimulationSettings {
  public static let size = Setting<String>(
    "simulation.size", option: "size", .described("2000 or 2000x1500"),
    chosen: "1000; 1200x900 of sky", "Pixels across, or across and down: 2000 or 2000x1500.")
  public static let sensor = Setting<String>(
    "simulation.sensor", option: "sensor", .words(["landsat8", "sentinel2", "aster"]),
    default: "landsat8", "The sensor that sees the scene.")
  public static let units = Setting(
    "simulation.units", option: "units", .from(4...14), default: 8, "The number of true units.")
  public static let seed = Setting(
    "simulation.seed", option: "seed", .seed, default: 1, "Another seed is another place.")
  public static let clouds = Setting(
    "simulation.clouds", option: "clouds", .from(0.0...0.9), default: 0.0,
    "Share of the scene under clouds.")
  public static let vegetation = Setting(
    "simulation.vegetation", option: "vegetation", .from(0.0...0.9), default: 0.12,
    "Mean share of the ground under plants.")
  public static let noise = Setting(
    "simulation.noise", option: "noise", .from(0.0...100), default: 1.0,
    "Noise in multiples of the sensor's own.")
  public static let survey = Setting(
    "simulation.survey", option: "survey", .flag, default: false,
    "A field of the sky instead of a scene.")
  public static let sources = Setting(
    "simulation.sources", option: "sources", .from(1...1_000_000), default: 240,
    "Galaxies and stars of a field of the sky.")
  public static let product = Setting(
    "simulation.product", option: "product", .flag, default: false,
    "As a product folder under true Landsat Collection 2 names.")

  public static let all = [
    size.description, sensor.description, units.description, seed.description,
    clouds.description, vegetation.description, noise.description, survey.description,
    sources.description, product.description,
  ]
}
