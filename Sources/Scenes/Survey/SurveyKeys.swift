import Clusterers
import Documents
import Fitting
import Foundation
import Rasters
import Settings

/// The keys of a survey file that hold several.
enum SurveyKeys {
  static func catalogue(_ value: YAMLValue, folder: URL) throws -> Survey.Catalogue {
    guard value.isMapping else {
      return Survey.Catalogue(path: SceneFile.resolve(try value.string("catalogue"), in: folder))
    }
    let entries = try value.mapping(
      "catalogue", known: CatalogueSettings.all.keys(below: "catalogue"))
    guard let path = entries["path"] else { throw value.error("catalogue has no 'path'") }
    var catalogue = Survey.Catalogue(
      path: SceneFile.resolve(try path.string("path"), in: folder))
    if let columns = entries["columns"] {
      for (key, _, name) in try columns.entries(
        "columns", known: CatalogueSettings.all.keys(below: "catalogue.columns"))
      {
        catalogue.columns[key] = try name.string(key)
      }
    }
    catalogue.raInHours =
      try entries["ra-hours"]?.read(CatalogueSettings.raInHours)
      ?? catalogue.raInHours
    catalogue.pixelOrigin =
      try entries["pixel-origin"]?.read(CatalogueSettings.pixelOrigin)
      ?? catalogue.pixelOrigin
    return catalogue
  }

  static func detection(_ value: YAMLValue) throws -> DetectionSettings {
    let entries = try value.mapping(
      "detection", known: DetectionSettings.all.keys(below: "detection"))
    var out = DetectionSettings()
    func take<Value>(
      _ setting: Setting<Value>, _ place: WritableKeyPath<DetectionSettings, Value>,
      _ read: (YAMLValue, Setting<Value>) throws -> Value
    ) throws {
      if let entry = entries[setting.name.leaf] { out[keyPath: place] = try read(entry, setting) }
    }
    func whole(_ value: YAMLValue, _ setting: Setting<Int>) throws -> Int {
      try value.read(setting)
    }
    func real(_ value: YAMLValue, _ setting: Setting<Double>) throws -> Double {
      try value.read(setting)
    }
    try take(DetectionSettings.threshold, \.threshold, real)
    try take(DetectionSettings.leastArea, \.leastArea, whole)
    try take(DetectionSettings.mesh, \.mesh, whole)
    try take(DetectionSettings.meshFilter, \.meshFilter, whole)
    try take(DetectionSettings.deblendLevels, \.deblendLevels, whole)
    try take(DetectionSettings.deblendContrast, \.deblendContrast, real)
    try take(DetectionSettings.clean, \.clean, real)
    try take(DetectionSettings.smooths, \.smooths) { try $0.read($1) }
    try take(DetectionSettings.band, \.band, whole)
    return out
  }

  static func cutouts(_ value: YAMLValue) throws -> Survey.Cutouts {
    let entries = try value.mapping("cutouts", known: SurveySettings.all.keys(below: "cutouts"))
    var out = Survey.Cutouts()
    out.size = try entries["size"]?.read(SurveySettings.size)
    out.masksNeighbours =
      try entries["mask-neighbours"]?.read(SurveySettings.masksNeighbours) ?? out.masksNeighbours
    return out
  }

  static func view(_ value: YAMLValue, base: Survey.View) throws -> Survey.View {
    let entries = try value.mapping("view", known: SurveySettings.all.keys(below: "view"))
    var out = base
    out.side = try entries["side"]?.read(SurveySettings.side) ?? base.side
    out.crop = try entries["crop"]?.read(SurveySettings.crop) ?? base.crop
    out.stretch = try entries["stretch"]?.read(SurveySettings.stretch) ?? base.stretch
    out.polar = try entries["polar"]?.read(SurveySettings.polar) ?? base.polar
    out.pictureBands =
      try entries["picture-bands"]?.read(SurveySettings.pictureBands) ?? base.pictureBands
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
    let keys = out.method.keys
    let entries = try value.mapping(
      "encoder \(out.method.rawValue)", known: ["method", "symmetry"] + keys.map(\.name))
    if let symmetry = entries["symmetry"] {
      out.isSymmetric = try symmetry.read(SurveySettings.symmetry) == .dihedral
    }
    if out.method == .pretrained, entries["weights"] == nil {
      throw value.error("encoder pretrained has no 'weights'")
    }
    for key in keys {
      if let entry = entries[key.name] { try key.read(entry, folder, &out) }
    }
    return out
  }

  static func reduction(
    _ value: YAMLValue, base: Survey.Reduction
  ) throws -> Survey.Reduction {
    let entries = try value.mapping(
      "reduction", known: SurveySettings.all.keys(below: "reduction"))
    var out = base
    out.whitening = try entries["whiten"]?.read(SurveySettings.whitening) ?? out.whitening
    out.isUnitLength =
      try entries["unit-length"]?.read(SurveySettings.unitLength) ?? out.isUnitLength
    out.components = try entries["components"].map(components) ?? out.components
    return out
  }

  private static func components(_ value: YAMLValue) throws -> Survey.Reduction.Components {
    if (try? value.string("components")) == "jump" { return .jump }
    return try value.checked(
      value.plainInteger.map { .count($0) } ?? .share(value.number("components")),
      SurveySettings.components)
  }

  static func vote(_ value: YAMLValue, base: VoteRequest) throws -> VoteRequest {
    let entries = try value.mapping("vote", known: VoteRequest.settings.keys(below: "vote"))
    var out = base
    out.groups = try entries["groups"]?.read(VoteRequest.groups) ?? base.groups
    out.members = try entries["members"]?.strings("members") ?? out.members
    if let rule = entries["rule"] {
      let word = try rule.string("rule")
      do { out.rule = try VotingRule(word) } catch let error as Failure { throw rule.error(error) }
    }
    out.alignment = try entries["align"]?.read(VoteRequest.alignment) ?? out.alignment
    out.completion = try entries["completion"]?.read(VoteRequest.completion) ?? out.completion
    out.bootstraps = try entries["bootstraps"]?.read(VoteRequest.bootstraps) ?? base.bootstraps
    out.birchThreshold =
      try entries["birch-threshold"]?.read(VoteRequest.birchThreshold) ?? out.birchThreshold
    out.birchBranching =
      try entries["birch-branching"]?.read(VoteRequest.birchBranching) ?? out.birchBranching
    out.fitSamples = try entries["fit-samples"]?.read(VoteRequest.fitSamples) ?? out.fitSamples
    return out
  }

  /// `false`, or `{sersic: false, gain: 2.5, psf: psf.fits}`.
  static func measurements(_ value: YAMLValue, folder: URL) throws -> Survey.Measurements? {
    if let flag = value.plainFlag { return flag ? Survey.Measurements() : nil }
    let entries = try value.mapping(
      "measurements", known: SurveySettings.all.keys(below: "measurements"))
    var out = Survey.Measurements()
    out.fitsSersic = try entries["sersic"]?.read(SurveySettings.sersic) ?? out.fitsSersic
    out.gain = try entries["gain"]?.read(SurveySettings.gain)
    out.pointSpread = try entries["psf"].map {
      SceneFile.resolve(try $0.string("psf"), in: folder)
    }
    return out
  }
}
