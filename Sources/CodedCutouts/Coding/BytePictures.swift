import Foundation
import Surveys

/// Whether there are pictures of 8 bits or fewer among the files of a folder.
struct BytePictures {
  let folder: String
  let names: [String]

  /// TIFF files that are opened to know it.
  private static let sample = 64

  var areThere: Bool {
    let hasOthers = names.contains {
      switch CutoutFiles.ending(of: $0) {
      case "jpg", "jpeg", "gif", "bmp": true
      case "png": Self.isShallow(png: folder + "/" + $0)
      default: false
      }
    }
    if hasOthers { return true }
    let tiffs = names.filter { CutoutFiles.tiffs.contains(CutoutFiles.ending(of: $0)) }
    return stride(from: 0, to: tiffs.count, by: max(1, tiffs.count / Self.sample)).contains {
      guard let picture = try? ImageFile.open(folder + "/" + tiffs[$0]).picture else {
        return false
      }
      return !picture.isDeep
    }
  }

  /// The depth stands behind the size in the first chunk.
  private static func isShallow(png path: String) -> Bool {
    let head = FileHandle(forReadingAtPath: path)?.readData(ofLength: 26) ?? Data()
    return head.count == 26 && head.starts(with: [0x89, 0x50, 0x4E, 0x47]) && head[24] <= 8
  }
}
