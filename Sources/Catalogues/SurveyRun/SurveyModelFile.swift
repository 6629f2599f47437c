import Clusterers
import CodedCutouts
import Encoders
import Fitting
import Foundation
import Jobs
import Rasters
import Scenes
import Settings
import Surveys
import Tensors
import Vision

/// A fitted survey in one safetensors file: how cutouts are shown, encoded and
/// reduced, and the vote on their codes.
package struct SurveyModelFile {
  /// Counts up when older programs can no longer read what is written.
  static let newestFormat = 1
  private static let key = ModelKind.survey.rawValue
  private static let parts = (encoder: "encoder/", vote: "vote/", reduction: "reduction/")

  /// What a person chose.
  var choice: Choice
  var coder: CutoutCoder
  var vote: VoteModel
  var fitted: Int

  /// The settings that make a code, as they are kept.
  package struct Choice: Codable, Equatable {
    var bands: Int
    /// The bands that the encoder sees, from 0.
    var seen: [Int]
    var bandNames: [String]?
    /// Pixels of the cutouts; nil for those of a folder.
    var size: Int?
    var masksNeighbours: Bool
    var side: Int
    var crop: Double
    var stretch: String
    var polar: String
    var pictureBands: [Int]
    var encoder: String
    var isSymmetric: Bool
    /// The features that are taken from a pretrained network.
    var features: String
    var crops: [Double]
    var isUnitLength: Bool
    /// SHA-256 of the weights of a pretrained network.
    var weightsSHA256: String?
    var weightsName: String?
    var variances: [Double]
    var totalVariance: Double
  }

  private struct Description: Codable {
    var format: Int
    var faciesVersion: String
    var fitted: Int
    var choice: Choice
  }

  private struct FormatOnly: Decodable { var format: Int }

  // MARK: writing

  func serialized() throws -> Data {
    var tensors: [String: Tensor] = [
      Self.parts.reduction + "mean": Tensor(coder.reduction.mean),
      Self.parts.reduction + "rows": Tensor(
        shape: [coder.reduction.components, coder.reduction.width], coder.reduction.rows),
    ]
    let description = Description(
      format: Self.newestFormat, faciesVersion: Facies.version, fitted: fitted, choice: choice)
    var metadata = [Self.key: try JSONText.line(description)]
    if let encoder = try choice.survey.seer.serialized(coder.base) {
      try Self.put(encoder, Self.parts.encoder, &tensors, &metadata)
    }
    let columns = (0..<vote.width).map { "c\($0)" }
    let file = VoteModelFile(
      model: vote,
      scaler: Scaler(
        kind: .none, centre: [Double](repeating: 0, count: vote.width),
        gain: [Double](repeating: 1, count: vote.width)),
      columns: columns,
      source: coder.encoder.words, fitted: fitted, faciesVersion: Facies.version)
    try Self.put(file.serialized(), Self.parts.vote, &tensors, &metadata)
    return SafetensorsFile(tensors: tensors, metadata: metadata).serialized()
  }

  /// One file within another, under a prefix.
  private static func put(
    _ data: Data, _ prefix: String, _ tensors: inout [String: Tensor],
    _ metadata: inout [String: String]
  ) throws {
    let file = try SafetensorsFile(data: data, name: prefix)
    for (name, tensor) in file.tensors { tensors[prefix + name] = tensor }
    for (name, text) in file.metadata { metadata[prefix + name] = text }
  }

  private static func take(_ file: SafetensorsFile, _ prefix: String) -> Data {
    func own<Value>(_ all: [String: Value]) -> [String: Value] {
      Dictionary(
        uniqueKeysWithValues: all.filter { $0.key.hasPrefix(prefix) }.map {
          (String($0.key.dropFirst(prefix.count)), $0.value)
        })
    }
    return SafetensorsFile(tensors: own(file.tensors), metadata: own(file.metadata)).serialized()
  }

  // MARK: reading

  /// - Parameter weights: the file of a pretrained network, where the model
  ///   was fitted with one.
  init(path: String, weights: String?) throws {
    let file = try SafetensorsFile(path: path)
    let description = try Self.description(of: file, path: path)
    let choice = description.choice
    self.choice = choice
    fitted = description.fitted
    let base = try Self.encoder(choice, file, path: path, weights: weights)
    // What sees pictures brings them to its own size.
    guard
      choice.survey.seer.seesPictures
        || (base.channels == choice.seen.count && base.side == choice.side)
    else { throw Failure("the encoder in '\(path)' does not see what its description says") }
    let encoder = try EncoderChain.chain(base, choice.survey)
    let reduction = try Self.reduction(choice, file, width: encoder.codeLength, path: path)
    coder = CutoutCoder(
      view: choice.view(), base: base, encoder: encoder,
      reduction: reduction,
      isUnitLength: choice.isUnitLength, notes: FitNotes())
    vote = try VoteModelFile(data: Self.take(file, Self.parts.vote), name: path).model
    guard vote.width == coder.codeLength else {
      throw Failure("the vote in '\(path)' is not on the codes of its encoder")
    }
  }

  private static func description(
    of file: SafetensorsFile, path: String
  ) throws -> Description {
    guard let text = file.metadata[Self.key] else {
      if let other = ModelKind.words(of: file) {
        throw Failure("'\(path)' is \(other), not the model of a survey")
      }
      throw Failure(
        "'\(path)' is a safetensors file, but no model of a survey that 'facies run' has written")
    }
    let data = Data(text.utf8)
    if let format = (try? JSONDecoder().decode(FormatOnly.self, from: data))?.format,
      format > Self.newestFormat
    {
      throw Failure(
        "'\(path)' has format \(format); this facies reads up to \(Self.newestFormat): use a newer "
          + "one")
    }
    guard let description = try? JSONDecoder().decode(Description.self, from: data),
      description.choice.isPlausible, description.fitted >= 0
    else {
      throw Failure("the description of the survey in '\(path)' is damaged")
    }
    return description
  }

  private static func encoder(
    _ choice: Choice, _ file: SafetensorsFile, path: String, weights: String?
  ) throws -> any ImageEncoder {
    guard Survey.Encoder.Method(rawValue: choice.encoder) != nil else {
      throw Failure("'\(path)' was fitted with an encoder '\(choice.encoder)', not known here")
    }
    let saved = SavedEncoder(
      model: path, bands: choice.bands,
      weights: (weights, choice.weightsName, choice.weightsSHA256), features: choice.features,
      crops: choice.crops
    ) { take(file, parts.encoder) }
    return try choice.survey.seer.restored(from: saved)
  }

  private static func reduction(
    _ choice: Choice, _ file: SafetensorsFile, width: Int, path: String
  ) throws -> RandomizedComponents {
    let count = choice.variances.count
    let mean = try file.tensors.tensor(parts.reduction + "mean", shape: [width]).floats
    let rows = try file.tensors.tensor(parts.reduction + "rows", shape: [count, width]).floats
    return RandomizedComponents(
      mean: mean, rows: rows, variances: choice.variances, totalVariance: choice.totalVariance)
  }
}

