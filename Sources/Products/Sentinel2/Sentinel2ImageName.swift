/// What a name of an image file says: "T46RER_20210908T042701_B04",
/// "L2A_T32TQM_20170826T102021_B02_10m", "B8A".
struct Sentinel2ImageName: Equatable {
  /// "B04", "SCL", "QA60"
  let label: String
  /// Pixel size in metres, where the name states it.
  let resolution: Int?
  /// What files of one scene share: "T46RER_20210908T042701".
  let scene: String

  private static let labels = Set(Sentinel2Band.all.map(\.label) + ["SCL", "QA60"])

  /// `stem` is a file name without folder and extension.
  init?(stem: String) {
    var words = stem.split(separator: "_").map(String.init)
    let sizes = ["10m": 10, "20m": 20, "60m": 60]
    resolution = words.last.flatMap { sizes[$0.lowercased()] }
    if resolution != nil { words.removeLast() }
    guard let last = words.popLast()?.uppercased(), Self.labels.contains(last) else { return nil }
    label = last
    scene = words.joined(separator: "_")
  }
}
