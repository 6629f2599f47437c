import Clusterers
import Documents
import Encoders
import Ensembles
import Fitting

/// The keys `encoder` and `clusterer` of a scene file, whose parameters the methods declare.
enum MethodKey {
  static func encoder(_ value: YAMLValue) throws -> (String, [String: ParameterValue]) {
    try method(value, what: "encoder", among: EncoderMethod.all.map { ($0.name, $0.parameters) })
  }

  static func clusterer(_ value: YAMLValue) throws -> (String, [String: ParameterValue]) {
    try method(
      value, what: "clusterer", among: ClustererMethod.all.map { ($0.name, $0.parameters) })
  }

  /// `pca`, or `{method: pca, components: 3}`.
  private static func method(
    _ value: YAMLValue, what: String, among methods: [(String, [Parameter])]
  ) throws -> (String, [String: ParameterValue]) {
    let names = methods.map(\.0)
    guard value.isMapping else { return (try value.choice(what, of: names), [:]) }
    guard let nameValue = try value.entries(what).first(where: { $0.key == "method" })?.value else {
      throw value.error("\(what) has no 'method'")
    }
    let name = try nameValue.choice("\(what) method", of: names)
    let declared = methods.first { $0.0 == name }?.1 ?? []
    let known = ["method"] + declared.map(\.name)
    let given = try value.mapping("\(what) \(name)", known: known)
    return (name, try parameters(given, declared: declared))
  }

  private static func parameters(
    _ given: [String: YAMLValue], declared: [Parameter]
  ) throws -> [String: ParameterValue] {
    var out: [String: ParameterValue] = [:]
    for parameter in declared {
      guard let value = given[parameter.name] else { continue }
      let read = try parameterValue(value, parameter)
      if let problem = parameter.problem(with: read) {
        throw value.error("\(parameter.name) is \(read): \(problem)")
      }
      out[parameter.name] = read
    }
    return out
  }

  private static func parameterValue(
    _ value: YAMLValue, _ parameter: Parameter
  ) throws -> ParameterValue {
    if case .names = parameter.kind, value.isList {
      return .texts(
        try value.list(parameter.name).map { try $0.string("each of \(parameter.name)") })
    }
    if value.isList {
      return .integers(
        try value.list(parameter.name).map {
          try $0.integer("each of \(parameter.name)", in: Int.min...Int.max)
        })
    }
    if let integer = value.plainInteger { return .integer(integer) }
    if let number = value.plainNumber { return .number(number) }
    if case .choice = parameter.kind { return .text(try value.string(parameter.name)) }
    if let flag = value.plainFlag { return .flag(flag) }
    return .text(try value.string(parameter.name))
  }

  static func text(_ name: String, _ parameters: [String: ParameterValue]) -> String {
    let given = parameters.sorted { $0.key < $1.key }.map { ", \($0.key): \(text($0.value))" }
    return "{method: \(name)\(given.joined())}"
  }

  private static func text(_ value: ParameterValue) -> String {
    switch value {
    case .text(let text): YAMLText.quoted(text)
    case .integers(let list): "[\(list.map(String.init).joined(separator: ", "))]"
    case .texts(let list): "[\(list.map(YAMLText.quoted).joined(separator: ", "))]"
    default: value.description
    }
  }
}
