import RasterIO
import TestSupport
import Testing

/// The same bytes whatever the threads, the memory and the day.
@Suite struct DeterminismTests {
  static let recipes = ["standard", "k-means", "pca", "nagar2024"]
  private static let compared = [
    "units.tif", "confidence.tif", "model.safetensors", "units.csv", "map.png", "units.qml",
    "units.tif.aux.xml", "units.sld", "units.yaml", "report.html", "item.json",
  ]

  @Test(arguments: recipes)
  func bytesDependOnNeitherThreadsNorMemory(_ recipe: String) throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let least = try LeastMemory.of(["run", scene.sceneFile, "--recipe", recipe])
    let ways = [
      ["--threads", "1"], ["--threads", "1"], ["--threads", "2"], ["--threads", "3"],
      ["--threads", "1", "--memory", least], ["--threads", "3", "--memory", least],
    ]
    let results = try ways.enumerated().map { index, way in
      let out = folder.file("\(index)")
      let outcome = try BuiltCommand.run(
        ["run", scene.sceneFile, "--recipe", recipe, "--out", out] + way)
      #expect(outcome.exitCode == 0, "\(way): \(outcome.errors)")
      return Results(folder: out)
    }
    for name in Self.compared {
      let first = try results[0].bytes(name)
      for (way, result) in zip(ways, results) {
        #expect(try result.bytes(name) == first, "\(name) with \(way)")
      }
    }
  }

  @Test(arguments: recipes)
  func mapOfAPeriodicImageIsPeriodic(_ recipe: String) throws {
    let folder = try TemporaryFolder()
    let period = 37
    let grid = try RasterFixture.utm(4 * period, 5 * period)
    let image = try RasterFixture(grid: grid, bands: 4) { band, column, row in
      ScrambledField.patches(
        band: band, column: column % period, row: row % period, size: 8, noise: 0.3)
    }.write(to: folder.file("tiles.tif"))
    let arguments = ["run", image, "--units", "5", "--recipe", recipe]
    let least = try LeastMemory.of(arguments)
    let out = folder.file("out")
    let outcome = try BuiltCommand.run(
      arguments + ["--memory", least, "--threads", "2", "--out", out])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let labels = try Results(folder: out).labels()
    // Away from the image's own edges, where neighbours are missing.
    let inner = 20..<grid.height - period - 20
    let broken = inner.filter { row in
      (20..<grid.width - period - 20).contains { column in
        let label = labels[row * grid.width + column]
        return label != labels[(row + period) * grid.width + column]
          || label != labels[row * grid.width + column + period]
      }
    }
    #expect(broken.isEmpty, "rows \(broken)")
  }
}

/// The least that a run asks for, out of its own refusal.
enum LeastMemory {
  static func of(_ arguments: [String]) throws -> String {
    let refused = try BuiltCommand.run(arguments + ["--memory", "1MB", "--out", "unused-folder"])
    let words = refused.errors.split(separator: " ")
    guard let at = words.firstIndex(of: "least"), at + 2 < words.count else {
      throw SimulatedScene.Unmade(description: "no figure in: \(refused.errors)")
    }
    return words[at + 1] + String(words[at + 2])
  }
}
