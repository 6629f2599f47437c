import Clusterers
import Encoders
import Ensembles
package import Features
package import Fitting
package import Foundation
package import Rasters
import Supervised
import Tensors

/// What a model file says about itself, beside its tensors.
package struct ModelDescription: Codable, Sendable, Equatable {
  package struct Band: Codable, Sendable, Equatable {
    package var name: String
    package var quantity: String
    /// Micrometres.
    package var wavelength: Double?

    package init(name: String, quantity: String, wavelength: Double?) {
      self.name = name
      self.quantity = quantity
      self.wavelength = wavelength
    }
  }

  package struct Filter: Codable, Sendable, Equatable {
    package var radius: Int
    package var bandwidth: Double
    package var passes: Int
  }

  /// Counts up when older programs can no longer read what is written.
  package static let newestFormat = 3

  /// 1 where bands are learnt from as they are, 2 where ``features`` are, 3
  /// where codes are whitened or labels smoothed otherwise than by their
  /// majority.
  package var format: Int
  package var faciesVersion: String
  /// The scene that it was fitted to.
  package var scene: String
  package var product: String
  package var sensor: String
  package var level: String
  package var bands: [Band]
  /// What is learnt from; nil for the bands themselves.
  package var features: [FeatureDefinition]?
  package var scaling: String
  package var encoder: String
  package var encoderParameters: [String: ParameterValue]
  /// Whether codes are brought to unit covariance; nil for no.
  package var whitening: Bool?
  /// See ``Classifier/deviation``.
  package var deviation: Double?
  package var filter: Filter?
  package var clusterer: String
  package var clustererParameters: [String: ParameterValue]
  package var unitOfCluster: [Int]
  package var unitNames: [String]
  /// Colours of the units in their order, as "#rrggbb"; nil in older models.
  package var unitColours: [RGB]?
  /// Which units are most alike; nil where two clusters are one unit, and in
  /// older models.
  package var tree: UnitTree?
  package var smoothing: Smoothing?
  /// What makes log probabilities of the clusterer's logits, where the smoothing does not say it.
  package var logitScale: Double?
  package var seed: UInt64
  package var samples: Int
  package var cpu: String

  package init(
    faciesVersion: String, scene: String, product: String, sensor: String, level: String,
    bands: [Band], features: [FeatureDefinition]? = nil, recipe: Recipe, unitOfCluster: [Int],
    unitNames: [String], unitColours: [RGB]? = nil, tree: UnitTree? = nil,
    smoothing: Smoothing?, logitScale: Double? = nil, deviation: Double? = nil, seed: UInt64,
    samples: Int, cpu: String
  ) {
    format = Self.format(features, recipe, smoothing)
    self.faciesVersion = faciesVersion
    self.scene = scene
    self.product = product
    self.sensor = sensor
    self.level = level
    self.bands = bands
    self.features = features
    scaling = recipe.scaling.rawValue
    encoder = recipe.encoder
    encoderParameters = recipe.encoderParameters
    whitening = recipe.whitening ? true : nil
    self.deviation = deviation
    filter = recipe.filter.map {
      Filter(radius: $0.radius, bandwidth: $0.bandwidth, passes: $0.passes)
    }
    clusterer = recipe.clusterer
    clustererParameters = recipe.clustererParameters
    self.unitOfCluster = unitOfCluster
    self.unitNames = unitNames
    self.unitColours = unitColours
    self.tree = tree
    self.smoothing = smoothing
    self.logitScale = logitScale
    self.seed = seed
    self.samples = samples
    self.cpu = cpu
  }
}

extension ModelDescription {
  private static func format(
    _ features: [FeatureDefinition]?, _ recipe: Recipe, _ smoothing: Smoothing?
  ) -> Int {
    if recipe.whitening { return 3 }
    if case .mrf = smoothing { return 3 }
    return features == nil ? 1 : 2
  }

  /// How many values of a pixel the classifier takes.
  var inputs: Int { features?.count ?? bands.count }
}

