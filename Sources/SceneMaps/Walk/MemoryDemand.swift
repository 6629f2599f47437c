import Features
import RasterIO
import Rasters

/// What a walk over a scene holds in memory, whatever the budget.
struct MemoryDemand {
  let stack: ImageStack
  let region: Window
  let sampleSize: Int
  /// Rows above and below a strip.
  let halo: Int
  /// Beside strips and decoded blocks.
  let heldBytes: Int
  /// For a row of a strip and what is computed from it.
  let bytesPerRow: Int

  /// The program, its libraries and small buffers.
  private static let fixedBytes = 120 << 20
  /// A strip is not made larger than this even where there is room: it
  /// would only leave the caches sooner.
  private static let comfortableStrip = 24 << 20
  /// No fit gets more sample values than this unless the scene says how many
  /// pixels it wants.
  private static let mostSampleValues = 16_000_000

  /// `pooledPixels` is the number of pixels that the sample is drawn from where
  /// these are those of several scenes.
  init(
    stack: ImageStack, features: FeaturePlan, region: Window, sampleSize: Int?, usually: Int,
    codes: Int,
    labelling: Int, halo: Int, neighbours: Bool, masks: [AreaMask], knownUnits: Int,
    pooledPixels: Int?, workers: Int
  ) {
    self.stack = stack
    self.region = region
    let bands = stack.bands.count
    // Planes beside the bands, and the bands of samples beside their features.
    let derived = features.isIdentity ? 0 : features.count
    self.halo = halo + features.halo
    self.sampleSize =
      sampleSize ?? max(1, min(usually, Self.mostSampleValues / max(1, bands, derived)))
    // Values, scaled copies, codes and the clusterer's copy of the sample;
    // with neighbours their differences too, scaled as well.
    let learnt = derived > 0 ? derived : bands
    let perSample = learnt * (neighbours ? 9 : 6) + (derived > 0 ? bands * 2 : 0) + 10
    // Labelled pixels, twice as many while they are collected, and their codes.
    let labelled = knownUnits * LabelledCollector.most(classes: knownUnits) * 4 * (learnt * 6 + 16)
    let sampled = min(self.sampleSize, pooledPixels ?? region.pixelCount)
    let samples = sampled * 4 * perSample + labelled
    let planes = stack.planes.count + derived
    // A mask by place is drawn, or read with its neighbours, row by row.
    let drawn = (masks.isEmpty ? 0 : 16) + (knownUnits > 0 ? 24 : 0)
    bytesPerRow = max(
      1,
      region.width
        * (4 * planes + (derived > 0 ? 2 : 1) + 4 * 2 * codes + 8 + labelling + drawn))
    heldBytes = Self.fixedBytes + samples + Self.resampling(stack, masks, workers: workers)
  }

  /// Bytes of the largest block of a file, which GDAL decodes whole.
  var largestBlock: Int {
    // Sides of a block are 32-bit numbers and a value has at most 16 bytes.
    stack.planes.map { plane in
      let (bytes, isTooMany) = (plane.blockWidth * plane.blockHeight)
        .multipliedReportingOverflow(by: plane.type.byteCount)
      return isTooMany ? .max : bytes
    }.max() ?? 0
  }

  /// Rows of a strip where memory allows.
  var wantedRows: Int { max(2 * halo + 16, Self.comfortableStrip / bytesPerRow) }
  /// With its halo.
  var leastRows: Int { min(region.height, 2 * halo + 8) }

  /// Source pixels that workers hold while they bring finer or turned bands
  /// to the grid: values, weights and flags.
  private static func resampling(_ stack: ImageStack, _ masks: [AreaMask], workers: Int) -> Int {
    let rasters = masks.compactMap {
      if case .raster(let mask) = $0.rule { mask.grid } else { nil }
    }
    let others = Set(stack.planes.map(\.grid) + rasters).filter { other in
      guard other != stack.grid, let a = other.transform, let b = stack.grid.transform else {
        return false
      }
      return a.pixelArea < b.pixelArea || GridWarp.isNeeded(frame: stack.grid, other: other)
    }
    return others.isEmpty ? 0 : workers * Window.mostSourcePixels * 10
  }
}
