import Rasters
import Surveys

/// The sources of a run, each with its place on image and sky as far as it
/// can be known.
struct CutoutSources {
  var ids: [String] = []
  var sky: [SkyPosition?] = []
  var places: [ImagePosition?] = []
  /// What detection found; empty for a catalogue.
  var found: [DetectedSource] = []

  var count: Int { ids.count }

  init(_ list: [SurveySource], on image: SurveyImage, catalogue: String) throws {
    let canUseSky = image.wcs != nil && list.contains { $0.sky != nil }
    guard canUseSky || list.contains(where: { $0.place != nil }) else {
      guard image.wcs == nil else {
        throw Failure("no row of '\(catalogue)' has a position that can be read")
      }
      throw Failure.usage(
        "'\(image.paths.first ?? "")' has no sky coordinates: '\(catalogue)' must give x and y")
    }
    ids = list.map(\.id)
    // Where a row has both, the sky is what the catalogue measured.
    places = list.map { source in
      canUseSky ? source.sky.flatMap { image.wcs?.pixel(at: $0) } ?? source.place : source.place
    }
    sky = zip(list, places).map { source, place in
      source.sky ?? place.flatMap { image.wcs?.sky(at: $0) }
    }
  }

  init(_ found: [DetectedSource], on image: SurveyImage) {
    self.found = found
    ids = found.indices.map { "\($0 + 1)" }
    places = found.map(\.place)
    sky = found.map { image.wcs?.sky(at: $0.place) }
  }

  /// Rows whose identifier another row has too.
  var doubled: Set<Int> {
    let counts = ids.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return Set(ids.indices.filter { counts[ids[$0], default: 0] > 1 })
  }
}

extension CutoutSources {
  /// The table beside the cutouts; `cutout` is a column of files or planes.
  func table(flags: [CutoutFlags], frames: [CutoutFrame?], cutout: SourceTable.Column)
    -> SourceTable
  {
    func real(_ value: (Int) -> Double?) -> [Double] {
      ids.indices.map { value($0) ?? .nan }
    }
    var columns: [SourceTable.Column] = [
      .init("ID", "identifier as in the catalogue", .text(ids)),
      .init("RA", unit: "deg", "right ascension", .real(real { sky[$0]?.ra }, decimals: 9)),
      .init("DEC", unit: "deg", "declination", .real(real { sky[$0]?.dec }, decimals: 9)),
      .init(
        "X", unit: "pixel", "column on the image, first is 1",
        .real(real { places[$0]?.x }, decimals: 4)),
      .init(
        "Y", unit: "pixel", "row on the image, lowest is 1",
        .real(real { places[$0]?.y }, decimals: 4)),
      .init(
        "XCUT", unit: "pixel", "column on the cutout, first is 1",
        .real(real { place($0, frames)?.x }, decimals: 4)),
      .init(
        "YCUT", unit: "pixel", "row on the cutout, lowest is 1",
        .real(real { place($0, frames)?.y }, decimals: 4)),
      .init(
        "FLAGS", "sum of " + CutoutFlags.meanings.joined(separator: ", "),
        .whole(flags.map(\.rawValue))),
      cutout,
    ]
    if !found.isEmpty { columns += detected }
    return SourceTable(columns, rowCount: count)
  }

  private func place(_ row: Int, _ frames: [CutoutFrame?]) -> ImagePosition? {
    places[row].flatMap { frames[row]?.place(of: $0) }
  }

  private var detected: [SourceTable.Column] {
    [
      .init("FLUX", "sum above the background", .real(found.map(\.flux), decimals: nil)),
      .init("PEAK", "largest value above the background", .real(found.map(\.peak), decimals: nil)),
      .init("NPIX", "pixels above the threshold", .whole(found.map(\.pixels))),
      .init("A", unit: "pixel", "half major axis (rms)", .real(found.map(\.a), decimals: nil)),
      .init("B", unit: "pixel", "half minor axis (rms)", .real(found.map(\.b), decimals: nil)),
      .init(
        "THETA", unit: "deg", "major axis from x to y", .real(found.map(\.theta), decimals: nil)),
      .init("SEPFLAGS", "1 deblended, 2 truncated", .whole(found.map(\.flags))),
    ]
  }
}