extension SurveyModelFile {
  /// A fit to be kept.
  init(
    _ survey: Survey, source: any CutoutSource, coder: CutoutCoder, vote: VoteModel, fitted: Int
  ) {
    choice = Choice(
      bands: source.bandCount, seen: coder.view.bands, bandNames: survey.bandNames,
      size: source.size,
      masksNeighbours: survey.cutouts.masksNeighbours, side: coder.view.side,
      crop: coder.view.crop, stretch: survey.view.stretch.rawValue,
      polar: survey.view.polar.rawValue,
      pictureBands: coder.view.pictureBands, encoder: survey.encoder.method.rawValue,
      isSymmetric: survey.encoder.isSymmetric, features: survey.encoder.features.rawValue,
      crops: survey.encoder.crops, isUnitLength: coder.isUnitLength,
      weightsSHA256: survey.encoder.weights.flatMap(FileDigest.sha256),
      weightsName: survey.encoder.weights.map { URL(fileURLWithPath: $0).lastPathComponent },
      variances: coder.reduction.variances, totalVariance: coder.reduction.totalVariance)
    self.coder = coder
    self.vote = vote
    self.fitted = fitted
  }
}

extension SurveyModelFile.Choice {
  /// Of what an encoder sees; networks that look at several crops are shown more than a survey may
  /// ask for.
  private static let mostSide = 1024

  /// Whether a survey can have been fitted so: what is read from a file sizes
  /// arrays and counts into them.
  var isPlausible: Bool {
    guard DetectionSettings.band.allowed.holds(bands), (8...Self.mostSide).contains(side),
      size.map(SurveySettings.size.allowed.holds) ?? true, (0.001...1).contains(crop)
    else { return false }
    guard !seen.isEmpty, seen.count <= bands,
      SurveySettings.pictureBands.allowed.holds(pictureBands.map { $0 + 1 }),
      (seen + pictureBands).allSatisfy({ $0 >= 0 && $0 < bands })
    else { return false }
    guard Survey.Polar(rawValue: polar) != nil, PictureStretch(rawValue: stretch) != nil else {
      return false
    }
    return !variances.isEmpty && variances.allSatisfy { $0 > 0 } && totalVariance > 0
  }

  /// The settings again.
  var survey: Survey {
    var out = Survey(name: "", input: .images([]))
    out.view.side = side
    out.view.crop = crop
    out.view.stretch = PictureStretch(rawValue: stretch) ?? out.view.stretch
    out.view.polar = Survey.Polar(rawValue: polar) ?? .none
    out.encoder.method = Survey.Encoder.Method(rawValue: encoder) ?? .pixels
    out.encoder.isSymmetric = isSymmetric
    return out
  }

  func view() -> CutoutView {
    CutoutView(
      side: side, crop: crop, stretch: Stretch(survey.view.stretch), bands: seen,
      pictureBands: pictureBands)
  }
}

extension SurveyModelFile {
  /// Refuses cutouts that are not as those of the fit were.
  func check(_ source: any CutoutSource, bandNames: [String]?) throws {
    guard source.bandCount == choice.bands else {
      throw Failure(
        "the model was fitted on \(choice.bands) bands"
          + (choice.bandNames.map { " (\($0.joined(separator: ", ")))" } ?? "")
          + ", the survey has \(source.bandCount)")
    }
    if let bandNames, let own = choice.bandNames, bandNames != own {
      throw Failure.usage(
        "the model was fitted on the bands \(own.joined(separator: ", ")), in this order; the "
          + "survey names \(bandNames.joined(separator: ", "))")
    }
    if let size = source.size, let own = choice.size, size != own {
      throw Failure.usage(
        "the model was fitted on cutouts of \(own) pixels a side, these have \(size); "
          + "say \(SurveySettings.size) \(own)")
    }
  }
}
