import Documents
import Foundation
import Rasters

/// The keys of a survey file that hold several.
enum SurveyKeys {
  static func catalogue(_ value: YAMLValue, folder: URL) throws -> Survey.Catalogue {
    guard value.isMapping else {
      return Survey.Catalogue(path: SceneFile.resolve(try value.string("catalogue"), in: folder))
    }
    let entries = try value.mapping(
      "catalogue", known: ["path", "columns", "ra-hours", "pixel-origin"])
    guard let path = entries["path"] else { throw value.error("catalogue has no 'path'") }
    var catalogue = Survey.Catalogue(
      path: SceneFile.resolve(try path.string("path"), in: folder))
    if let columns = entries["columns"] {
      for (key, _, name) in try columns.entries("columns", known: ["id", "ra", "dec", "x", "y"]) {
        catalogue.columns[key] = try name.string(key)
      }
    }
    catalogue.raInHours = try entries["ra-hours"]?.flag("ra-hours") ?? false
    catalogue.pixelOrigin = try entries["pixel-origin"]?.integer("pixel-origin", in: 0...1) ?? 1
    return catalogue
  }

  static func detection(_ value: YAMLValue) throws -> Survey.Detection {
    let entries = try value.mapping(
      "detection",
      known: [
        "threshold", "min-area", "mesh", "mesh-filter", "deblend-levels", "deblend-contrast",
        "clean", "smooth", "band",
      ])
    var out = Survey.Detection()
    func whole(_ name: String, _ range: ClosedRange<Int>, _ usual: Int) throws -> Int {
      try entries[name]?.integer(name, in: range) ?? usual
    }
    func real(_ name: String, _ range: ClosedRange<Double>, _ usual: Double) throws -> Double {
      try entries[name].map { try number($0, name, in: range) } ?? usual
    }
    out.threshold = try real("threshold", 0.01...1e6, out.threshold)
    out.leastArea = try whole("min-area", 1...1_000_000, out.leastArea)
    out.mesh = try whole("mesh", 8...4096, out.mesh)
    out.meshFilter = try whole("mesh-filter", 1...25, out.meshFilter)
    out.deblendLevels = try whole("deblend-levels", 1...64, out.deblendLevels)
    out.deblendContrast = try real("deblend-contrast", 0...1, out.deblendContrast)
    out.clean = try real("clean", 0...10, out.clean)
    out.smooths = try entries["smooth"]?.flag("smooth") ?? out.smooths
    out.band = try whole("band", 1...1000, out.band)
    return out
  }

  static func cutouts(_ value: YAMLValue) throws -> Survey.Cutouts {
    let entries = try value.mapping("cutouts", known: ["size", "mask-neighbours"])
    var out = Survey.Cutouts()
    out.size = try entries["size"]?.integer("size", in: 8...4096)
    out.masksNeighbours =
      try entries["mask-neighbours"]?.flag("mask-neighbours") ?? out.masksNeighbours
    return out
  }

  static func view(_ value: YAMLValue, base: Survey.View) throws -> Survey.View {
    let entries = try value.mapping(
      "view", known: ["side", "crop", "stretch", "polar", "picture-bands"])
    var out = base
    out.side = try entries["side"]?.integer("side", in: 8...512) ?? base.side
    if let crop = entries["crop"] { out.crop = try number(crop, "crop", in: 0.05...1) }
    if let stretch = entries["stretch"] {
      out.stretch = try stretch.choice("stretch", of: Survey.View.stretches)
    }
    if let polar = entries["polar"] {
      let word = try polar.choice("polar", of: Survey.Polar.allCases.map(\.rawValue))
      out.polar = Survey.Polar(rawValue: word) ?? .none
    }
    if let bands = entries["picture-bands"] {
      let list = bands.isList ? try bands.list("picture-bands") : [bands]
      guard list.count == 1 || list.count == 3 else {
        throw bands.error("picture-bands must be one band or three, not \(list.count)")
      }
      out.pictureBands = try list.map { try $0.integer("each of picture-bands", in: 1...1000) }
    }
    return out
  }

