internal import CGDAL

/// What tells, beside the values themselves, which pixels of a band count.
package enum MaskKind: Sendable, Equatable {
  /// Nothing but declared values and their range.
  case none
  /// A mask of the whole file, inside it or beside it.
  case file
  /// A mask of this band alone.
  case band
  /// The alpha band of the file: 0 is outside the image.
  case alpha
  /// A pixel has no data where every band has the value that is declared for
  /// it together (NODATA_VALUES).
  case together

  init(_ flags: Int32) {
    let has = { (flag: Int32) in flags & flag != 0 }
    self =
      if has(Int32(GMF_ALL_VALID)) {
        .none
      } else if has(Int32(GMF_ALPHA)) {
        .alpha
      } else if has(Int32(GMF_NODATA)) {
        has(Int32(GMF_PER_DATASET)) ? .together : .none
      } else {
        has(Int32(GMF_PER_DATASET)) ? .file : .band
      }
  }

  /// For people; nil where there is nothing.
  package var text: String? {
    switch self {
    case .none: nil
    case .file: "mask of the file"
    case .band: "mask of the band"
    case .alpha: "alpha band"
    case .together: "values of all bands together"
    }
  }

  /// Its pixels are to be read.
  package var isBand: Bool { self != .none }
}
