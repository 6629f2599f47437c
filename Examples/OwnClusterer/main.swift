// Maps a scene by a clusterer of one's own: farthest-first traversal (Gonzalez 1985), whose centres
// are samples that lie as far from each other as they can.
//
//   swift run own-clusterer scene.tif result

import FaciesKit
import Foundation

struct FarthestFirst: CentreFinder {
  let name = "farthest-first"

  func centres(of codes: Codes, count: Int, seed: UInt64) throws -> [[Float]] {
    var chosen = [codes[Int(seed % UInt64(codes.count))]]
    var distances = (0..<codes.count).map { Self.squaredDistance(codes[$0], chosen[0]) }
    while chosen.count < count {
      guard let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }) else {
        break
      }
      chosen.append(codes[farthest])
      for sample in distances.indices {
        let distance = Self.squaredDistance(codes[sample], chosen[chosen.count - 1])
        distances[sample] = min(distances[sample], distance)
      }
    }
    return chosen
  }

  private static func squaredDistance(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}

let words = CommandLine.arguments.dropFirst()
guard let input = words.first, let folder = words.dropFirst().first else {
  print("usage: own-clusterer SCENE FOLDER")
  exit(2)
}

do {
  var scene = try Scene(input, units: 5)
  scene.use(FarthestFirst())
  let map = try await Classifier.fit(to: scene).map(scene, into: folder)
  print("\(map.units.count) units by farthest-first traversal")
} catch let error as any FaciesError {
  print("\(error.code.rawValue): \(error)")
  exit(error.exitCode)
}
