package import Fitting
package import Foundation
import Rasters
import Tensors

/// A fitted vote in one safetensors file, with the scaler of its features and
/// their names.
package struct VoteModelFile: Sendable {
  /// Counts up when older programs can no longer read what is written.
  package static let newestFormat = 1
  private static let key = ModelKind.vote.rawValue

  package var model: VoteModel
  package var scaler: Scaler
  /// Names of the features, in order.
  package var columns: [String]
  /// Where the features come from, in words.
  package var source: String
  /// Objects that it was fitted on.
  package var fitted: Int
  package var faciesVersion: String

  package init(
    model: VoteModel, scaler: Scaler, columns: [String], source: String, fitted: Int,
    faciesVersion: String
  ) {
    self.model = model
    self.scaler = scaler
    self.columns = columns
    self.source = source
    self.fitted = fitted
    self.faciesVersion = faciesVersion
  }

  private struct Description: Codable {
    var format: Int
    var faciesVersion: String
    var settings: VoteSettings
    var columns: [String]
    var scaling: String
    var source: String
    var fitted: Int
    var memberParameters: [[String: ParameterValue]]
  }

  // MARK: writing

  package func serialized() throws -> Data {
    var tensors: [String: Tensor] = [
      "centres": Tensor(shape: [model.groups, model.width], model.centres),
      "numbers": Tensor(model.numbers.map(Float.init)),
    ]
    func add(_ prefix: String, _ part: [String: Tensor]) {
      for (name, tensor) in part { tensors[prefix + name] = tensor }
    }
    add("scaler.", scaler.tensors)
    for (index, member) in model.ensemble.members.enumerated() {
      add("member.\(index).", member.tensors)
      tensors["names.\(index)"] = Tensor(model.ensemble.names[index].map { Float($0 ?? -1) })
    }
    add("completion.", model.completion?.tensors ?? [:])
    let text = try JSONText.line(description)
    return SafetensorsFile(tensors: tensors, metadata: [Self.key: text]).serialized()
  }

  private var description: Description {
    Description(
      format: Self.newestFormat, faciesVersion: faciesVersion, settings: settings,
      columns: columns, scaling: scaler.kind.rawValue, source: source, fitted: fitted,
      memberParameters: model.ensemble.members.map(\.given))
  }

  /// Says that nothing is completed where nothing could be.
  private var settings: VoteSettings {
    var out = model.settings
    if model.completion == nil { out.completion = .none }
    return out
  }

  // MARK: reading

  /// Reads and checks a file.
  package init(path: String) throws {
    try self.init(SafetensorsFile(path: path), name: path)
  }

  package init(data: Data, name: String) throws {
    try self.init(SafetensorsFile(data: data, name: name), name: name)
  }

  private init(_ file: SafetensorsFile, name: String) throws {
    guard let text = file.metadata[Self.key] else {
      if let other = ModelKind.words(of: file) {
        throw Failure("'\(name)' is \(other), not a fitted vote")
      }
      throw Failure(
        "'\(name)' is a safetensors file, but not a vote that facies group has written")
    }
    let d = try Self.describe(text, name: name)
    let width = d.columns.count
    guard width > 0, let kind = Scaler.Kind(rawValue: d.scaling) else {
      throw Failure("the description in '\(name)' is damaged: no features, or no known scaling")
    }
    do { try d.settings.check() } catch {
      throw Failure("the settings in '\(name)' are damaged")
    }
    scaler = try Scaler.restore(kind, file.tensors.under("scaler."), bands: width)
    model = try Self.model(d, file.tensors, name: name)
    (columns, source, fitted, faciesVersion) = (d.columns, d.source, d.fitted, d.faciesVersion)
  }

  private struct FormatOnly: Decodable { var format: Int }

  private static func describe(_ text: String, name: String) throws -> Description {
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(FormatOnly.self, from: Data(text.utf8)), head.format > 0
    else { throw Failure("the description in '\(name)' is damaged") }
    guard head.format <= newestFormat else {
      throw Failure(
        "'\(name)' was written by a newer facies (format \(head.format)); this program reads up to "
          + "\(newestFormat)")
    }
    guard let out = try? decoder.decode(Description.self, from: Data(text.utf8)) else {
      throw Failure("the description in '\(name)' is damaged: a part is missing or of another kind")
    }
    return out
  }

  private static func model(
    _ d: Description, _ tensors: [String: Tensor], name: String
  ) throws -> VoteModel {
    let voters = d.settings.voters
    let (width, groups) = (d.columns.count, d.settings.groups)
    guard d.memberParameters.count == voters.count else {
      throw Failure("the parts of the vote '\(name)' do not fit together")
    }
    var members: [VotingMember] = []
    var names: [[Int?]] = []
    for (index, voter) in voters.enumerated() {
      let member = try VotingMember(
        name: voter, given: d.memberParameters[index],
        tensors: tensors.under("member.\(index)."), file: name)
      guard member.inputs == width, member.clusters == groups else {
        throw Failure("member \(index + 1) of the vote '\(name)' does not fit the others")
      }
      members.append(member)
      let own = try integers(tensors, "names.\(index)", -1...groups - 1, count: groups, name)
      names.append(own.map { $0 < 0 ? nil : $0 })
    }
    let numbers = try integers(tensors, "numbers", 0...groups, count: groups, name)
    let found = numbers.max() ?? 0
    guard Set(numbers.filter { $0 > 0 }).count == found else {
      throw Failure("the groups of the vote '\(name)' are not numbered 1, 2, …")
    }
    return VoteModel(
      settings: d.settings,
      ensemble: VotingEnsemble(members: members, groups: groups, names: names),
      numbers: numbers, centres: try tensors.tensor("centres", shape: [found, width]).floats,
      width: width,
      completion: try Completion.restore(
        d.settings.completion, tensors.under("completion."), width: width, groups: found))
  }

  /// As many whole numbers as there are groups.
  private static func integers(
    _ tensors: [String: Tensor], _ key: String, _ range: ClosedRange<Int>, count: Int,
    _ name: String
  ) throws -> [Int] {
    try tensors.tensor(key, shape: [count]).floats.map { float in
      guard let value = Int(exactly: float), range.contains(value) else {
        throw Failure("the tensor '\(key)' of the vote '\(name)' holds \(float)")
      }
      return value
    }
  }
}
