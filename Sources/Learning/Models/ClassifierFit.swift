package import Clusterers
import Encoders
import Ensembles
public import Fitting
package import Kernels
import Rasters
import Supervised

/// What a classifier is made of, by name.
public struct Recipe: Sendable, Equatable {
  public var scaling: Scaler.Kind
  public var encoder: String
  public var encoderParameters: [String: ParameterValue]
  /// Whether codes are brought to unit covariance.
  public var whitening = false
  public var filter: BilateralSettings?
  public var clusterer: String
  public var clustererParameters: [String: ParameterValue]
  public var units: Int
  /// What finds further units beside known ones; nil where ``clusterer`` itself finds all.
  private var discovery: Discovery?
  /// A clusterer of the calling program, in place of the named one.
  package private(set) var given: GivenCentres?

  public init(
    scaling: Scaler.Kind, encoder: String, encoderParameters: [String: ParameterValue] = [:],
    filter: BilateralSettings? = nil, clusterer: String,
    clustererParameters: [String: ParameterValue] = [:], units: Int
  ) {
    self.scaling = scaling
    self.encoder = encoder
    self.encoderParameters = encoderParameters
    self.filter = filter
    self.clusterer = clusterer
    self.clustererParameters = clustererParameters
    self.units = units
  }

  /// Whether fitting wants to know how samples differ from their neighbours.
  package var needsNeighbours: Bool {
    filter != nil || EncoderMethod.named(encoder)?.needsNeighbours == true || needsNoise
  }

  private var needsNoise: Bool { ClustererMethod.named(clusterer)?.needsNoise == true }

  /// Whether clusters are found, as many as there are to be ``units``.
  package var findsCentres: Bool { given == nil }

  /// Takes a clusterer of the calling program.
  package mutating func use(_ given: GivenCentres) {
    self.given = given
    clusterer = GivenCentres.method.name
    clustererParameters = [:]
  }

  func encoderMethod() throws -> EncoderMethod {
    guard let method = EncoderMethod.named(encoder) else {
      throw Failure.usage(
        "'\(encoder)' is not an encoder"
          + DidYouMean.hint(for: encoder, among: EncoderMethod.all.map(\.name)))
    }
    return method
  }

  package func clustererMethod() throws -> ClustererMethod {
    if let given { return given.own }
    if let discovery {
      let method = try Self.clusterer(discovery.clusterer)
      return method.besideKnown(Parameters(method.parameters, given: discovery.parameters))
    }
    return try Self.clusterer(clusterer)
  }

  private static func clusterer(_ name: String) throws -> ClustererMethod {
    guard let method = ClustererMethod.ofModel(name) else {
      throw Failure.usage(
        "'\(name)' is not a clusterer"
          + DidYouMean.hint(for: name, among: ClustererMethod.all.map(\.name)))
    }
    return method
  }

  private struct Discovery: Sendable, Equatable {
    var clusterer: String
    var parameters: [String: ParameterValue]
  }

  /// The recipe that learns labels of so many classes.
  package func learning(_ use: LabelUse, classes: Int) -> Recipe {
    guard given == nil else { return self }
    var out = self
    if use == .pull { return out }
    if use.isComplete {
      (out.clusterer, out.clustererParameters) = (use.rawValue, [:])
      out.units = classes
    } else {
      out.discovery = Discovery(clusterer: out.clusterer, parameters: out.clustererParameters)
      out.clustererParameters = ["discover": .text(out.clusterer)]
      out.clusterer = ClustererMethod.knownUnits
    }
    return out
  }

  /// The recipe where labels are learnt: a vote gives way to one mixture in one space without its
  /// noise, whose densities can be compared with those of the classes.
  package var forLabels: Recipe {
    guard given == nil, clusterer == SpectralVote.method.name else { return self }
    var out = self
    (out.encoder, out.encoderParameters) = ("mnf", [:])
    out.filter = BilateralSettings()
    (out.clusterer, out.clustererParameters) = ("gaussian-mixture", [:])
    return out
  }
}

/// Scaler and encoder, fitted, with the filter that suits their codes.
package struct EncodingFit: Sendable {
  package var scaler: Scaler
  package var encoder: any Encoder
  package var filter: BilateralFilter?
  /// See ``Classifier/deviation``.
  package var deviation: Double?
  /// See ``FitContext/noise``; nil where the clusterer does not ask for it.
  package var noise: SymmetricMatrix?
  package var notes: FitNotes
}

/// A fitted classifier with the notes of its steps.
package struct ClassifierFit: Sendable {
  package var classifier: Classifier
  package var encoderNotes: FitNotes
  package var clustererNotes: FitNotes
  /// The codes of the sample, and its clusters in the clusterer's own
  /// numbering.
  package var codes: PlanarMatrix
  package var labels: [Int32]

  /// What a hierarchy of the units is made of.
  package var means: UnitMeans { means(of: codes) }

  /// Means of other values of the same samples, by clusters.
  package func means(of values: PlanarMatrix) -> UnitMeans {
    UnitMeans(of: values, labels: labels, clusters: classifier.clusterer.clusters)
  }
}

