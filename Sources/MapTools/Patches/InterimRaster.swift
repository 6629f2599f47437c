/// A raster that is copied to the final one.
package enum InterimRaster {
  /// Creation options that make it fast to write and to read.
  package static let options = [
    "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER",
  ]
}
