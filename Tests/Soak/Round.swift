import FaciesKit
import Foundation

/// The jobs of a round, each other than the one before it: sizes, recipes, outputs,
/// surveys, and what is broken.
enum Round {
  struct Job: Sendable {
    var name: String
    /// Whether it is to fail.
    var isBroken = false
    var run: @Sendable (_ inputs: SoakInputs, _ out: String) throws -> Void
  }

  /// Two rounds are compared when the first has filled caches.
  static var least: Int { 3 * jobs.count }

  static let jobs: [Job] = [
    scene("standard", 96) { _ in },
    scene("k-means", 40) { $0.units = 3 },
    broken("missing") { _, out in
      _ = try Facies.run(Scene(input: out + "/gone.tif"), options: .init(folder: out))
    },
    scene("pca", 64) { _ in },
    Job(name: "map") { inputs, out in
      _ = try Facies.map(
        Scene(input: inputs.raster(40)), model: inputs.model, options: .init(folder: out))
    },
    scene("nagar2024", 40) { _ in },
    broken("truncated") { inputs, out in
      _ = try Facies.run(
        Scene(input: inputs.truncated), options: .init(folder: out, threads: 2))
    },
    Job(name: "survey") { inputs, out in
      var survey = try Survey(inputs: inputs.sky)
      survey.encoder.method = .pixels
      survey.vote.groups = 2
      _ = try Facies.run(survey, options: .init(folder: out))
    },
    Job(name: "scene file") { inputs, out in
      let file = out + ".yaml"
      defer { unlink(file) }
      let text = """
        input: \(inputs.raster(64))
        units: 3..5
        recipe: k-means
        masks: [spectral.vegetation]
        outputs: [map, statistics, polygons, report, features, confidence]
        """
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      _ = try Facies.run(Scene(file: file), options: .init(folder: out, threads: 1))
    },
    broken("no scene file") { _, out in
      let file = out + ".yaml"
      defer { unlink(file) }
      try "units: [[[\n".write(toFile: file, atomically: false, encoding: .utf8)
      _ = try Facies.run(Scene(file: file), options: .init(folder: out))
    },
    Job(name: "render and verify") { inputs, out in
      _ = try Facies.verify(inputs.result)
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      _ = try Facies.polygonize(map: inputs.result + "/units.tif", to: out + "/units.geojson")
      _ = try Facies.composite(Scene(input: inputs.raster(96)), to: out + "/colours.png")
    },
    broken("too little memory") { inputs, out in
      _ = try Facies.run(
        Scene(input: inputs.raster(96)), options: .init(folder: out, memory: 1 << 20))
    },
    broken("given up") { inputs, out in
      struct GivenUp: Error {}
      let calls = Calls()
      _ = try Facies.run(
        Scene(input: inputs.raster(96)), options: .init(folder: out),
        control: RunControl(checkpoint: { if calls.next() == 5 { throw GivenUp() } }))
    },
    scene("autoencoder", 40) { $0.outputs.insert(.anomaly) },
  ]

  private static func scene(
    _ recipe: String, _ side: Int, _ change: @escaping @Sendable (inout Scene) -> Void
  ) -> Job {
    Job(name: recipe) { inputs, out in
      var scene = try Scene(input: inputs.raster(side), units: 4)
      try scene.useRecipe(recipe)
      change(&scene)
      _ = try Facies.run(scene, options: RunOptions(folder: out))
    }
  }

  private static func broken(
    _ name: String, _ run: @escaping @Sendable (SoakInputs, String) throws -> Void
  ) -> Job {
    Job(name: name, isBroken: true, run: run)
  }
}

/// Counts calls, from any thread.
private final class Calls: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }
}
