import Foundation
import Rasters

/// Which image of a FITS file is meant.
package enum ImageExtension: Sendable, Equatable {
  /// The first with pixels.
  case first
  /// By position: 0 is the primary one.
  case number(Int)
  /// By EXTNAME, in any case of letters; of several, the first.
  case name(String)
  /// By EXTNAME and EXTVER.
  case version(String, Int)

  /// As somebody types it: a number, or else a name, `SCI`, or a name and a
  /// version, `SCI,2`.
  package init(_ typed: String) throws {
    guard !typed.isEmpty, typed.utf8.count <= 68 else {
      throw Failure.usage("an extension is a number from 0 on or a name of up to 68 letters")
    }
    if let number = Int(typed) {
      guard (0...9999).contains(number) else {
        throw Failure.usage("extension \(number) must be from 0 to 9999")
      }
      self = .number(number)
    } else if let comma = typed.lastIndex(of: ","),
      let version = Int(typed[typed.index(after: comma)...].trimmingCharacters(in: .whitespaces))
    {
      self = .version(typed[..<comma].trimmingCharacters(in: .whitespaces), version)
    } else {
      self = .name(typed)
    }
  }
}
