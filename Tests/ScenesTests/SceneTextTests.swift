import Features
import Fitting
import Learning
import Rasters
import Testing

@testable import Scenes

/// Scenes written as scene files read back the same.
@Suite struct SceneTextTests {
  private static func scene(_ change: (inout Scene) -> Void = { _ in }) -> Scene {
    var scene = Scene(name: "a \"b\": c\n#", input: .init(paths: ["/data/x y.tif"]), units: 5)
    change(&scene)
    return scene
  }

  static let scenes: [Scene] = [
    scene(),
    scene { $0.input = .init(paths: ["/a.tif", "/b.tif"], names: ["red", "nir"]) },
    scene { $0.bands = ["1", "yes", "nir"] },
    scene { $0.region = .window(Window(column: 1, row: 2, width: 3, height: 4)) },
    scene { $0.region = .bounds([-1.5, 2, 3, 4.25], crs: "EPSG:4326") },
    scene { $0.region = .polygons(path: "/a b.gpkg") },
    scene { $0.region = .polygons(path: "/a b.gpkg", layer: "c: d") },
    scene { $0.known = .init(labels: .init(path: "/k.gpkg", field: "f", layer: "l 1")) },
    scene { $0.reference = .init(path: "/r.gpkg|layername=yes", field: "f") },
    scene { $0.noData = -9999 },
    scene { $0.masks = .init(product: []) },
    scene { $0.masks = .init(product: ["cloud", "no"]) },
    scene { scene in
      scene.masks.product = []
      scene.masks.areas = [
        .init(name: "a: b", path: "/lakes and more.gpkg", kind: .inside),
        .init(name: "outside x", path: "/x.shp", kind: .outside),
        .init(name: "layer", path: "/x.gpkg", kind: .outside, layer: "y"),
        .init(name: "r", path: "/r.tif", kind: .rasterValues([1, -2.5])),
        .init(name: "s", path: "/r.tif", kind: .rasterLimits(above: nil, below: 4)),
      ]
      scene.masks.spectral = [
        .init(name: "v", feature: .index(.index, "ndvi"), above: 0.25, below: nil),
        .init(name: "w", feature: .band("yes"), above: -1, below: 7.5),
      ]
      try? scene.masks.add(word: "spectral.water")
      (try? BandExpression("(green + 'no 1') / 2")).map {
        scene.masks.spectral.append(
          .init(name: "x", feature: .expression(name: "x", $0), above: nil, below: 3))
      }
    },
    scene { $0.resampling = .cubic },
    scene { $0.sampleSize = 1234 },
    scene { scene in NamedRecipe.named("nagar2024").map { scene.apply($0) } },
    scene { $0.smoothing = .majority(window: 9, keepCentre: false) },
    scene { $0.smoothing = .none },
    scene { $0.smoothing = .mrf(PottsSettings(strength: 1.5, sweeps: 2, window: 7)) },
    scene {
      let ratio = try? BandExpression("(swir1 + nir) / red")
      $0.features =
        [.bands, .logCentred, .band("yes"), .context(.mean, window: 3)]
        + (ratio.map { [.expression(name: "my: ratio", $0)] } ?? [])
        + SpectralIndex.all.map { .index($0.group, $0.name) }
    },
    scene { $0.known = .init(labels: .init(path: "/a b.gpkg", field: "yes"), holdOut: 0) },
    scene {
      $0.known = .init(labels: .init(path: "/l.tif"))
      $0.reference = .init(path: "/t: #.shp", field: "no")
    },
    scene { $0.reference = .init(path: "/t.tif") },
    scene { $0.recipe.filter = nil },
    scene { $0.recipe.whitening = true },
    scene {
      $0.recipe.encoder = "autoencoder"
      $0.recipe.encoderParameters = ["hidden": .integers([8, 3])]
    },
    scene {
      $0.style = "greys"
      $0.title = "null"
      $0.credit = "~"
      $0.composite = ["swir2", "nir", "blue"]
      $0.unitNames = .hints
      $0.sieve = .hectares(2.5)
      $0.outputs = [.map, .anomaly]
      $0.seed = 99
    },
  ]

  @Test(arguments: scenes)
  func readsBack(_ scene: Scene) throws {
    #expect(try SceneFile.parse(SceneFile.text(scene), file: "/data/s.yaml") == scene)
  }
}
