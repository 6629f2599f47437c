import Features
import Products
import RasterIO
import Rasters
import Scenes

/// Opens the inputs of a scene that is made of several, as one stack.
struct InputsOpening {
  private let scene: Scene

  init(_ scene: Scene) throws {
    if let mask = scene.masks.product?.first {
      throw Failure.usage(
        "of several inputs masks of a product go with their input: write masks: [\(mask)] beside "
          + "its 'input', not '\(mask)' among those of the scene")
    }
    self.scene = scene
  }

  func stack() throws -> BandStack {
    var opened = try scene.inputs.map { source in
      try labelled(source) { try open(source, beside: []) }
    }
    let all = declared(opened)
    let needed = try scene.masks.spectral.flatMap { rule in
      try rule.bands(among: all).compactMap(all.plane(of:)).map { all.list[$0] }
    }
    for (index, source) in scene.inputs.enumerated() {
      let beside = needed.filter { $0.input == source.name }.map(\.plainName)
      guard !beside.isEmpty else { continue }
      opened[index] = try labelled(source) { try open(source, beside: beside) }
    }
    var union = try StackUnion(
      zip(scene.inputs, opened).map { ($0.name, $1.stack) }, frame: frame,
      resampling: scene.resampling.rawValue
    ).stack()
    union.name = scene.name
    return try scene.bands.map { try choose($0, of: union) } ?? union
  }

  private var frame: StackUnion.Frame {
    switch scene.frame {
    case .first: .first
    case .finest: .finest
    case .named(let name): .named(name)
    }
  }

  // MARK: one input

  private typealias Opened = (stack: BandStack, declared: DeclaredBands)

  /// Errors say which input they are about.
  private func labelled(_ source: Scene.Source, _ open: () throws -> Opened) throws -> Opened {
    do {
      return try open()
    } catch let failure as Failure {
      throw Failure("input '\(source.name)': ", failure)
    }
  }

  private func open(_ source: Scene.Source, beside: [String]) throws -> Opened {
    switch source.kind {
    case .terrain(let path, let derive):
      let model = TerrainModel(path: path, derive: derive, noData: source.noData)
      let masks = beside.filter { !derive.contains($0) }
      return (
        try model.stack(beside: TerrainModel.features.filter(masks.contains)),
        TerrainModel.declared(title: source.name)
      )
    case .product(let input, let bands, let masks):
      // "masks: none" of the scene is for all inputs.
      let words = masks ?? scene.masks.product
      var found: DeclaredBands?
      let stack = try ProductCatalogue.open(
        ProductRequest(
          paths: input.paths, bands: bands, bandNames: input.names, stack: StackRequest(input),
          masks: words.map { $0.isEmpty ? .none : .named($0) } ?? .productDefault,
          noData: source.noData)
      ) { declared in
        found = declared
        return beside
      }
      return (stack, found ?? TerrainModel.declared(title: source.name))
    }
  }

  /// Every band of every input, under its full name.
  private func declared(_ opened: [Opened]) -> FeatureBands {
    let bands = zip(scene.inputs, opened).flatMap { source, input in
      input.declared.list.map {
        FeatureBand(
          name: "\(source.name).\($0.name)", label: $0.label, wavelength: $0.wavelength,
          isTemperature: $0.quantity == .temperature, input: source.name, plainName: $0.name)
      }
    }
    return FeatureBands(
      bands, inputs: zip(scene.inputs, opened).map { ($0.name, $1.declared.sensor) },
      title: scene.name)
  }

  // MARK: a choice among all

  /// Bands of the scene in the order in which they are named; the others
  /// stay for masks where these need them.
  private func choose(_ words: [String], of union: BandStack) throws -> BandStack {
    let known = FeatureBands(union)
    let chosen = try words.map { word in
      guard let plane = known.plane(of: word) else {
        throw Failure.usage(
          "'\(scene.name)' has no band '\(word)'" + known.hint(for: word) + "; \(known.listing)")
      }
      return plane
    }
    guard Set(chosen).count == chosen.count else {
      throw Failure.usage("a band is named twice in '\(words.joined(separator: ", "))'")
    }
    let planes = FeatureBands(union, planes: union.planes)
    let masked = Set(try scene.masks.spectral.flatMap { try $0.bands(among: planes) })
    var out = union
    out.bands = chosen.map { union.bands[$0] }
    let left = union.bands.indices.filter { !chosen.contains($0) }.map { union.bands[$0] }
    out.maskBands = (left + union.maskBands).filter { masked.contains($0.name) }
    return out
  }
}
