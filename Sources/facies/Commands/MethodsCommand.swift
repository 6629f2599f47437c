import ArgumentParser
import FaciesKit

struct MethodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods",
    abstract:
      "List recipes, ratios, indices, scalings, encoders and clusterers with their parameters.",
    discussion: """
      EXAMPLE
        facies methods
        facies methods gaussian-mixture
      """)

  @Argument(help: "Only this method.") var name: String?
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    let all = Facies.methods
    let shown = name.map { name in all.filter { $0.name == name } } ?? all
    guard !shown.isEmpty else { throw MethodsText.unknown(name ?? "", among: all) }
    try json ? Terminal.json(shown) : Terminal.print(MethodsText.text(shown))
  }
}
