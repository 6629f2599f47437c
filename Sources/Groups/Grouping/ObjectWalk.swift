/// Some objects of a table, one after another.
struct ObjectBlock {
  /// The number of the first, from 0.
  var first: Int
  var ids: [String]
  var width: Int
  /// [object][feature]; an object that lacks a value holds one that is not
  /// finite.
  var values: [Float]
  /// [object][column of ``ObjectWalk/hintColumns``].
  var hints: [Float] = []
  /// What went wrong, by place in the block, beyond missing values.
  var problems: [Int: String] = [:]

  var count: Int { ids.count }

  func values(of place: Int) -> ArraySlice<Float> {
    values[place * width..<(place + 1) * width]
  }

  func isValid(_ place: Int) -> Bool { values(of: place).allSatisfy(\.isFinite) }

  /// Why an object is not grouped; nil where it is.
  func problem(_ place: Int) -> String? {
    if let problem = problems[place] { return problem }
    guard !isValid(place) else { return nil }
    return values(of: place).contains { $0.isNaN } ? "missing value" : "infinite value"
  }
}

/// Objects with their features, to be walked from the first to the last as
/// often as wished.
protocol ObjectWalk {
  /// Names of the features.
  var features: [String] { get }
  /// Names of columns that are not learnt from but tell classes of galaxies.
  var hintColumns: [String] { get }
  /// Flags of the objects' cutouts, by row; nil where objects have none.
  var cutoutFlags: [Int]? { get }
  /// What is to be known of the objects that were read and those that were not.
  var notes: [String] { get }
  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws
}

extension ObjectWalk {
  var cutoutFlags: [Int]? { nil }
  var notes: [String] { [] }

  /// Objects of a block: about 16 MB of values.
  static func blockSize(width: Int) -> Int { max(64, min(16_384, (4 << 20) / max(1, width))) }
}
