import FaciesKit

/// The list of methods as text.
enum MethodsText {
  static func text(_ methods: [MethodDescription]) -> String {
    var lines: [String] = []
    var step = ""
    for method in methods {
      if method.step != step {
        step = method.step
        lines += (lines.isEmpty ? [] : [""]) + [step == "index" ? "indices" : "\(step)s"]
      }
      lines += describe(method)
    }
    return lines.joined(separator: "\n")
  }

  private static func describe(_ method: MethodDescription) -> [String] {
    let name = method.name.padding(
      toLength: max(20, method.name.count), withPad: " ", startingAt: 0)
    var lines = ["  \(name) \(method.summary)"]
    if !method.source.isEmpty {
      lines.append(String(repeating: " ", count: 23) + "[\(method.source)]")
    }
    lines += method.parameters.map { parameter in
      let label = "\(parameter.name): \(parameter.default)"
        .padding(
          toLength: max(24, parameter.name.count + parameter.default.count + 2), withPad: " ",
          startingAt: 0)
      return "      \(label) \(parameter.help) (\(parameter.kind))"
    }
    return lines
  }

  static func unknown(_ name: String, among methods: [MethodDescription]) -> Failure {
    .usage("'\(name)' is not a method" + DidYouMean.hint(for: name, among: methods.map(\.name)))
  }
}
