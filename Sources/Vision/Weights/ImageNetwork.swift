import Settings

/// A network that turns a square image into features.
protocol ImageNetwork: Sendable {
  /// `convnext_tiny`.
  var name: String { get }
  func featureCount(_ output: NetworkOutput) -> Int
  /// The side that it was trained on.
  var side: Int { get }
  /// What the side has to be a multiple of.
  var step: Int { get }
  /// Bytes of the weights in memory.
  var bytes: Int { get }
  /// Bytes of a lane's working memory.
  func laneBytes(side: Int) -> Int
  /// A function from an image [side][side][3] to its features, with working
  /// memory of its own: one for each thread.
  func lane(side: Int, _ output: NetworkOutput) -> (UnsafePointer<Float>) -> [Float]
}
