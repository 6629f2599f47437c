extension Scene {
  /// The scene with every path that it names changed; a style's name is no path.
  package func changingPaths(_ change: (String) -> String) -> Scene {
    var scene = self
    scene.input.paths = input.paths.map(change)
    for index in scene.inputs.indices {
      scene.inputs[index].kind = Self.changing(inputs[index].kind, change)
    }
    if let style, style.contains("/") || style.hasSuffix(".yaml") || style.hasSuffix(".yml") {
      scene.style = change(style)
    }
    scene.relabel = relabel.map(change)
    scene.colours = colours.map(change)
    scene.terrain = terrain.map(change)
    scene.library = library.map(change)
    for index in scene.masks.areas.indices {
      scene.masks.areas[index].path = change(masks.areas[index].path)
    }
    if let known { scene.known?.labels.path = change(known.labels.path) }
    if let reference { scene.reference?.path = change(reference.path) }
    if case .polygons(let path, let layer)? = region {
      scene.region = .polygons(path: change(path), layer: layer)
    }
    return scene
  }

  private static func changing(_ kind: Source.Kind, _ change: (String) -> String) -> Source.Kind {
    switch kind {
    case .product(var input, let bands, let masks):
      input.paths = input.paths.map(change)
      return .product(input, bands: bands, masks: masks)
    case .terrain(let path, let derive): return .terrain(path: change(path), derive: derive)
    }
  }
}

extension Survey {
  /// The survey with every path that it names changed.
  package func changingPaths(_ change: (String) -> String) -> Survey {
    var survey = self
    switch input {
    case .images(let paths): survey.input = .images(paths.map(change))
    case .folder(let path): survey.input = .folder(change(path))
    case .stack(let path): survey.input = .stack(change(path))
    }
    if let catalogue { survey.catalogue?.path = change(catalogue.path) }
    survey.encoder.weights = encoder.weights.map(change)
    survey.measurements?.pointSpread = measurements?.pointSpread.map(change)
    survey.classes = classes.map(change)
    survey.model = model.map(change)
    return survey
  }
}
