import RasterIO

/// Whether TIFF files are cutouts or the bands of a scene, which look alike.
///
/// Bands have a place on the ground, are of one size and are called after their
/// numbers. Cutouts have none and are many and small, of several sizes, or sorted
/// into folders.
enum TIFFCutouts {
  struct Facts: Equatable {
    var width: Int
    var height: Int
    /// By a transform or a reference system.
    var isPlaced: Bool
  }

  /// Files that are looked at, from all over the list.
  private static let sample = 24
  private static let (many, small, largest) = (20, 512, 2048)

  static func areThere(folder: String, names: [String]) -> Bool {
    guard !names.isEmpty, !areBands(names) else { return false }
    let step = max(1, names.count / sample)
    let facts = stride(from: 0, to: names.count, by: step).compactMap { index in
      (try? RasterDataset(path: folder + "/" + names[index])).map {
        Facts(
          width: $0.width, height: $0.height,
          isPlaced: $0.grid.transform != nil || $0.grid.wkt != nil)
      }
    }
    return areCutouts(names, facts)
  }

  /// - Parameter facts: those of the files that were looked at.
  static func areCutouts(_ names: [String], _ facts: [Facts]) -> Bool {
    let longest = facts.map { max($0.width, $0.height) }.max() ?? .max
    guard names.count >= 3, facts.count >= min(3, names.count), !areBands(names),
      longest <= largest, !facts.contains(where: \.isPlaced)
    else { return false }
    let isSorted = Set(names.map { $0.split(separator: "/").dropLast().joined() }).count > 1
    let areOfSeveralSizes = facts.contains {
      ($0.width, $0.height) != (facts[0].width, facts[0].height)
    }
    return isSorted || areOfSeveralSizes || (names.count >= many && longest <= small)
  }

  /// "B4.tif", "scene_band_12.tiff": all are called after a band.
  static func areBands(_ names: [String]) -> Bool {
    names.allSatisfy { name in
      (name.split(separator: "/").last ?? "").lowercased()
        .wholeMatch(of: #/(.*[_\-. ])?(b|band)[_\-. ]?\d{1,3}a?(_\d+m)?\.tiff?/#) != nil
    }
  }
}
