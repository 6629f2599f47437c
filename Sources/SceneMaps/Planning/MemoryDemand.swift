import Features
import RasterIO
import Rasters

/// What a walk over a scene holds in memory, whatever the budget.
struct MemoryDemand {
  let stack: BandStack
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

  /// What is drawn from the scene and learnt from.
  struct Sample {
    /// Pixels that the scene asks for; nil takes the usual number.
    var asked: Int?
    var usual: Int
    /// Whether the differences to neighbours are learnt from too.
    var hasNeighbours: Bool
    var knownUnits: Int
    /// Pixels that the sample is drawn from where these are those of several scenes.
    var pooledPixels: Int?
  }

  /// What is computed from a strip.
  struct StripWork {
    /// Rows above and below it that filters and smoothing look at.
    var halo: Int
    /// Planes of codes.
    var codes: Int
    /// Bytes for a pixel while labels are smoothed.
    var labelling: Int
  }

  init(_ source: OpenScene, sample: Sample, strip: StripWork, workers: Int) {
    stack = source.stack
    region = source.region
    halo = strip.halo + source.features.halo
    let width = Width(source)
    sampleSize = sample.asked ?? max(1, min(sample.usual, Self.mostSampleValues / width.widest))
    let masks = source.masks.areas
    // A mask by place is drawn, or read with its neighbours, row by row.
    let drawn = (masks.isEmpty ? 0 : 16) + (sample.knownUnits > 0 ? 24 : 0)
    let valid = width.derived > 0 ? 2 : 1
    bytesPerRow = max(
      1,
      region.width
        * (4 * width.planes + valid + 4 * 2 * strip.codes + 8 + strip.labelling + drawn))
    let sampled = min(sampleSize, sample.pooledPixels ?? region.pixelCount)
    heldBytes =
      Self.fixedBytes + width.bytes(of: sample, sampled: sampled)
      + Self.resampling(stack, masks, workers: workers)
  }

  /// How many values a pixel has.
  private struct Width {
    let bands: Int
    /// Features beside the bands; none where the bands are the features.
    let derived: Int
    /// Bands, those of masks and features.
    let planes: Int

    init(_ source: OpenScene) {
      bands = source.stack.bands.count
      derived = source.features.isIdentity ? 0 : source.features.count
      planes = source.stack.planes.count + derived
    }

    var widest: Int { max(1, bands, derived) }

    func bytes(of sample: Sample, sampled: Int) -> Int {
      let learnt = derived > 0 ? derived : bands
      // Values, scaled copies, codes and the clusterer's copy of the sample;
      // with neighbours their differences too, scaled as well.
      let perSample =
        learnt * (sample.hasNeighbours ? 9 : 6) + (derived > 0 ? bands * 2 : 0) + 10
      // Labelled pixels, twice as many while they are collected, and their codes.
      let labelled =
        sample.knownUnits * LabelledCollector.most(classes: sample.knownUnits) * 4
        * (learnt * 6 + 16)
      return sampled * 4 * perSample + labelled
    }
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
  private static func resampling(_ stack: BandStack, _ masks: [AreaMask], workers: Int) -> Int {
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
