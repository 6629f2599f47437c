internal import CCrypto
package import Foundation
package import Kernels

/// Size and SHA-256 of input files, read in pieces.
package enum FileDigest {
  package static func bytes(of path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }

  /// As 64 hexadecimal digits; nil where the file cannot be read (any more), or
  /// is a pipe or device, which would never end.
  package static func sha256(of path: String) -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      let handle = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? handle.close() }
    return sha256 { (try? handle.read(upToCount: 1 << 20)) ?? nil }
  }

  /// The digest of bytes in memory; empty where the library fails.
  package static func sha256(of data: Data) -> String {
    var pieces = [data]
    return sha256 { pieces.popLast() } ?? ""
  }

  /// The digest of many numbers: that of the digests of their pieces, which workers
  /// share out.
  package static func sha256(of values: UnsafeBufferPointer<Float>, workers: Workers) -> String {
    let pieces = Pieces(values: values)
    let digests = try? workers.map(pieces.count) { _, index in sha256(of: pieces.data(index)) }
    return sha256(of: Data((digests ?? []).joined(separator: "\n").utf8))
  }

  /// `@unchecked Sendable` because nobody writes to the numbers meanwhile.
  private struct Pieces: @unchecked Sendable {
    let values: UnsafeBufferPointer<Float>
    private static let size = 1 << 20

    var count: Int { (values.count + Self.size - 1) / Self.size }

    func data(_ index: Int) -> Data {
      let end = min(values.count, (index + 1) * Self.size)
      return Data(
        UnsafeRawBufferPointer(
          rebasing: UnsafeRawBufferPointer(values)[4 * index * Self.size..<4 * end]))
    }
  }

  /// The digest of pieces, until there is none or an empty one.
  private static func sha256(_ next: () -> Data?) -> String? {
    guard let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
    while let piece = next(), !piece.isEmpty {
      piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else { return nil }
    return digest.map { String(format: "%02x", $0) }.joined()
  }
}
