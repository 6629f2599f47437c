import Rasters
import Testing

/// Sizes as people type them.
@Suite struct ByteCountTests {
  static let sizes: [(String, Int?)] = [
    ("512", 512), ("512b", 512), ("1k", 1024), ("1KB", 1024), ("2 MB", 2 << 20), ("2MiB", 2 << 20),
    ("1.5g", 3 << 29), ("1GB", 1 << 30), ("1T", 1 << 40), ("0.5 GiB", 1 << 29), (".5k", 512),
    ("", nil), ("GB", nil), ("0", nil), ("0GB", nil), ("-1GB", nil), ("1 XB", nil), ("1e3", nil),
    ("1.2.3", nil), ("nan", nil), ("inf", nil), ("9999999TB", nil), ("1,5GB", nil), ("٣", nil),
    ("0.1", nil), ("1ib", nil),
  ]

  @Test(arguments: sizes) func parses(_ text: String, _ bytes: Int?) {
    #expect(ByteCount.parse(text) == bytes)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1.0 KB"), (3 << 29, "1.5 GB"),
    (1 << 50, "1.0 PB"), (.max, "16.0 EB"),
  ])
  func prints(_ bytes: UInt64, _ text: String) {
    #expect(ByteCount.text(bytes) == text)
  }

  /// What is written is what is typed.
  @Test(arguments: [1, 812, 1 << 10, 3 << 19, 600 << 20, 3 << 29, 2 << 30, 5 << 40])
  func whatIsWrittenCanBeTyped(_ bytes: Int) {
    #expect(
      ByteCount.parse(
        ByteCount.text(bytes).replacing(" bytes", with: "").replacing(" byte", with: "")) == bytes)
  }
}
