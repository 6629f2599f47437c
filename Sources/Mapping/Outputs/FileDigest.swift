internal import CCrypto
import Foundation

/// Size and SHA-256 of input files, read in pieces.
enum FileDigest {
  static func bytes(of path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }

  /// As 64 hexadecimal digits; nil where the file cannot be read (any more).
  static func sha256(of path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path), let context = EVP_MD_CTX_new() else {
      return nil
    }
    defer {
      try? handle.close()
      EVP_MD_CTX_free(context)
    }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
      piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else { return nil }
    return digest.map { String(format: "%02x", $0) }.joined()
  }
}
