import Features
import Products
import RasterIO
import Rasters
import Scenes
import Vectors

/// The masks of a scene beside those of its product, with their files open
/// and their bands found.
package struct SceneMasks {
  /// By polygons and rasters, in order; they come before the spectral ones.
  let areas: [AreaMask]
  let spectral: SpectralMaskPlan
  /// Names and what they test, for reports.
  package let facts: [(name: String, rule: String)]
  /// Files that are read.
  let files: [String]
  let notes: [String]

  init(_ masks: Scene.Masks, on stack: BandStack) throws {
    try Self.checkNames(masks.names, on: stack)
    var opening = AreaOpening(stack)
    areas = try masks.areas.map { try opening.open($0) }
    (files, notes) = (opening.files, opening.notes)
    let bands = FeatureBands(stack, planes: stack.planes)
    spectral = try SpectralMaskPlan(masks.spectral, on: bands, learnt: stack.bands.count)
    facts =
      masks.areas.map { ($0.name, $0.text) }
      + (try masks.spectral.map { ($0.name, try $0.text(on: bands)) })
  }

  /// A name must not be what other pixels are counted as.
  private static func checkNames(_ names: [String], on stack: BandStack) throws {
    let taken =
      [StripReader.noData, StripReader.outsideRegion, FeaturePlan.undefined]
      + stack.quality.flatMap { $0.tests.map(\.name) }
    if let twice = names.first(where: taken.contains) {
      throw Failure.usage(
        "a mask is called '\(twice)', as other pixels of '\(stack.name)' that are left out; give "
          + "it another name")
    }
  }
}

/// Opens masks by place on the grid of a scene.
private struct AreaOpening {
  private let stack: BandStack
  private(set) var files: [String] = []
  private(set) var notes: [String] = []

  init(_ stack: BandStack) { self.stack = stack }

  mutating func open(_ rule: Scene.AreaRule) throws -> AreaMask {
    let name = VectorName(rule.path, layer: rule.layer)
    let file = try LocalPath.file(name.path)
    files.append(file.absolute)
    switch rule.kind {
    case .inside, .outside:
      let polygons = try polygons(rule, file, layer: name.layer)
      return AreaMask(
        name: rule.name, rule: rule.kind == .inside ? .inside(polygons) : .outside(polygons))
    case .rasterValues(let values):
      return AreaMask(name: rule.name, rule: .raster(try raster(rule, file, .values(values))))
    case .rasterLimits(let above, let below):
      let test = RasterMask.Test.between(above: above ?? -.infinity, below: below ?? .infinity)
      return AreaMask(name: rule.name, rule: .raster(try raster(rule, file, test)))
    }
  }

  private mutating func polygons(
    _ rule: Scene.AreaRule, _ file: LocalPath, layer: String?
  ) throws -> PolygonMask {
    guard stack.grid.transform != nil else {
      throw Failure(
        "the polygons of '\(file.typed)' cannot be laid over '\(stack.name)', which has no place "
          + "on the ground")
    }
    let polygons = try PolygonMask(path: file.absolute, layer: layer, onto: stack.grid)
    notes += polygons.notes.map { "mask '\(rule.name)': \($0)" }
    if polygons.window(on: stack.grid)?.isEmpty != false {
      notes.append("mask '\(rule.name)': none of its polygons lies on the scene")
    }
    return polygons
  }

  private mutating func raster(
    _ rule: Scene.AreaRule, _ file: LocalPath, _ test: RasterMask.Test
  ) throws -> RasterMask {
    let dataset = try RasterDataset(path: file.absolute)
    guard let band = dataset.bands.first, dataset.bandCount == 1 else {
      throw Failure(
        "'\(file.typed)' has \(dataset.bandCount) bands; a mask needs a raster of one band")
    }
    guard band.type != .complex else {
      throw Failure("'\(file.typed)' holds complex values; a mask needs plain ones")
    }
    notes += GridAgreement.notes([("'\(file.typed)'", dataset.grid)], onto: stack.grid)
      .map { "mask '\(rule.name)': \($0)" }
    let grid = GridAgreement.snapped(dataset.grid, to: stack.grid)
    try checkPlace(grid, file)
    let calibration = Calibration.linear(gain: band.scale, offset: band.offset)
    let stored = StoredTest(test, type: band.type, calibration: calibration)
    if !stored.impossible.isEmpty {
      let list = stored.impossible.map(SpectralRule.number).joined(separator: ", ")
      notes.append(
        "mask '\(rule.name)': no value of '\(file.typed)' (\(band.type.name)) can be \(list)")
    }
    return RasterMask(path: file.absolute, grid: grid, calibration: calibration, test: test)
  }

  /// Any reference system will do, but the two must meet.
  private func checkPlace(_ grid: Grid, _ file: LocalPath) throws {
    guard grid.transform != nil, stack.grid.transform != nil else {
      return try GridAgreement.check(
        ("'\(stack.name)'", stack.grid), ("'\(file.typed)'", grid))
    }
    guard try !GridWarp.window(under: grid, on: stack.grid).isEmpty else {
      throw Failure("'\(stack.name)' and '\(file.typed)' do not overlap on the ground")
    }
  }
}
