internal import CFITSIO
import Files
import Foundation
import Rasters

/// One open FITS file of CFITSIO: its only owner. Not for two threads.
final class FITSHandle {
  /// What messages call the file.
  let name: String
  private(set) var pointer: UnsafeMutablePointer<fitsfile>
  private var isOpen = true

  /// Opens a file of the disk for reading: the name is taken as it is, never
  /// for CFITSIO's language of filters and addresses.
  init(reading path: String, name: String) throws {
    self.name = name
    var opened: UnsafeMutablePointer<fitsfile>?
    var status: Int32 = 0
    ffcmsg()
    ffdkopn(&opened, path, READONLY, &status)
    guard status == 0, let opened else {
      throw Failure("'\(name)' cannot be read as a FITS file: \(Self.reason(status))")
    }
    pointer = opened
  }

  /// Makes a new file, which must not be there yet.
  init(creating path: String, name: String) throws {
    self.name = name
    var opened: UnsafeMutablePointer<fitsfile>?
    var status: Int32 = 0
    ffcmsg()
    errno = 0
    ffdkinit(&opened, path, &status)
    guard status == 0, let opened else {
      let reason = TemporaryName.isDiskError(errno) ? TemporaryName.systemReason : nil
      throw Failure("cannot make '\(name)': \(reason ?? Self.reason(status))")
    }
    pointer = opened
  }

  deinit {
    var status: Int32 = 0
    if isOpen { ffclos(pointer, &status) }
    ffcmsg()
  }

  /// Ends a file that was written; what could not be written is an error.
  func close() throws {
    var status: Int32 = 0
    isOpen = false
    errno = 0
    ffclos(pointer, &status)
    try judge("cannot write '\(name)'", status)
  }

  /// CFITSIO passes over some errors of a disk that is full or broken, and
  /// gives no reason for others.
  private func judge(_ what: @autoclosure () -> String, _ status: Int32) throws {
    if TemporaryName.isDiskError(errno) {
      let reason = TemporaryName.systemReason
      ffcmsg()
      throw Failure("\(what()): \(reason)")
    }
    guard status == 0 else { throw Failure("\(what()): \(Self.reason(status))") }
  }

  /// Runs calls that share CFITSIO's status; says `what` failed.
  func check(
    _ what: @autoclosure () -> String,
    _ body: (UnsafeMutablePointer<fitsfile>, inout Int32) -> Void
  ) throws {
    var status: Int32 = 0
    errno = 0
    body(pointer, &status)
    try judge(what(), status)
  }

  /// Whether the calls succeed; nothing is kept of an error.
  func succeeds(_ body: (UnsafeMutablePointer<fitsfile>, inout Int32) -> Void) -> Bool {
    var status: Int32 = 0
    body(pointer, &status)
    ffcmsg()
    return status == 0
  }

  /// CFITSIO's words for a status, in one line, with its last remark.
  static func reason(_ status: Int32) -> String {
    var short = [CChar](repeating: 0, count: 128)
    ffgerr(status, &short)
    var remark = ""
    var line = [CChar](repeating: 0, count: 128)
    while ffgmsg(&line) != 0 { if remark.isEmpty { remark = text(line) } }
    let words = [text(short), remark].filter { !$0.isEmpty }.joined(separator: ": ")
    return String(words.unicodeScalars.map { $0.value < 32 ? " " : Character($0) })
  }

  /// A C string up to its end.
  static func text(_ bytes: [CChar]) -> String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .trimmingCharacters(in: .whitespaces)
  }
}
