import Kernels
import Labelling
import Learning
import MapTools
import RasterIO
import Rasters

/// What is at hand when a walk over a scene begins.
struct MapWalk {
  let folder: ResultFolder
  let source: OpenScene
  let model: ModelFile
  let workers: Workers
  /// How the map was made, for the TIFFs themselves.
  let metadata: [String: String]
}

/// Rows of a scene that have been classified.
struct MappedStrip {
  let features: Strip
  /// Before they are sieved, rows of the core.
  let labels: UnsafePointer<UInt8>
  /// Rows of the core; ``StripClassifier/noConfidence`` is none.
  let confidence: UnsafePointer<UInt8>
  /// Nil where no output asks for any.
  let details: StripDetails?
}

/// Writes a file while a scene is walked over.
protocol StripWriter {
  /// Strips come in order.
  func write(_ strip: MappedStrip, core: Range<Int>) throws
  func finish(threads: Int) throws
}
