import Kernels

/// One value for each channel, rounded up to whole vectors with zeros.
struct ChannelVector: Sendable {
  private let buffer: FloatBuffer

  init(_ values: [Float]) {
    buffer = FloatBuffer(RowLayer.padded(values.count))
    buffer.assign(values)
  }

  var pointer: UnsafePointer<Float> { UnsafePointer(buffer.pointer) }
  var bytes: Int { 4 * buffer.count }
}
