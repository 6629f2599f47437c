import ArgumentParser
import FaciesKit

struct MethodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods",
    abstract:
      "List recipes, ratios, indices, scalings, encoders, clusterers and all settings.",
    discussion: """
      EXAMPLE
        facies methods
        facies methods gaussian-mixture
        facies methods settings
      """)

  @Argument(help: "Only this method; settings for the settings of files and commands.") var name:
    String?
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    if name == "settings" {
      let groups = Facies.settings
      return try json ? Terminal.json(groups) : Terminal.print(SettingsText.text(groups))
    }
    let all = Facies.methods
    if json, name == nil {
      return try Terminal.json(Everything(methods: all, settings: Facies.settings))
    }
    let shown = name.map { name in all.filter { $0.name == name } } ?? all
    guard !shown.isEmpty else { throw MethodsText.unknown(name ?? "", among: all) }
    try json ? Terminal.json(shown) : Terminal.print(MethodsText.text(shown))
  }

  /// What programs make their forms of.
  private struct Everything: Encodable {
    var methods: [MethodDescription]
    var settings: [SettingGroup]
  }
}
