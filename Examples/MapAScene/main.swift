// Fits a classifier to a scene, maps it, and reads the map back.
//
//   swift run map-a-scene scene.tif result [labels.tif]

import FaciesKit
import Foundation

let words = CommandLine.arguments.dropFirst()
guard let input = words.first, let folder = words.dropFirst().first else {
  print("usage: map-a-scene SCENE FOLDER [LABELS]")
  exit(2)
}

do {
  let scene = try Scene(input, units: 6)
  let model = try await Classifier.fit(to: scene, options: JobOptions(threads: 2))
  print("fitted to \(model.fittedTo): \(model.bands.joined(separator: ", "))")

  let map = try await model.map(scene, into: folder)
  for unit in map.units {
    print("\(unit.name): \(unit.pixels ?? 0) pixels, \(unit.hectares ?? 0) ha")
  }

  // Pixels are read window by window.
  let corner = Window(
    column: 0, row: 0, width: min(64, map.grid.width), height: min(64, map.grid.height))
  let labels = try map.labels(in: corner)
  print("the first pixel is of unit \(labels[0]), one of \(try map.counts(in: corner).count) there")

  if let reference = words.dropFirst(2).first {
    print("matched accuracy \(try map.score(against: reference).matchedAccuracy ?? 0)")
  }
} catch let error as any FaciesError {
  print("\(error.code.rawValue): \(error)")
  exit(error.exitCode)
}
