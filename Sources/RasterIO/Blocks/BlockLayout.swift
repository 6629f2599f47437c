internal import CKernels

/// How a local GeoTIFF stores some of its values, where that is simple enough
/// to be read without GDAL: whole blocks of integers or Float32, as they are
/// or deflated, little-endian.
struct BlockLayout: Sendable, Equatable {
  enum Compression: Sendable { case none, deflate }

  var path: String
  var width: Int
  var height: Int
  var blockWidth: Int
  var blockHeight: Int
  /// Samples of a pixel that lie next to each other: all bands, or one.
  var samples: Int
  var type: SampleType
  var compression: Compression
  /// Stored are differences from the pixel to the left (TIFF's predictor 2).
  var isDifferenced: Bool

  var across: Int { (width + blockWidth - 1) / blockWidth }
  var down: Int { (height + blockHeight - 1) / blockHeight }
  var rowBytes: Int { blockWidth * samples * type.byteCount }
  /// Bytes of a whole block in memory.
  var blockBytes: Int { rowBytes * blockHeight }

  /// Pixel rows of a row of blocks.
  func rows(ofBlockRow row: Int) -> Range<Int> {
    row * blockHeight..<min(height, (row + 1) * blockHeight)
  }

  var sample: fk_sample? {
    switch type {
    case .uint8: FK_UINT8
    case .int8: FK_INT8
    case .uint16: FK_UINT16
    case .int16: FK_INT16
    case .float32: FK_FLOAT32
    default: nil
    }
  }
}

/// Where a block lies in its file.
struct BlockPlace: Sendable {
  var offset: Int
  var bytes: Int
}

extension RasterDataset {
  /// More blocks than this are left to GDAL, which need not know them all.
  private static let mostBlocks = 1 << 18
  private static let largestBlock = 64 << 20

  /// How the values of a band are stored; nil where GDAL has to read them.
  func blockLayout(band: Int) -> BlockLayout? {
    guard driver == "GTiff", (1...bandCount).contains(band) else { return nil }
    let facts = bands[band - 1]
    let structure = { (key: String) in self.metadataItem(key, domain: "IMAGE_STRUCTURE") }
    guard bandItem(band, "NBITS", domain: "IMAGE_STRUCTURE") == nil,
      let compression = Self.compression(structure("COMPRESSION"))
    else { return nil }
    let predictor = structure("PREDICTOR").flatMap { Int($0) } ?? 1
    let isShared = bandCount > 1 && structure("INTERLEAVE") == "PIXEL"
    let layout = BlockLayout(
      path: path, width: width, height: height, blockWidth: facts.blockWidth,
      blockHeight: facts.blockHeight, samples: isShared ? bandCount : 1, type: facts.type,
      compression: compression, isDifferenced: predictor == 2)
    let isPlain = predictor == 1 || (predictor == 2 && facts.type != .float32)
    guard isPlain, layout.sample != nil, layout.blockWidth > 0, layout.blockHeight > 0,
      layout.across * layout.down <= Self.mostBlocks, layout.blockBytes <= Self.largestBlock,
      !isShared || bands.allSatisfy({ $0.type == facts.type })
    else { return nil }
    return layout
  }

  private static func compression(_ name: String?) -> BlockLayout.Compression? {
    switch name {
    case nil, "NONE": BlockLayout.Compression.none
    case "DEFLATE": .deflate
    default: nil
    }
  }

  /// Where the blocks of a band lie, row after row; nil where one is missing
  /// (never written) or does not lie in the file.
  func blockPlaces(band: Int, _ layout: BlockLayout, fileBytes: Int) -> [BlockPlace]? {
    var places: [BlockPlace] = []
    places.reserveCapacity(layout.across * layout.down)
    for row in 0..<layout.down {
      for column in 0..<layout.across {
        let name = "\(column)_\(row)"
        guard
          let offset = bandItem(band, "BLOCK_OFFSET_" + name, domain: "TIFF").flatMap({ Int($0) }),
          let bytes = bandItem(band, "BLOCK_SIZE_" + name, domain: "TIFF").flatMap({ Int($0) }),
          offset > 0, bytes > 0, bytes <= 2 * layout.blockBytes + 1024,
          offset <= fileBytes - bytes
        else { return nil }
        places.append(BlockPlace(offset: offset, bytes: bytes))
      }
    }
    return places
  }
}
