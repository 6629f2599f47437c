import Features
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Scenes

extension ModelFile {
  /// The file of a fit to a scene.
  init(_ fit: SceneFit, scene: Scene, source: OpenScene) throws {
    let tree = try fit.means.tree(unitOfCluster: fit.classifier.unitOfCluster)
    let smoothing = scene.smoothing.scaled(fit.logitScale).effective
    let isGround = try StyleSearch.palette(of: scene) == .ground
    let colours =
      isGround
      ? GroundColours(source.stack).colours(
        fit.unitNames, unitOfCluster: fit.classifier.unitOfCluster, counts: fit.bandMeans.counts,
        means: fit.bandMeans.means) : nil
    self.init(
      description: ModelDescription(
        faciesVersion: Facies.version, scene: scene.name, product: source.stack.product,
        sensor: source.stack.sensor, level: source.stack.level,
        bands: source.stack.bands.map {
          .init(name: $0.name, quantity: $0.quantity.rawValue, wavelength: $0.wavelength)
        },
        features: source.features.isIdentity ? nil : source.features.definitions,
        recipe: fit.recipe, unitOfCluster: fit.classifier.unitOfCluster,
        unitNames: fit.unitNames, unitColours: colours, tree: tree,
        smoothing: smoothing == .none ? nil : smoothing,
        logitScale: Self.isField(smoothing) ? nil : fit.logitScale,
        deviation: fit.classifier.deviation, seed: scene.seed,
        samples: fit.samples.count, cpu: Planar.cpu),
      classifier: fit.classifier)
  }

  private static func isField(_ smoothing: Smoothing) -> Bool {
    if case .mrf = smoothing { true } else { false }
  }
}
