import Clusterers
import Documents
import Fitting
import Foundation
import Settings

extension SurveyFile {
  /// A survey as a file that `read` brings back: what differs from the standard
  /// settings.
  package static func text(_ survey: Survey) -> String {
    var plain = Survey(name: survey.name, input: survey.input)
    var lines = ["name: \(YAMLText.quoted(survey.name))", "survey: \(list(survey.paths))"]
    func add(_ key: String, _ value: String?) {
      if let value { lines.append("\(key): \(value)") }
    }
    if let preset = survey.preset {
      plain.apply(preset)
      add("preset", preset.rawValue)
    }
    add("image", survey.image.map(YAMLText.quoted))
    add("bands", survey.bandNames.map(list))
    add("catalogue", survey.catalogue.map(catalogue))
    add("detection", mapping(detection(survey.detection), detection(plain.detection)))
    add("cutouts", mapping(cutouts(survey.cutouts), cutouts(plain.cutouts)))
    if survey.model == nil {
      add("view", mapping(view(survey.view), view(plain.view)))
      add("encoder", encoder(survey.encoder, usual: plain.encoder))
      add("reduction", mapping(reduction(survey.reduction), reduction(plain.reduction)))
      add("vote", mapping(vote(survey.vote), vote(plain.vote)))
    } else if let weights = survey.encoder.weights {
      add("encoder", "{method: pretrained, weights: \(YAMLText.quoted(weights))}")
    }
    add("measurements", measurements(survey.measurements))
    add("classes", survey.classes.map(YAMLText.quoted))
    add("model", survey.model.map(YAMLText.quoted))
    add("title", survey.title.map(YAMLText.quoted))
    add("credit", survey.credit.map(YAMLText.quoted))
    if survey.seed != plain.seed { add("seed", "\(survey.seed)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private typealias Entries = [(key: String, value: String)]

  private static func list(_ texts: [String]) -> String {
    texts.count == 1
      ? YAMLText.quoted(texts[0])
      : "[" + texts.map(YAMLText.quoted).joined(separator: ", ") + "]"
  }

  /// What differs from the usual; nil where nothing does.
  private static func mapping(_ entries: Entries, _ usual: Entries) -> String? {
    let known = Dictionary(usual.map { ($0.key, $0.value) }, uniquingKeysWith: { a, _ in a })
    let other = entries.filter { known[$0.key] != $0.value }
    guard !other.isEmpty else { return nil }
    return "{" + other.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private static func catalogue(_ catalogue: Survey.Catalogue) -> String {
    var entries: Entries = [("path", YAMLText.quoted(catalogue.path))]
    if !catalogue.columns.isEmpty {
      let columns = catalogue.columns.sorted { $0.key < $1.key }
        .map { "\($0.key): \(YAMLText.quoted($0.value))" }
      entries.append(("columns", "{" + columns.joined(separator: ", ") + "}"))
    }
    if catalogue.raInHours { entries.append(("ra-hours", "true")) }
    if let origin = catalogue.pixelOrigin { entries.append(("pixel-origin", "\(origin)")) }
    return mapping(entries, []) ?? ""
  }

  private static func detection(_ own: DetectionSettings) -> Entries {
    [
      ("threshold", "\(own.threshold)"), ("min-area", "\(own.leastArea)"), ("mesh", "\(own.mesh)"),
      ("mesh-filter", "\(own.meshFilter)"), ("deblend-levels", "\(own.deblendLevels)"),
      ("deblend-contrast", "\(own.deblendContrast)"), ("clean", "\(own.clean)"),
      ("smooth", "\(own.smooths)"), ("band", "\(own.band)"),
    ]
  }

  private static func cutouts(_ own: Survey.Cutouts) -> Entries {
    (own.size.map { [("size", "\($0)")] } ?? []) + [("mask-neighbours", "\(own.masksNeighbours)")]
  }

  private static func view(_ own: Survey.View) -> Entries {
    var out: Entries = own.side.map { [("side", "\($0)")] } ?? []
    if let crop = own.crop { out.append(("crop", "\(crop)")) }
    out += [("stretch", own.stretch.rawValue), ("polar", own.polar.rawValue)]
    if let bands = own.pictureBands {
      out.append(("picture-bands", "[" + bands.map(String.init).joined(separator: ", ") + "]"))
    }
    return out
  }

  private static func encoder(_ own: Survey.Encoder, usual: Survey.Encoder) -> String? {
    guard own != usual else { return nil }
    var out: Entries = [("method", own.method.rawValue)]
    out.append(("symmetry", own.isSymmetric ? "dihedral" : "none"))
    out += own.method.keys.map { ($0.name, $0.text(own)) }
    return mapping(out, [])
  }

  private static func reduction(_ own: Survey.Reduction) -> Entries {
    var out: Entries = []
    switch own.components {
    case .count(let count): out.append(("components", "\(count)"))
    case .share(let share): out.append(("components", "\(share)"))
    case .jump: out.append(("components", "jump"))
    case nil: break
    }
    if let whitening = own.whitening { out.append(("whiten", whitening.rawValue)) }
    if let isUnit = own.isUnitLength { out.append(("unit-length", "\(isUnit)")) }
    return out
  }

  private static func vote(_ own: VoteRequest) -> Entries {
    var out: Entries = own.groups.map { [("groups", "\($0)")] } ?? []
    if let alignment = own.alignment { out.append(("align", alignment.rawValue)) }
    if let threshold = own.birchThreshold { out.append(("birch-threshold", "\(threshold)")) }
    return out + [
      ("members", list(own.members)), ("rule", own.rule.text),
      ("completion", own.completion.rawValue),
      ("fit-samples", "\(own.fitSamples)"), ("bootstraps", "\(own.bootstraps)"),
      ("birch-branching", "\(own.birchBranching)"),
    ]
  }

  private static func measurements(_ own: Survey.Measurements?) -> String? {
    guard let own else { return "false" }
    var out: Entries = [("sersic", "\(own.fitsSersic)")]
    if let gain = own.gain { out.append(("gain", "\(gain)")) }
    if let psf = own.pointSpread { out.append(("psf", YAMLText.quoted(psf))) }
    return mapping(out, [("sersic", "true")])
  }
}

extension Survey {
  /// Files or the folder that is read.
  package var paths: [String] {
    switch input {
    case .images(let paths): paths
    case .folder(let path), .stack(let path): [path]
    }
  }
}
