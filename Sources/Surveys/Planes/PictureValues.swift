/// What an image's values are if they are those of a picture, from black to
/// white, and not of the sky.
package struct PictureValues: Sendable, Equatable {
  /// The value of white; black is 0.
  package var white: Float
  /// Stored in 16 bits, as measurements may be too.
  package var isDeep: Bool

  package static let bytes = PictureValues(white: 255, isDeep: false)
}

/// What the values of an image are read for.
package enum ImagePurpose: Sendable {
  /// Light: a palette stands for its colours.
  case light
  /// Labels and masks: numbers, in whatever colours a palette shows them.
  case labels
}
