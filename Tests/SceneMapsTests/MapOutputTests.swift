import Learning
import Scenes
import Testing

@testable import SceneMaps

/// The declarations of what a map consists of.
@Suite struct MapOutputTests {
  @Test func everyWordOfASceneFileIsWritten() {
    let keys = MapOutput.all.map(\.key)
    #expect(Set(keys) == Set(Scene.Output.allCases) && keys.count == Scene.Output.allCases.count)
    #expect(Set(keys).isSuperset(of: Scene.Output.standard))
    for key in keys { #expect(Scene.Output(rawValue: key.rawValue) == key) }
    #expect(Scene.Output(rawValue: "no such output") == nil)
  }

  @Test func filesHaveNamesOfTheirOwn() {
    let names = MapFile.names.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.last == "run.json" && names.dropLast().last == "units.tif")
    #expect(MapFile.named("no such file") == nil)
  }

  @Test func cataloguesListFilesUnderTheirNames() throws {
    var keys: Set<String> = []
    for name in MapFile.names {
      let file = try #require(MapFile.named(name.rawValue))
      #expect(file.name == name)
      guard let asset = file.asset else { continue }
      #expect(asset.file == name.rawValue && !asset.title.isEmpty && !asset.roles.isEmpty)
      #expect(keys.insert(asset.key).inserted)
    }
    #expect(keys.isSuperset(of: ["units", "confidence", "anomaly", "report", "run"]))
  }

  /// What tells of the others comes after them.
  @Test func outputsAreInTheOrderOfTheirWriting() {
    let steps = MapOutput.all.map { output in
      switch output.writing {
      case .walked: 0
      case .finished: 1
      case .closing: 2
      }
    }
    #expect(steps == steps.sorted())
  }

  @Test func whatCannotBeMadeIsRefusedBeforeTheFit() throws {
    let recipe = Recipe(scaling: .zScore, encoder: "identity", clusterer: "k-means", units: 3)
    #expect(throws: (any Error).self) { try MapOutput.check([.map, .anomaly], recipe) }
    try MapOutput.check([.map, .confidence], recipe)
  }
}
