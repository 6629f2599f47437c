import RasterIO
import Rasters

extension SceneOutput {
  /// Fast compression of 16-bit numbers; the noise leaves little to gain.
  private static func options(threads: Int) -> [String] {
    [
      "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE", "ZLEVEL=1",
      "BIGTIFF=IF_SAFER", "INTERLEAVE=BAND", "NUM_THREADS=\(threads)",
    ]
  }

  static func open(
    _ request: SimulationRequest, units: [GroundUnit], grid: Grid, paths: ScenePaths,
    threads: Int
  ) throws -> SceneOutput {
    let options = options(threads: threads) + ["PREDICTOR=2"]
    let truth = try RasterWriter(
      path: paths.truth, grid: grid, type: .uint8, noData: 0, descriptions: ["unit"],
      options: Self.options(threads: threads))
    truth.setColourTable(legend(units))
    return SceneOutput(
      bands: request.asProduct
        ? try productBands(request, grid: grid, paths: paths, options: options)
        : try sceneBands(request, grid: grid, paths: paths, options: options),
      truth: truth, quality: try quality(request, grid: grid, paths: paths, threads: threads),
      units: units.count)
  }

  private static func legend(_ units: [GroundUnit]) -> Legend {
    Legend(
      entries: units.enumerated().map {
        LegendEntry(value: $0.offset + 1, name: $0.element.name, colour: $0.element.colour)
      })
  }

  private static func sceneBands(
    _ request: SimulationRequest, grid: Grid, paths: ScenePaths, options: [String]
  ) throws -> [(writer: RasterWriter, index: Int)] {
    let bands = request.sensor.bands
    let writer = try RasterWriter(
      path: paths.scene, grid: grid, bands: bands.count, type: .uint16, noData: 0,
      descriptions: bands.map(\.commonName), options: options)
    writer.setMetadata([
      "SIMULATED": "facies simulate", "SENSOR": request.sensor.rawValue,
      "SEED": String(request.seed), "REFLECTANCE_SCALE": "0.0001",
      "WAVELENGTHS_MICROMETRES": bands.map { String($0.centre) }.joined(separator: " "),
    ])
    return bands.indices.map { (writer, $0 + 1) }
  }

  private static func productBands(
    _ request: SimulationRequest, grid: Grid, paths: ScenePaths, options: [String]
  ) throws -> [(writer: RasterWriter, index: Int)] {
    try request.sensor.bands.map { band in
      let writer = try RasterWriter(
        path: paths.productFile("\(band.name).TIF"), grid: grid, type: .uint16, noData: 0,
        options: options)
      return (writer, 1)
    }
  }

  private static func quality(
    _ request: SimulationRequest, grid: Grid, paths: ScenePaths, threads: Int
  ) throws -> RasterWriter? {
    guard request.asProduct || request.clouds > 0 else { return nil }
    return try RasterWriter(
      path: paths.quality, grid: grid, type: .uint16, noData: 1,
      descriptions: request.asProduct ? [] : ["qa_pixel"], options: options(threads: threads))
  }
}
