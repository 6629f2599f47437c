/// Which numbers of a network are an image's features.
package enum NetworkOutput: String, Sendable, CaseIterable {
  /// What its classifier would be given.
  case head
  /// Mean and standard deviation over the pixels of every channel that leaves
  /// its last block: textures more than things, which serves galaxies better.
  case moments
}