extension Recipe {
  /// Fits scaler and encoder, and measures the noise of the codes.
  package func fitEncoding(
    _ samples: Samples, extremes: [ClosedRange<Float>], context: FitContext
  ) throws -> EncodingFit {
    let method = try encoderMethod()
    // Everything after it sees what it will be once saved.
    let scaler = Scaler.fit(scaling, to: samples.values, extremes: extremes).withStoredCentre
    let scaled = Samples(
      values: scaler.apply(samples.values),
      differences: samples.differences.map(scaler.applyToDifferences),
      differenceOwners: samples.differenceOwners)
    let fit = try method.fit(
      scaled, Parameters(method.parameters, given: encoderParameters), context)
    let encoder =
      whitening
      ? try WhitenedEncoder(fit.step, on: scaled.values, workers: context.workers) : fit.step
    let pairs = codesOfNeighbours(encoder, scaled, workers: context.workers)
    return EncodingFit(
      scaler: scaler.stored, encoder: encoder,
      filter: filter.map { settings in
        BilateralFilter(settings: settings, noiseVariances: noiseVariances(encoder, pairs))
      },
      deviation: encoder.rebuilding.flatMap { Self.deviation($0, scaled.values) },
      noise: needsNoise ? pairs.flatMap(Self.noise) : nil, notes: fit.notes)
  }

  private static func deviation(
    _ encoder: any ReconstructingEncoder, _ samples: PlanarMatrix
  ) -> Double? {
    let variance = encoder.meanVariance(of: samples)
    return variance > 0 && variance.isFinite ? variance.squareRoot() : nil
  }

  /// Codes of pixels and of what lies beside them, value minus difference;
  /// nil where nobody asks or nothing lies beside them.
  private func codesOfNeighbours(
    _ encoder: any Encoder, _ samples: Samples, workers: Workers
  ) -> (own: PlanarMatrix, beside: PlanarMatrix)? {
    guard filter != nil || needsNoise, let differences = samples.differences,
      let owners = samples.differenceOwners
    else { return nil }
    let own = samples.values.gathering(owners)
    var beside = own
    for feature in 0..<own.features {
      for index in 0..<own.count { beside[feature, index] -= differences[feature, index] }
    }
    return (encoder.encode(own, workers: workers), encoder.encode(beside, workers: workers))
  }

  private func noiseVariances(
    _ encoder: any Encoder, _ pairs: (own: PlanarMatrix, beside: PlanarMatrix)?
  ) -> [Double] {
    guard let pairs else { return [Double](repeating: 1, count: encoder.outputs) }
    return BilateralFilter.noiseVariances(pairs.own, neighbours: pairs.beside)
  }

  private static func noise(_ pairs: (own: PlanarMatrix, beside: PlanarMatrix)) -> SymmetricMatrix?
  {
    var differences = pairs.own
    for unit in 0..<differences.features {
      for index in 0..<differences.count { differences[unit, index] -= pairs.beside[unit, index] }
    }
    return Samples.noise(of: differences)
  }

  /// Throws where a number of known units cannot be kept.
  package func checkKnown(_ known: Int) throws {
    guard known > 0 else { return }
    guard known <= units else {
      throw Failure.usage(
        "\(known) known units do not fit into \(units) units: ask for at least \(known)")
    }
    let names = ClustererMethod.keepingKnown
    let keeping = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    guard try clustererMethod().keepsKnown else {
      throw Failure.usage("the clusterer '\(clusterer)' cannot keep known units; use \(keeping)")
    }
    if clustererParameters["init"] == .text("k-means||") {
      throw Failure.usage("known units go with the init k-means++ of the clusterer k-means")
    }
  }

  /// Fits the clusterer to codes (filtered, where the recipe filters) and
  /// numbers the units by the physical values of the same samples.
  package func fitClusters(
    _ encoding: EncodingFit, codes: PlanarMatrix, values: PlanarMatrix, context: FitContext
  ) throws -> ClassifierFit {
    let method = try clustererMethod()
    let known = context.known?.classCount ?? 0
    try checkKnown(known)
    var context = context
    context.noise = encoding.noise
    let fit = try method.fit(
      codes, units, Parameters(method.parameters, given: clustererParameters), context)
    let labels = try fit.step.labels(of: codes, workers: context.workers)
    let order = CanonicalOrder.units(
      samples: values, labels: labels, clusters: fit.step.clusters, known: known)
    return ClassifierFit(
      classifier: Classifier(
        scaler: encoding.scaler, encoder: encoding.encoder, filter: encoding.filter,
        clusterer: fit.step, unitOfCluster: order, deviation: encoding.deviation),
      encoderNotes: encoding.notes, clustererNotes: fit.notes, codes: codes, labels: labels)
  }
}