  static func encoder(
    _ value: YAMLValue, base: Survey.Encoder, folder: URL
  ) throws -> Survey.Encoder {
    let methods = Survey.Encoder.Method.allCases.map(\.rawValue)
    var out = base
    func choose(_ value: YAMLValue) throws {
      out.method =
        Survey.Encoder.Method(rawValue: try value.choice("encoder", of: methods)) ?? out.method
    }
    guard value.isMapping else {
      try choose(value)
      guard out.method != .pretrained else {
        throw value.error(
          "encoder pretrained needs its 'weights': {method: pretrained, weights: …}")
      }
      return out
    }
    guard let method = try value.entries("encoder").first(where: { $0.key == "method" })?.value
    else { throw value.error("encoder has no 'method'") }
    try choose(method)
    let entries = try value.mapping(
      "encoder \(out.method.rawValue)", known: ["method", "symmetry"] + own(out.method))
    if let symmetry = entries["symmetry"] {
      out.isSymmetric = try symmetry.choice("symmetry", of: ["none", "dihedral"]) == "dihedral"
    }
    if let weights = entries["weights"] {
      out.weights = SceneFile.resolve(try weights.string("weights"), in: folder)
    } else if out.method == .pretrained {
      throw value.error("encoder pretrained has no 'weights'")
    }
    if let features = entries["features"] {
      out.features = try features.choice("features", of: ["moments", "head"])
    }
    if let crops = entries["crops"] {
      let items = crops.isList ? try crops.list("crops") : [crops]
      guard (1...8).contains(items.count) else {
        throw crops.error("crops must hold 1 to 8 shares, not \(items.count)")
      }
      out.crops = try items.map { try number($0, "each of crops", in: 0.05...1) }
    }
    out.latent = try entries["latent"]?.integer("latent", in: 1...4096) ?? out.latent
    out.epochs = try entries["epochs"]?.integer("epochs", in: 1...10_000) ?? out.epochs
    out.writesDenoised = try entries["denoised"]?.flag("denoised") ?? out.writesDenoised
    if let noise = entries["noise"] { out.noise = try number(noise, "noise", in: 0...1) }
    out.sample = try entries["sample"]?.integer("sample", in: 16...1_000_000) ?? out.sample
    return out
  }

  private static func own(_ method: Survey.Encoder.Method) -> [String] {
    switch method {
    case .pixels: []
    case .autoencoder: ["latent", "epochs", "sample", "noise", "denoised"]
    case .pretrained: ["weights", "features", "crops"]
    }
  }

  static func reduction(
    _ value: YAMLValue, base: Survey.Reduction
  ) throws -> Survey.Reduction {
    let entries = try value.mapping("reduction", known: ["components", "whiten", "unit-length"])
    var out = base
    if let whiten = entries["whiten"] {
      let word = try whiten.choice(
        "whiten", of: Survey.Reduction.Whitening.allCases.map(\.rawValue))
      out.whitening = Survey.Reduction.Whitening(rawValue: word)
    }
    out.isUnitLength = try entries["unit-length"]?.flag("unit-length") ?? out.isUnitLength
    guard let components = entries["components"] else { return out }
    if (try? components.string("components")) == "jump" {
      out.components = .jump
    } else if components.plainInteger != nil {
      out.components = .count(try components.integer("components", in: 1...4096))
    } else {
      let share = try number(components, "components", in: 0.01...0.9999)
      out.components = .share(share)
    }
    return out
  }

  static func vote(_ value: YAMLValue, base: Survey.Vote) throws -> Survey.Vote {
    let entries = try value.mapping(
      "vote",
      known: [
        "groups", "members", "rule", "align", "completion", "fit-samples", "bootstraps",
        "birch-threshold", "birch-branching",
      ])
    var out = base
    out.groups = try entries["groups"]?.integer("groups", in: 2...1000) ?? base.groups
    out.members = try entries["members"]?.strings("members") ?? out.members
    out.rule = try entries["rule"]?.string("rule") ?? out.rule
    if let align = entries["align"] {
      out.alignment = try align.choice("align", of: ["assignment", "majority"])
    }
    if let completion = entries["completion"] {
      out.completion = try completion.choice("completion", of: Survey.Vote.completions)
    }
    out.bootstraps =
      try entries["bootstraps"]?.integer("bootstraps", in: 0...100) ?? base.bootstraps
    if let threshold = entries["birch-threshold"] {
      out.birchThreshold = try number(threshold, "birch-threshold", in: 0...1e9)
    }
    out.birchBranching =
      try entries["birch-branching"]?.integer("birch-branching", in: 2...10_000)
      ?? out.birchBranching
    out.fitSamples =
      try entries["fit-samples"]?.integer("fit-samples", in: 2...200_000) ?? out.fitSamples
    return out
  }

  /// `false`, or `{sersic: false, gain: 2.5, psf: psf.fits}`.
  static func measurements(_ value: YAMLValue, folder: URL) throws -> Survey.Measurements? {
    if let flag = value.plainFlag { return flag ? Survey.Measurements() : nil }
    let entries = try value.mapping("measurements", known: ["sersic", "gain", "psf"])
    var out = Survey.Measurements()
    out.fitsSersic = try entries["sersic"]?.flag("sersic") ?? out.fitsSersic
    out.gain = try entries["gain"].map { try number($0, "gain", in: 1e-9...1e12) }
    out.pointSpread = try entries["psf"].map {
      SceneFile.resolve(try $0.string("psf"), in: folder)
    }
    return out
  }

  private static func number(
    _ value: YAMLValue, _ name: String, in range: ClosedRange<Double>
  ) throws -> Double {
    let number = try value.number(name)
    guard range.contains(number) else {
      throw value.error(
        "\(name) is \(number), must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

extension Survey.View {
  package static let stretches = ["sky", "asinh", "log", "linear", "percentile", "zscale"]
}

extension Survey.Vote {
  package static let completions = ["none", "knn", "softmax"]
}
