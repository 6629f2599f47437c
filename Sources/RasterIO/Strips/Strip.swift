/// A few full rows of a scene: all bands in physical units as planes, and
/// which pixels count. Filled by ``StripReader``; rows may be worked on by
/// several workers as long as each keeps to its own pixels.
package final class Strip: @unchecked Sendable {
  package let width: Int
  package let capacity: Int
  package let bands: Int
  /// Floats from plane to plane: whole chunks of 256 pixels beyond the last.
  package let planeStride: Int
  /// The rows it holds now.
  package internal(set) var rows: Range<Int> = 0..<0
  package let values: UnsafeMutablePointer<Float>
  /// 1 where the pixel has data in every band and no mask rejects it.
  package let valid: UnsafeMutablePointer<UInt8>
  /// Pixels of these rows by the reason for which they do not count.
  package internal(set) var rejected: [Int] = []

  private static let slack = 512

  /// With `maskBands` planes behind those of the bands, which masks are
  /// computed from.
  package init(width: Int, rows capacity: Int, bands: Int, maskBands extra: Int = 0) {
    self.width = width
    self.capacity = capacity
    self.bands = bands
    planeStride = (width * capacity + 2 * Self.slack) / Self.slack * Self.slack
    values = .allocate(capacity: planeStride * (bands + extra))
    values.initialize(repeating: 0, count: planeStride * (bands + extra))
    valid = .allocate(capacity: planeStride)
    valid.initialize(repeating: 0, count: planeStride)
  }

  deinit {
    values.deallocate()
    valid.deallocate()
  }

  package var pixelCount: Int { width * rows.count }

  /// The plane of one band.
  package func plane(_ band: Int) -> UnsafeMutablePointer<Float> { values + band * planeStride }

  /// Where a row begins in every plane.
  package func start(ofRow row: Int) -> Int { (row - rows.lowerBound) * width }

  /// Bytes that a strip of this shape takes.
  package static func bytes(width: Int, rows: Int, bands: Int) -> Int {
    (width * rows + 2 * slack) * (4 * bands + 1)
  }
}
