import Testing

/// Ward's tree as scikit-learn and SciPy have it.
struct WardReference: Decodable, Sendable, CustomTestStringConvertible {
  struct Cut: Decodable, Sendable {
    var k: Int
    var labels: [Int32]
  }
  var name: String
  var rows: [[Float]]
  var heights: [Double]
  var cuts: [Cut]
  var testDescription: String { name }
}
