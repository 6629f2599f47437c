import ArgumentParser
import FaciesKit

/// What sees cutouts.
enum EncoderName: String, ExpressibleByArgument, CaseIterable {
  case pixels, autoencoder, pretrained

  var method: Survey.Encoder.Method {
    switch self {
    case .pixels: .pixels
    case .autoencoder: .autoencoder
    case .pretrained: .pretrained
    }
  }
}

/// How far components are made equally wide.
enum WhiteningName: String, ExpressibleByArgument, CaseIterable {
  case none, half, full

  var whitening: Survey.Reduction.Whitening {
    switch self {
    case .none: .none
    case .half: .half
    case .full: .full
    }
  }
}

/// Ways of surveys that were published.
enum PresetName: String, ExpressibleByArgument, CaseIterable {
  case fang2025

  var preset: Survey.Preset {
    switch self {
    case .fang2025: .fang2025
    }
  }
}

/// What may be changed about a survey on the command line.
struct SurveyOptions: ParsableArguments {
  @Option(help: "Sources: CSV, FITS table, VOTable or GeoPackage (default: they are detected).")
  var catalog: String?
  @Option(help: "Detection: deviations above the background (default: 1.5).")
  var threshold: Double?
  @Option(
    help:
      "Pixels along a side of the cutouts (default: what holds most sources; 64 with a catalogue)."
  )
  var size: Int?
  @Option(help: "A way that was published: fang2025.") var preset: PresetName?
  @Option(help: "What sees the cutouts: pixels, autoencoder or pretrained (default: autoencoder).")
  var encoder: EncoderName?
  @Option(help: "The file of a pretrained network; see facies weights.") var weights: String?
  @Option(help: "Groups to look for (default: 20, fewer where objects are few).") var groups: Int?
  @Option(help: "Names of the groups: classes.yaml of an earlier run, edited.")
  var classes: String?
  @Option(help: "Code and group by the model of an earlier survey; nothing is fitted.")
  var apply: String?
  @Flag(help: "Group only: no shapes are measured.") var noMeasurements = false

  /// Names of those that are given.
  var given: [String] {
    [
      catalog.map { _ in "--catalog" }, threshold.map { _ in "--threshold" },
      size.map { _ in "--size" }, preset.map { _ in "--preset" }, encoder.map { _ in "--encoder" },
      weights.map { _ in "--weights" }, groups.map { _ in "--groups" },
      classes.map { _ in "--classes" }, apply.map { _ in "--apply" },
      noMeasurements ? "--no-measurements" : nil,
    ].compactMap { $0 }
  }

  func apply(to survey: inout Survey) throws {
    if let preset { survey.apply(preset.preset) }
    if let catalog { survey.catalogue = Survey.Catalogue(path: catalog) }
    if let threshold {
      guard threshold >= 0.01, threshold <= 1e6 else {
        throw Failure.usage("--threshold is \(threshold), must be from 0.01 to 1e6")
      }
      survey.detection.threshold = threshold
    }
    if let size {
      guard (8...4096).contains(size) else {
        throw Failure.usage("--size is \(size), must be from 8 to 4096")
      }
      survey.cutouts.size = size
    }
    if let encoder { survey.encoder.method = encoder.method }
    if let apply {
      if let option = [
        groups.map { _ in "--groups" }, encoder.map { _ in "--encoder" },
        preset.map { _ in "--preset" },
      ].compactMap({ $0 }).first {
        throw Failure.usage("\(option) says what is fitted, --apply takes a model that is")
      }
      survey.model = apply
    }
    if let weights {
      if let encoder, encoder != .pretrained {
        throw Failure.usage(
          "--weights goes with --encoder pretrained, not with --encoder \(encoder.rawValue)")
      }
      survey.encoder.weights = weights
      survey.encoder.method = .pretrained
    }
    if survey.encoder.method == .pretrained, survey.encoder.weights == nil {
      throw Failure.usage("--encoder pretrained needs --weights FILE; see facies weights")
    }
    if let groups {
      guard (2...1000).contains(groups) else {
        throw Failure.usage("--groups is \(groups), must be from 2 to 1000")
      }
      survey.vote.groups = groups
    }
    if let classes { survey.classes = classes }
    if noMeasurements { survey.measurements = nil }
  }
}
