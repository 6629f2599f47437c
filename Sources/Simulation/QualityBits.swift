/// Values of the Landsat Collection 2 QA_PIXEL band for the few states that
/// the simulator knows.
enum QualityBits {
  static let clear: Float = 21824
  static let water: Float = 21952
  static let dilatedCloud: Float = 21826
  static let cloud: Float = 22280
  static let shadow: Float = 23888

  /// The state of a pixel from its opacities and its share of water.
  static func value(opacity: Float, shadow: Float, water: Float) -> Float {
    if opacity > 0.2 { return cloud }
    if opacity > 0.01 { return dilatedCloud }
    if shadow > 0.25 { return Self.shadow }
    return water > 0.5 ? Self.water : clear
  }
}
