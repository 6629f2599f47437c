/// What somebody says of a stack that says too little itself.
package struct StackRequest: Sendable, Equatable {
  /// The instrument, a word that ``StackSensor`` knows.
  package var sensor: String?
  /// "surface-reflectance", "toa-reflectance" or "digital-number".
  package var level: String?
  /// Stored numbers times this, plus `offset`, are reflectance.
  package var scale: Double?
  package var offset: Double?
  /// What each band is, a word that ``StackBandName`` knows, or "-" for none of them, in the order of the bands.
  package var roles: [String]?

  package init(
    sensor: String? = nil, level: String? = nil, scale: Double? = nil, offset: Double? = nil,
    roles: [String]? = nil
  ) {
    self.sensor = sensor
    self.level = level
    self.scale = scale
    self.offset = offset
    self.roles = roles
  }

  package var isEmpty: Bool { self == StackRequest() }
}
