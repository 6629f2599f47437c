/// Aligned memory of made-up values that lives as long as the process: kernels
/// keep its address.
func floats(_ count: Int, _ spread: Float = 1) -> UnsafeMutablePointer<Float> {
  let raw = UnsafeMutableRawPointer.allocate(byteCount: 4 * count, alignment: 64)
  let values = raw.bindMemory(to: Float.self, capacity: count)
  var state: UInt64 = 0x9e37_79b9_7f4a_7c15
  for index in 0..<count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    values[index] = spread * (Float(state >> 40) * 0x1p-23 - 1)
  }
  return values
}

func zeros<T: BinaryInteger>(_ count: Int, _: T.Type) -> UnsafeMutablePointer<T> {
  let values = UnsafeMutablePointer<T>.allocate(capacity: count)
  values.initialize(repeating: 0, count: count)
  return values
}

func doubles(_ count: Int) -> UnsafeMutablePointer<Double> {
  let values = UnsafeMutablePointer<Double>.allocate(capacity: count)
  values.initialize(repeating: 0, count: count)
  return values
}
