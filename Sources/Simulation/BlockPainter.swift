import Kernels
import Rasters

/// Makes the pixels of one block at a time. One per worker: it owns all the
/// memory that a block needs.
final class BlockPainter {
  /// Largest side of a block.
  static let side = 256
  /// Two samples for the point spread function, one for gradients.
  static let halo = GaussianBlur.radius + 1

  private let model: SceneModel
  private let fields: GroundFields
  private let shares: PlaneStack
  private let light: PlaneStack
  private let planes: [Plane]

  init(model: SceneModel) {
    self.model = model
    let size = Self.side + 2 * Self.halo
    fields = GroundFields(
      patch: Patch(column: 0, row: 0, width: size, height: size, step: model.shape.step))
    shares = PlaneStack(count: model.endMembers, width: size, height: size)
    light = PlaneStack(count: model.bands.count, width: size, height: size)
    planes = (0..<8).map { _ in Plane(width: size, height: size) }
  }

  private var lamination: Plane { planes[0] }
  private var shade: Plane { planes[1] }
  private var slope: Plane { planes[2] }
  private var soil: Plane { planes[3] }
  private var plants: Plane { planes[4] }
  private var opacity: Plane { planes[5] }
  private var shadow: Plane { planes[6] }
  private var line: Plane { planes[7] }

  /// Paints the whole window of a tile, block by block.
  func paint(_ tile: SceneTile) {
    for row in stride(from: 0, to: tile.window.height, by: Self.side) {
      for column in stride(from: 0, to: tile.window.width, by: Self.side) {
        let block = Window(
          column: column, row: row, width: min(Self.side, tile.window.width - column),
          height: min(Self.side, tile.window.height - row))
        paint(block, of: tile)
      }
    }
  }

  /// `block` counts from the corner of the tile.
  private func paint(_ block: Window, of tile: SceneTile) {
    let patch = Patch(
      column: tile.window.column + block.column - Self.halo,
      row: tile.window.row + block.row - Self.halo, width: block.width + 2 * Self.halo,
      height: block.height + 2 * Self.halo, step: model.shape.step)
    fields.patch = patch
    fields.evaluate(model.geology)
    model.abundance.evaluate(
      fields, shares: shares, lamination: lamination, scratch: (soil, plants))
    recordTruth(block, of: tile)
    lightAndCover(patch)
    mix(patch)
    addClouds(patch)
    recordQuality(block, of: tile)
    record(block, of: tile)
  }

  /// The unit with the largest share of each pixel.
  private func recordTruth(_ block: Window, of tile: SceneTile) {
    for y in 0..<block.height {
      let out = tile.truth.row(block.row + y) + block.column
      let best = line.row(0)
      for unit in model.units.indices {
        let share = shares.row(unit, y + Self.halo) + Self.halo
        let value = Float(unit + 1)
        for x in 0..<block.width {
          let isBetter = unit == 0 || share[x] > best[x]
          best[x] = isBetter ? share[x] : best[x]
          out[x] = isBetter ? value : out[x]
        }
      }
    }
  }

  private func lightAndCover(_ patch: Patch) {
    let units = model.units.count
    model.relief.evaluate(
      shade: shade, slope: slope, height: fields.height, level: shares.plane(units - 1),
      levelStride: shares.stride, over: patch)
    model.cover.spread(
      GroundCover.Surface(
        stream: fields.stream, shade: shade, slope: slope, soil: soil, plants: plants),
      shares: shares, units: units, over: patch)
    model.texture.evaluate(into: soil, over: patch)
  }

  /// Linear mixing, then the light on it.
  private func mix(_ patch: Patch) {
    model.spectra.withUnsafeBufferPointer { spectra in
      guard let weights = spectra.baseAddress else { return }
      Planar.affine(
        outputs: model.bands.count, inputs: model.endMembers, count: shares.planeSize,
        weights: weights, bias: nil, x: shares.start, xStride: shares.planeSize, y: light.start,
        yStride: light.planeSize)
    }
    for y in 0..<patch.height {
      let (bright, grain, beds) = (shade.row(y), soil.row(y), lamination.row(y))
      let water = shares.row(model.units.count - 1, y)
      for x in 0..<patch.width {
        let land = 1 - water[x]
        bright[x] *= (1 + 0.045 * land * grain[x]) * beds[x]
      }
      for band in model.bands.indices {
        let row = light.row(band, y)
        for x in 0..<patch.width { row[x] *= bright[x] }
      }
    }
  }

  private func addClouds(_ patch: Patch) {
    guard let clouds = model.clouds else { return }
    clouds.evaluate(opacity: opacity, shadow: shadow, over: patch)
    for y in 0..<patch.height {
      let (cover, dark) = (opacity.row(y), shadow.row(y))
      for band in model.bands.indices {
        let row = light.row(band, y)
        let white = model.cloudSpectrum[band]
        for x in 0..<patch.width {
          let ground = row[x] * (1 - 0.62 * dark[x])
          row[x] = ground + cover[x] * (white - ground)
        }
      }
    }
  }

  private func recordQuality(_ block: Window, of tile: SceneTile) {
    for y in 0..<block.height {
      let out = tile.quality.row(block.row + y) + block.column
      let water = shares.row(model.units.count - 1, y + Self.halo) + Self.halo
      let cover = opacity.row(y + Self.halo) + Self.halo
      let dark = shadow.row(y + Self.halo) + Self.halo
      for x in 0..<block.width {
        out[x] = QualityBits.value(opacity: cover[x], shadow: dark[x], water: water[x])
      }
    }
  }

  /// Point spread, noise, and the stored numbers.
  private func record(_ block: Window, of tile: SceneTile) {
    let inset = Self.halo - GaussianBlur.radius
    let origin = (column: tile.window.column + block.column, row: tile.window.row + block.row)
    for y in 0..<block.height {
      let rows = model.bands.indices.map { tile.bands.row($0, block.row + y) + block.column }
      for band in model.bands.indices {
        model.pointSpread.blur(
          rows: { UnsafePointer(self.light.row(band, y + inset + $0) + inset) },
          line: line.row(0), out: rows[band], width: block.width)
      }
      for pair in 0..<((rows.count + 1) / 2) {
        let second = 2 * pair + 1 < rows.count ? rows[2 * pair + 1] : nil
        model.noise.add(
          to: rows[2 * pair], second, pair: pair, column: origin.column, row: origin.row + y,
          width: block.width)
      }
      for row in rows { model.encoding.apply(row, width: block.width) }
    }
  }
}
