import Ensembles
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Clusterers
@testable import Encoders
@testable import Fitting
@testable import Learning

/// What holds for every encoder and clusterer there is.
@Suite struct MethodTests {
  static let samples = Fits.image(6, 3000, noise: [0.1, 0.2, 0.1, 0.3, 0.1, 0.2])
  static let encoders = EncoderMethod.all.map(\.name)
  static let clusterers = ClustererMethod.all.map(\.name)

  /// Settings with which training is short.
  static func quick(_ encoder: String) -> [String: ParameterValue] {
    switch encoder {
    case "autoencoder", "stacked-autoencoder":
      ["epochs": .integer(2), "hidden": .integers([8])]
    case "nagar2024": ["epochs": .integers([1, 1, 1])]
    default: [:]
    }
  }

  static func recipe(_ encoder: String, _ clusterer: String) -> Recipe {
    Recipe(
      scaling: .zScore, encoder: encoder, encoderParameters: quick(encoder),
      filter: BilateralSettings(), clusterer: clusterer,
      clustererParameters: clusterer == "k-means" ? ["restarts": .integer(2)] : [:], units: 5)
  }

  static func fit(
    _ recipe: Recipe, workers: Int = 1, seed: UInt64 = 3
  ) throws -> ClassifierFit {
    let context = FitContext(seed: seed, workers: Workers(workers))
    let encoding = try recipe.fitEncoding(samples, extremes: [], context: context)
    let codes = encoding.encoder.encode(
      encoding.scaler.apply(samples.values), workers: context.workers)
    return try recipe.fitClusters(encoding, codes: codes, values: samples.values, context: context)
  }

  static func bytes(_ fit: ClassifierFit, _ recipe: Recipe) throws -> [UInt8] {
    Array(try model(fit, recipe).serialized())
  }

  static func model(_ fit: ClassifierFit, _ recipe: Recipe) -> ModelFile {
    let bands = (0..<6).map {
      ModelDescription.Band(name: "b\($0)", quantity: "reflectance", wavelength: Double($0) * 0.1)
    }
    return ModelFile(
      description: ModelDescription(
        faciesVersion: "1.2.3", scene: "s", product: "p", sensor: "", level: "L2", bands: bands,
        recipe: recipe, unitOfCluster: fit.classifier.unitOfCluster,
        unitNames: (1...5).map { "Unit \($0)" },
        smoothing: .majority(window: 5, keepCentre: true), seed: .max, samples: 3000, cpu: "plain"),
      classifier: fit.classifier)
  }

  @Test(arguments: encoders, clusterers)
  func workersAndRepetitionDoNotMatter(_ encoder: String, _ clusterer: String) throws {
    let recipe = Self.recipe(encoder, clusterer)
    let first = try Self.bytes(Self.fit(recipe), recipe)
    for workers in [1, 2, 5] {
      #expect(try Self.bytes(Self.fit(recipe, workers: workers), recipe) == first, "\(workers)")
    }
  }

  /// A model that was saved and read back labels as the fit did.
  @Test(arguments: encoders, clusterers)
  func modelsComeBack(_ encoder: String, _ clusterer: String) throws {
    let recipe = Self.recipe(encoder, clusterer)
    let fit = try Self.fit(recipe)
    let model = Self.model(fit, recipe)
    let bytes = try model.serialized()
    let back = try ModelFile(data: bytes, name: "m")
    #expect(back.description == model.description)
    #expect(back.classifier.filter == model.classifier.filter)
    #expect(try back.serialized() == bytes)
    let codes = back.classifier.encoder.encode(
      back.classifier.scaler.apply(Self.samples.values), workers: Workers(2))
    #expect(codes.values == fit.codes.values)
    let (one, two) = (label(model.classifier, fit.codes), label(back.classifier, codes))
    #expect(one.units == two.units && one.confidence == two.confidence)
    #expect(one.units.map(Int.init) == fit.labels.map { model.classifier.unitOfCluster[Int($0)] })
  }

  /// Codes of a pixel are the same alone and among others.
  @Test(arguments: encoders) func chunksDoNotMatter(_ encoder: String) throws {
    let fit = try Self.fit(Self.recipe(encoder, "k-means"))
    let scaled = fit.classifier.scaler.apply(Self.samples.values)
    for start in [0, 16, 240, 512, 2976] {
      let part = scaled.gathering(Array(start..<start + 24))
      let codes = fit.classifier.encoder.encode(part)
      for unit in 0..<codes.features {
        for index in 0..<24 { #expect(codes[unit, index] == fit.codes[unit, start + index]) }
      }
    }
  }

  /// Directions on a line are only two, so spherical k-means has no part here.
  @Test(arguments: clusterers.filter { $0 != "spherical-k-means" })
  func oneFeature(_ clusterer: String) throws {
    let (codes, truth) = Fits.blobs(200, features: 1, k: 3)
    let step = try Fits.clusterer(clusterer, codes, 3).step
    #expect(samePartition(Fits.assign(step, codes).labels, truth))
  }
}
