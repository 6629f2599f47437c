import Clusterers
import Surveys

/// `catalog.csv`: one row per object in the order of the input, written as
/// they come, with the columns of a survey's catalogue.
final class GroupCatalogue {
  private let writer: CatalogueWriter
  private let columns: [DeclaredColumn<Row>]
  /// Flags of the objects' cutouts, by row; nil for a table.
  private let flags: [Int]?

  /// What the columns of a row are filled from.
  private struct Row {
    let id: String
    let object: GroupedObject
    let flags: Int
    let problem: String?
  }

  init(path: String, votes: VoteColumns, flags: [Int]?) throws {
    self.flags = flags
    columns = Self.columns(votes, hasFlags: flags != nil)
    writer = try CatalogueWriter([path], columns: columns.map(\.column))
  }

  /// Every column, in the order of the table.
  private static func columns(_ votes: VoteColumns, hasFlags: Bool) -> [DeclaredColumn<Row>] {
    // A text of .csv may have any length.
    let widest = 65_535
    return [.identifier(width: widest, \.id)] + votes.all.map { $0.mapped(\.object) }
      + (hasFlags ? [.cutoutFlags(\.flags)] : []) + [
        .problem(width: widest, \.problem)
      ]
  }

  func add(_ block: ObjectBlock, _ objects: [GroupedObject]) throws {
    try writer.write(
      objects.enumerated().map { place, object in
        let row = Row(
          id: block.ids[place], object: object, flags: flags?[block.first + place] ?? 0,
          problem: block.problem(place))
        return columns.map { $0.value(row) }
      })
  }

  /// Gives the file its name.
  func finish() throws { try writer.finish() }
}
