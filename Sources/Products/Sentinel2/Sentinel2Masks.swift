import RasterIO
import Rasters

/// Finds the masks of a product. The scene classification goes before cloud
/// masks, and MSK_CLASSI before QA60.
struct Sentinel2Masks {
  private(set) var layers: [QualityDeclaration] = []
  private(set) var unavailable: [String: String] = [:]
  private(set) var notes: [String] = []

  private let files: Sentinel2Files

  init(_ metadata: Sentinel2Metadata, granule: String, files: Sentinel2Files) throws {
    self.files = files
    let quality = granule + "/QI_DATA"
    if metadata.level == .l2a { try addSceneClasses(metadata) }
    if layers.isEmpty { try addClassification(quality) }
    if layers.isEmpty { try addQA60(granule) }
    try addProbabilities(metadata, quality)
    explain(metadata)
  }

  private mutating func addSceneClasses(_ metadata: Sentinel2Metadata) throws {
    let listed = metadata.images.filter { $0.name.label == "SCL" }
      .sorted { ($0.name.resolution ?? 20) < ($1.name.resolution ?? 20) }
    for image in listed {
      guard let file = try files.image(image.path) else { continue }
      return add(file, Sentinel2Quality.sceneClasses)
    }
  }

  private mutating func addClassification(_ quality: String) throws {
    guard let file = try files.image(quality + "/MSK_CLASSI_B00") else { return }
    for (index, test) in Sentinel2Quality.classification.enumerated() {
      add(file, [test], band: index + 1)
    }
  }

  private mutating func addQA60(_ granule: String) throws {
    for folder in ["/QI_DATA", "/IMG_DATA", ""].map({ granule + $0 }) {
      let name = files.list(folder).first {
        let stem = $0.prefix { $0 != "." }
        return !$0.contains("/") && Sentinel2ImageName(stem: String(stem))?.label == "QA60"
      }
      guard let name, let file = try files.find(folder + "/" + name) else { continue }
      return add(file, Sentinel2Quality.qa60)
    }
  }

  private mutating func addProbabilities(
    _ metadata: Sentinel2Metadata, _ quality: String
  ) throws {
    guard metadata.level == .l2a else { return }
    for probability in Sentinel2Quality.probabilities {
      let stem = "\(quality)/\(probability.stem)"
      if let file = try files.image(stem + "_20m") ?? files.image(stem + "_60m") {
        add(file, probability.tests)
      } else {
        for test in probability.tests {
          unavailable[test.name] = "it has no \(probability.stem) file"
        }
      }
    }
  }

  private mutating func add(
    _ file: String, _ tests: [QualityDeclaration.Test], band: Int = 1
  ) {
    let location = files.location
    layers.append(
      QualityDeclaration(
        path: location.path(of: file), band: band, shown: location.shown(file), tests: tests,
        file: location.localFile(of: file)))
  }

  /// Why tests that other products have cannot be applied.
  private mutating func explain(_ metadata: Sentinel2Metadata) {
    let known = Set(layers.flatMap(\.tests).map(\.name))
    for test in Sentinel2Quality.sceneClasses where !known.contains(test.name) {
      unavailable[test.name] = reason(metadata, test.name)
    }
    if !known.contains("cloud") {
      notes.append("no cloud mask that can be read: clouds and their shadows are not masked")
    } else if !known.contains("shadow") {
      notes.append("no mask of cloud shadows: only Level-2A products with SCL have one")
    }
  }

  private func reason(_ metadata: Sentinel2Metadata, _ name: String) -> String {
    if metadata.level == .l2a { return "it has no SCL file" }
    guard ["cloud", "cirrus", "snow"].contains(name) else { return "Level-1C has no such mask" }
    return "it has neither MSK_CLASSI_B00 nor QA60 (polygons, MSK_CLOUDS_B00.gml, are not read)"
  }
}
