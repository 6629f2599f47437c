internal import CKernels
import Foundation
import Rasters
import Synchronization

/// Decoded blocks of those bands of a stack that lie on its very grid in
/// simple GeoTIFFs. Every block is decoded once by whichever lane is free,
/// and kept as long as strips touch it; the first rows longer, for the passes
/// that follow.
///
/// Calls of ``prepare(rows:)`` are alone; then lanes call ``decode(lane:)``;
/// then any thread may ``copy(plane:row:columns:into:)``.
package final class BlockStore: @unchecked Sendable {
  /// Blocks of one band, or of all bands of a file whose pixels hold them all.
  private final class Sheet {
    let file: BlockFile
    var blocks: [UnsafeMutableRawPointer?]

    init(_ file: BlockFile) {
      self.file = file
      blocks = [UnsafeMutableRawPointer?](repeating: nil, count: file.places.count)
    }
  }

  private struct Plane {
    var sheet: Int
    /// Among the samples of a pixel.
    var sample: Int
  }

  /// A block to decode.
  private struct Job {
    var sheet: Int
    var block: Int
  }

  private let region: Window
  private let sheets: [Sheet]
  private let sources: [Int: Plane]
  private let decoders: [BlockDecoder]
  private var jobs: [Job] = []
  private let cursor = Atomic<Int>(0)
  /// Buffers that are free again, by their size.
  private var pool: [Int: [UnsafeMutableRawPointer]] = [:]

  /// Planes of a strip that come from here.
  package let planes: Set<Int>

  /// Rows of the region, from the first, whose blocks are kept when strips
  /// have passed them.
  package var keptRows = 0

  /// Holds nothing.
  init() {
    (region, sheets, sources, decoders, planes) =
      (Window(column: 0, row: 0, width: 1, height: 1), [], [:], [], [])
  }

  init(_ stack: BandStack, region: Window, lanes: Int) {
    self.region = region
    var sheets: [Sheet] = []
    var sources: [Int: Plane] = [:]
    var shared: [String: Int] = [:]
    var datasets: [String: RasterDataset] = [:]
    for (index, band) in stack.planes.enumerated() {
      guard band.terrain == nil, band.grid.hasPixels(of: stack.grid) else { continue }
      if let sheet = shared[band.path] {
        sources[index] = Plane(sheet: sheet, sample: band.band - 1)
        continue
      }
      guard let dataset = datasets[band.path] ?? (try? RasterDataset(path: band.path)) else {
        continue
      }
      datasets[band.path] = dataset
      guard dataset.width == stack.grid.width, dataset.height == stack.grid.height,
        let file = BlockFile(dataset, band: band.band)
      else { continue }
      let isShared = file.layout.samples > 1
      if isShared { shared[band.path] = sheets.count }
      sources[index] = Plane(sheet: sheets.count, sample: isShared ? band.band - 1 : 0)
      sheets.append(Sheet(file))
    }
    self.sheets = sheets
    self.sources = sources
    planes = Set(sources.keys)
    decoders = (0..<max(1, lanes)).map { _ in BlockDecoder() }
  }

  deinit {
    for sheet in sheets {
      for block in sheet.blocks { block?.deallocate() }
    }
    for block in pool.values.joined() { block.deallocate() }
  }

  // MARK: memory

  /// Bytes of the blocks under `rows` rows, wherever they begin, and of the row
  /// of blocks before them.
  package func bytes(touchedBy rows: Int) -> Int {
    sheets.reduce(0) { sum, sheet in
      let layout = sheet.file.layout
      let high = min(layout.down, (rows + layout.blockHeight - 2) / layout.blockHeight + 1)
      return sum + high * columns(layout).count * layout.blockBytes
    }
  }

  /// Bytes of the blocks under the first `rows` rows of the region.
  package func bytes(ofFirst rows: Int) -> Int {
    sheets.reduce(0) { sum, sheet in
      let layout = sheet.file.layout
      return sum + self.rows(layout, 0..<rows).count * columns(layout).count * layout.blockBytes
    }
  }

  private func columns(_ layout: BlockLayout) -> Range<Int> {
    region.column / layout.blockWidth..<(region.endColumn - 1) / layout.blockWidth + 1
  }

  /// Rows of blocks under rows of the region.
  private func rows(_ layout: BlockLayout, _ rows: Range<Int>) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    let first = (region.row + rows.lowerBound) / layout.blockHeight
    return first..<(region.row + rows.upperBound - 1) / layout.blockHeight + 1
  }

  // MARK: a strip

  /// Frees the blocks that rows of the region do not touch and finds those that
  /// they do and that are not there.
  package func prepare(rows: Range<Int>) {
    jobs = []
    cursor.store(0, ordering: .relaxed)
    for index in sheets.indices {
      let layout = sheets[index].file.layout
      let touched = self.rows(layout, rows)
      let kept = self.rows(layout, 0..<min(keptRows, region.height))
      for row in 0..<layout.down where !touched.contains(row) && !kept.contains(row) {
        for block in row * layout.across..<(row + 1) * layout.across { free(block, of: index) }
      }
      for row in touched {
        for column in columns(layout)
        where sheets[index].blocks[row * layout.across + column] == nil {
          jobs.append(Job(sheet: index, block: row * layout.across + column))
        }
      }
    }
    for job in jobs {
      sheets[job.sheet].blocks[job.block] = taken(sheets[job.sheet].file.layout.blockBytes)
    }
  }

  private func free(_ block: Int, of sheet: Int) {
    guard let buffer = sheets[sheet].blocks[block] else { return }
    sheets[sheet].blocks[block] = nil
    pool[sheets[sheet].file.layout.blockBytes, default: []].append(buffer)
  }

  private func taken(_ bytes: Int) -> UnsafeMutableRawPointer {
    pool[bytes]?.popLast() ?? .allocate(byteCount: bytes, alignment: 64)
  }

  /// Decodes missing blocks until none is left. After an error the store is
  /// not to be used any more.
  package func decode(lane: Int) throws {
    while true {
      let next = cursor.wrappingAdd(1, ordering: .relaxed).oldValue
      guard next < jobs.count else { return }
      let job = jobs[next]
      let file = sheets[job.sheet].file
      guard let buffer = sheets[job.sheet].blocks[job.block] else { continue }
      let rows = file.layout.rows(ofBlockRow: job.block / file.layout.across).count
      try decoders[lane].decode(
        file.places[job.block], of: file, rows: rows, into: buffer)
    }
  }

  /// Stored values of a row of the region, a plane that is here.
  package func copy(plane: Int, row: Int, into out: UnsafeMutablePointer<Float>) {
    guard let source = sources[plane] else { return }
    let sheet = sheets[source.sheet]
    let layout = sheet.file.layout
    guard let sample = layout.sample else { return }
    let line = region.row + row
    let inside = line % layout.blockHeight * layout.rowBytes
    let first = line / layout.blockHeight * layout.across
    for column in columns(layout) {
      let left = column * layout.blockWidth
      let from = max(region.column, left)
      let to = min(region.endColumn, left + layout.blockWidth)
      guard let block = sheet.blocks[first + column] else { continue }
      let offset = ((from - left) * layout.samples + source.sample) * layout.type.byteCount
      fk_widen(
        to - from, sample, block + inside + offset, layout.samples, out + from - region.column)
    }
  }
}

extension Grid {
  /// The very pixels of another grid.
  func hasPixels(of other: Grid) -> Bool {
    width == other.width && height == other.height
      && (transform == other.transform || transform == nil || other.transform == nil)
  }
}
