internal import CFITSIO
import Foundation
import Rasters

extension FITSHandle {
  /// Headers of more cards are refused.
  static let mostCards = 100_000

  var isCompressedImage: Bool {
    var status: Int32 = 0
    return fits_is_compressed_image(pointer, &status) != 0
  }

  /// A whole number of the header as it is written, also of the table that
  /// holds a compressed image.
  func wholeKey(_ key: String) -> Int? {
    var value: LONGLONG = 0
    return succeeds { ffgkyjj($0, key, &value, nil, &$1) } ? Int(value) : nil
  }

  func textKey(_ key: String) -> String? {
    var value = [CChar](repeating: 0, count: 81)
    guard succeeds({ ffgkys($0, key, &value, nil, &$1) }) else { return nil }
    let text = Self.text(value)
    return text.isEmpty ? nil : text
  }

  /// All cards but comments, those of an image that is not compressed where
  /// it is.
  func cards() throws -> [String] {
    var count: Int32 = 0
    var more: Int32 = 0
    try check("'\(name)' has an unreadable header") { ffghsp($0, &count, &more, &$1) }
    guard Int(count) <= Self.mostCards else {
      throw Failure("'\(name)' has a header of \(count) cards; at most \(Self.mostCards)")
    }
    var text: UnsafeMutablePointer<CChar>?
    var cards: Int32 = 0
    try check("'\(name)' has an unreadable header") {
      ffcnvthdr2str($0, 1, nil, 0, &text, &cards, &$1)
    }
    guard let text else { return [] }
    defer {
      var status: Int32 = 0
      fffree(text, &status)
    }
    let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text))
    return stride(from: 0, to: bytes.count, by: 80).map {
      let card = bytes[$0..<min($0 + 80, bytes.count)]
      // A header is ASCII; other bytes would shift what follows.
      return String(decoding: card.map { (32..<127).contains($0) ? $0 : 63 }, as: UTF8.self)
    }
  }
}
