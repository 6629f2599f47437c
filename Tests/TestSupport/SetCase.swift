import Foundation
package import Kernels
import Testing

/// A set of samples and what scikit-learn makes of it, see make_learning.py.
package struct SetCase: Decodable, Sendable, CustomTestStringConvertible {
  package struct Components: Decodable, Sendable {
    package var axes: [[Double]]
    package var shares: [Double]
    package var singular: [Double]
    package var codes: [[Double]]
    package var count90: Int
  }

  package struct Mixture: Decodable, Sendable {
    package var likelihood: Double
    package var bic: Double
  }

  package var name: String
  package var k: Int
  package var rows: [[Float]]
  /// The first four samples scaled.
  package var scaling: [String: [[Double]]]
  package var components: Components
  package var inertia: Double
  package var labels: [Int32]
  package var mixtures: [String: Mixture]

  package var testDescription: String { name }
  package var samples: PlanarMatrix { PlanarMatrix(rows: rows) }

  package static func all() throws -> [SetCase] {
    try JSONFixture.decode("learning.json", in: .module)
  }
}
