import Clusterers
import Kernels
import Rasters
public import Scenes

/// A clusterer of one's own: it finds centres among the codes of a sample; every pixel then belongs
/// to the nearest centre, and the margin between the nearest two is its confidence.
///
/// The numbering of units, the map, the report and the model file are facies' own. The model keeps
/// the centres, so that the command applies it without your program.
public protocol CentreFinder: Sendable {
  /// What errors call it.
  var name: String { get }

  /// Finds centres.
  ///
  /// - Parameters:
  ///   - codes: what the scene's encoder made of the sample's pixels.
  ///   - count: how many centres are wanted.
  ///   - seed: the scene's seed, for every random choice.
  /// - Returns: `count` centres of ``Codes/width`` numbers each.
  func centres(of codes: Codes, count: Int, seed: UInt64) throws -> [[Float]]
}

/// Codes of a sample of pixels.
public struct Codes: Sendable {
  private let matrix: PlanarMatrix

  init(_ matrix: PlanarMatrix) { self.matrix = matrix }

  /// Samples.
  public var count: Int { matrix.count }
  /// Numbers of every code.
  public var width: Int { matrix.features }

  /// The code of a sample: ``width`` numbers.
  public subscript(sample: Int) -> [Float] { (0..<width).map { matrix[$0, sample] } }
}

extension Scene {
  /// Groups the codes by a clusterer of one's own instead of the recipe's.
  public mutating func use(_ finder: some CentreFinder) {
    recipe.use(
      GivenCentres(name: finder.name) { codes, count, seed in
        try finder.centres(of: Codes(codes), count: count, seed: seed)
      })
  }
}
