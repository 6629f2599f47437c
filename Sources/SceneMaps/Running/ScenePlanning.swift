package import Jobs
package import Kernels
import Labelling
package import Learning
import RasterIO
import Rasters
package import Scenes
import Settings

/// Works out what walks over a scene take.
package struct ScenePlanning {
  let scene: Scene
  package let workers: Workers
  private let budget: Int

  package init(_ scene: Scene, options: RunOptions) throws {
    if let threads = options.threads { try JobSettings.threads.checked(threads) }
    self.scene = scene
    workers = options.workers
    budget = options.budget
  }

  /// The memory of a fit or, with a model, of a map.
  ///
  /// - Parameter pooledPixels: pixels of all scenes of a fit to several.
  package func plan(
    _ source: OpenScene, smoothing: Smoothing, model: Classifier? = nil,
    labels: SceneLabels? = nil, pooledPixels: Int? = nil
  ) throws -> MemoryPlan {
    if let sieve = scene.sieve { _ = try PixelWeights(source.grid, for: sieve).least(sieve) }
    let sample = MemoryDemand.Sample(
      asked: scene.sampleSize, usual: scene.usualSampleSize,
      hasNeighbours: model == nil && scene.recipe.needsNeighbours,
      knownUnits: labels?.known?.classes.count ?? 0, pooledPixels: pooledPixels)
    let units = max((labels?.units ?? scene.units).most, sample.knownUnits)
    let demand = MemoryDemand(
      source, sample: sample,
      strip: strip(source, smoothing: smoothing, model: model, units: units),
      workers: workers.count)
    let isOnePass = pooledPixels != nil || (model != nil && scene.sieve == nil)
    return try MemoryPlan(
      demand, blocks: source.reader(lanes: workers.count).blocks, passes: isOnePass ? 1 : 2,
      budget: budget, workers: workers.count)
  }

  private func strip(
    _ source: OpenScene, smoothing: Smoothing, model: Classifier?, units: Int
  ) -> MemoryDemand.StripWork {
    let filter = model == nil ? scene.recipe.filter : model?.filter?.settings
    // Before the fit the width of the codes is not known: at most the bands.
    let codes = filter == nil ? 0 : model?.encoder.outputs ?? min(source.features.count, 16)
    let clusters = model?.clusterer.clusters ?? units
    let details = StripDetails.bytesPerPixel(
      MapOutput.details(for: scene.outputs), units: max(clusters, model?.units ?? 0),
      codes: model?.encoder.outputs ?? source.features.count)
    return MemoryDemand.StripWork(
      halo: (filter?.halo ?? 0) + smoothing.halo, codes: codes,
      labelling: smoothing.bytesPerPixel(units: clusters) + details)
  }

  /// Lets GDAL and the scene's reader keep as much as the plan says.
  package func apply(_ plan: MemoryPlan, to source: OpenScene) {
    GDAL.limitBlockCache(to: plan.blockCacheBytes)
    let reader = source.reader(lanes: workers.count)
    if let rows = plan.keptRows { reader.blocks.keptRows = rows } else { reader.leaveBlocks() }
  }
}

extension Scene {
  /// What can be said against a run before the scene is opened.
  package func checkRunnable() throws {
    if let known, known.use.isComplete, let range = units.tried {
      throw Failure.usage(
        "with all classes labelled there are as many units as classes: no number is to be chosen "
          + "of \(range.text)", setting: SceneSettings.units.name)
    }
    if let terrain { _ = try LocalPath.file(terrain) }
  }
}