/// A classifier and its description in one safetensors file.
package struct ModelFile: Sendable {
  package var description: ModelDescription
  package var classifier: Classifier

  package init(description: ModelDescription, classifier: Classifier) {
    self.description = description
    self.classifier = classifier
  }

  private static let key = ModelKind.scene.rawValue

  /// What makes log probabilities of the clusterer's logits.
  package func logitScale() throws -> Double {
    if case .mrf(_, let scale) = description.smoothing { return scale }
    if let scale = description.logitScale { return scale }
    throw Failure.usage(
      "no probabilities.tif: the model was saved without what makes probabilities of its "
        + "distances; fit it again (or take 'probabilities' out of outputs)")
  }

  package func serialized() throws -> Data {
    var tensors: [String: Tensor] = [:]
    for (prefix, part) in [
      ("scaler.", classifier.scaler.tensors), ("encoder.", classifier.encoder.tensors),
      ("filter.", classifier.filter?.tensors ?? [:]),
      ("clusterer.", classifier.clusterer.tensors),
    ] {
      for (name, tensor) in part { tensors[prefix + name] = tensor }
    }
    let text = try JSONText.line(description)
    return SafetensorsFile(tensors: tensors, metadata: [Self.key: text]).serialized()
  }

  /// Reads a model back; `name` is what errors call it.
  package init(data: Data, name: String) throws {
    let file = try SafetensorsFile(data: data, name: name)
    guard let text = file.metadata[Self.key] else {
      if let other = ModelKind.words(of: file) {
        throw Failure("'\(name)' is \(other), not the model of a scene")
      }
      throw Failure("'\(name)' is a safetensors file, but not a model that facies has written")
    }
    description = try Self.describe(text, name: name)
    classifier = try Self.restore(description, file.tensors, name: name)
  }

  private struct FormatOnly: Decodable {
    var format: Int
    var faciesVersion: String?
  }

  private static func describe(_ text: String, name: String) throws -> ModelDescription {
    let decoder = JSONDecoder()
    let data = Data(text.utf8)
    guard let head = try? decoder.decode(FormatOnly.self, from: data), head.format > 0 else {
      throw Failure("the description in '\(name)' is damaged")
    }
    guard head.format <= ModelDescription.newestFormat else {
      throw Failure(
        "'\(name)' was written by facies \(head.faciesVersion ?? "?") in model format "
          + "\(head.format); this program reads up to \(ModelDescription.newestFormat)")
    }
    do {
      return try decoder.decode(ModelDescription.self, from: data)
    } catch {
      throw Failure("the description in '\(name)' is damaged: a part is missing or of another kind")
    }
  }

  private static func restore(
    _ d: ModelDescription, _ tensors: [String: Tensor], name: String
  ) throws -> Classifier {
    guard let kind = Scaler.Kind(rawValue: d.scaling),
      let encoderMethod = EncoderMethod.named(d.encoder),
      let clustererMethod = ClustererMethod.ofModel(d.clusterer)
    else {
      throw Failure(
        "'\(name)' uses \(d.scaling), \(d.encoder) and \(d.clusterer), not all of which this "
          + "program has")
    }
    try check(d, name: name)
    let scaler = try Scaler.restore(kind, tensors.under("scaler."), bands: d.inputs)
    let encoder = try restore(encoderMethod, tensors.under("encoder."), d, name: name)
    let clusterer = try clustererMethod.restore(
      tensors.under("clusterer."),
      try Parameters(clustererMethod.parameters, checking: d.clustererParameters, of: name))
    let filter = try d.filter.map { try restore($0, tensors, units: encoder.outputs) }
    let fits =
      encoder.inputs == d.inputs && encoder.outputs > 0 && clusterer.inputs == encoder.outputs
      && d.unitOfCluster.count == clusterer.clusters
      && d.unitOfCluster.allSatisfy { (1...Classifier.mostUnits).contains($0) }
      && d.unitNames.count >= (d.unitOfCluster.max() ?? 0)
    guard fits else { throw Failure("the parts of the model '\(name)' do not fit together") }
    return Classifier(
      scaler: scaler, encoder: encoder, filter: filter, clusterer: clusterer,
      unitOfCluster: d.unitOfCluster, deviation: d.deviation)
  }

  private static func restore(
    _ method: EncoderMethod, _ tensors: [String: Tensor], _ d: ModelDescription, name: String
  ) throws -> any Encoder {
    let parameters = try Parameters(
      method.parameters, checking: d.encoderParameters, of: name)
    guard d.whitening == true else { return try method.restore(tensors, parameters) }
    return try WhitenedEncoder.restore(tensors) { try method.restore($0, parameters) }
  }

  /// What is used later without a further look.
  private static func check(_ d: ModelDescription, name: String) throws {
    guard !d.bands.isEmpty else { throw Failure("the model '\(name)' has no bands") }
    guard d.features?.isEmpty != true else {
      throw Failure("the model '\(name)' has no features")
    }
    guard !d.unitOfCluster.isEmpty else { throw Failure("the model '\(name)' has no units") }
    if let deviation = d.deviation, !(deviation > 0 && deviation.isFinite) {
      throw Failure("the model '\(name)' has the deviation \(deviation)")
    }
    if let scale = d.logitScale, !(scale > 0 && scale <= 1e30) {
      throw Failure("the model '\(name)' has the scale \(scale)")
    }
    if let problem = d.smoothing?.problem {
      throw Failure("the smoothing of the model '\(name)' has the \(problem)")
    }
  }

  private static func restore(
    _ filter: ModelDescription.Filter, _ tensors: [String: Tensor], units: Int
  ) throws -> BilateralFilter {
    guard (1...4).contains(filter.radius), (1...4).contains(filter.passes) else {
      throw Failure("the model's filter has radius \(filter.radius) and \(filter.passes) passes")
    }
    let precision = try tensors.under("filter.").tensor("precision", shape: [units]).floats
    guard precision.allSatisfy({ $0 >= 0 }) else {
      throw Failure("the model's filter has a precision below 0")
    }
    return BilateralFilter(
      settings: BilateralSettings(
        radius: filter.radius, bandwidth: filter.bandwidth, passes: filter.passes),
      precision: precision)
  }
}
