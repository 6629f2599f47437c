package import Rasters

/// Labels that are read by rows, as often as needed; 0 is "no data".
package protocol LabelSource {
  var grid: Grid { get }

  /// Reads full rows one after the other into `buffer`.
  func read(_ rows: Range<Int>, into buffer: UnsafeMutablePointer<UInt16>) throws
}
