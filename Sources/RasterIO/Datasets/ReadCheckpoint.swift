internal import CGDAL
import Rasters

/// Asked by GDAL during a long reading whether it is to go on.
package final class ReadCheckpoint {
  private let ask: () throws -> Void
  private var error: (any Error)?

  package init(_ ask: @escaping () throws -> Void) { self.ask = ask }

  func watch(_ extra: inout GDALRasterIOExtraArg) {
    extra.pfnProgress = { _, _, pointer in
      guard let pointer else { return 1 }
      return Unmanaged<ReadCheckpoint>.fromOpaque(pointer).takeUnretainedValue().goesOn ? 1 : 0
    }
    extra.pProgressData = Unmanaged.passUnretained(self).toOpaque()
  }

  private var goesOn: Bool {
    guard error == nil else { return false }
    do { try ask() } catch { self.error = error }
    return error == nil
  }

  /// Throws what has ended a reading.
  func check() throws { if let error { throw error } }
}
