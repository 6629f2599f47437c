import Foundation
package import Kernels
import RasterIO
import Rasters

/// What a simulation wrote.
package struct SimulationResult: Sendable {
  /// `scene.tif`, or the product folder.
  package let scene: String
  package let truth: String
  /// The scene file, ready to be mapped.
  package let sceneFile: String
  /// Every file in the order of writing.
  package let files: [String]
  /// Names of the units; the first is of value 1 in the truth raster.
  package let unitNames: [String]
  /// Pixels of each unit.
  package let unitPixels: [Int]
  /// Percent of the pixels that the quality band calls cloud.
  package let cloudPercent: Double
}

/// Simulates a scene into `folder`, which is made if it does not exist. The
/// bytes depend on the request alone, not on the number of workers. Memory is
/// that of a few tiles whatever the size of the scene. `progress` is told the
/// share done, from 0 to 1, by one worker at a time, and throws when the work is
/// to be given up.
package func simulate(
  _ request: SimulationRequest, into folder: String, workers: Workers,
  progress: @Sendable (Double) throws -> Void = { _ in }
) throws -> SimulationResult {
  try request.check()
  let paths = ScenePaths(folder: folder, isProduct: request.asProduct)
  try makeFolder(request.asProduct ? paths.productFolder : folder)
  GDAL.limitBlockCache(to: 32 << 20)
  let grid = try SceneSite.grid(request)
  try progress(0)
  let model = SceneModel(request)
  let output = try SceneOutput.open(
    request, units: model.units, grid: grid, paths: paths, threads: workers.count)
  try paint(model, into: output, workers: workers, progress: progress)
  try output.finish()
  let names = model.units.map(\.name)
  try write(
    SceneTexts.sceneFile(request, paths: paths, units: names), to: paths.sceneFile)
  try write(SceneTexts.names(names, pixels: output.tally.units), to: paths.names)
  if request.asProduct {
    let metadata = LandsatMTL(
      sensor: request.sensor, sun: request.sun, encoding: model.encoding, grid: grid,
      cloudPercent: output.tally.cloudPercent)
    try write(metadata.text, to: paths.metadata)
  }
  return SimulationResult(
    scene: paths.scene, truth: paths.truth, sceneFile: paths.sceneFile,
    files: writtenFiles(request, paths), unitNames: names, unitPixels: output.tally.units,
    cloudPercent: output.tally.cloudPercent)
}

extension SimulationRequest {
  /// Names of the files that a simulation writes into its folder, the last of
  /// which says that the others are complete.
  package var fileNames: [String] {
    let here = "."
    return writtenFiles(self, ScenePaths(folder: here, isProduct: asProduct))
      .map { String($0.dropFirst(here.count + 1)) }
  }

  /// The folder of the product in the folder of results; nil where there is none.
  package var productFolder: String? { asProduct ? ScenePaths.product : nil }
}

private func writtenFiles(_ request: SimulationRequest, _ paths: ScenePaths) -> [String] {
  let bands = request.sensor.bands.map { paths.productFile("\($0.name).TIF") }
  let scene = request.asProduct ? bands + [paths.metadata] : [paths.scene]
  let quality = request.asProduct || request.clouds > 0 ? [paths.quality] : []
  return scene + quality + [paths.truth, paths.names, paths.sceneFile]
}

/// Tiles are painted by all workers and written in their order.
private func paint(
  _ model: SceneModel, into output: SceneOutput, workers: Workers,
  progress: @Sendable (Double) throws -> Void
) throws {
  let tiles = SceneTiles(width: model.shape.width, height: model.shape.height)
  let gate = OrderedGate(output)
  try workers.forEach(tiles.count) { _, item in
    let tile = SceneTile(window: tiles.window(item), bands: model.bands.count)
    BlockPainter(model: model).paint(tile)
    try gate.pass(item) { output in
      try output.write(tile)
      try progress(Double(item + 1) / Double(tiles.count))
    }
  }
}

private func makeFolder(_ path: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw Failure("cannot make the folder '\(path)': give one in a place you may write to")
  }
}

private func write(_ text: String, to path: String) throws {
  do {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw Failure("cannot write '\(path)': the disk is full or the folder may not be written to")
  }
}
