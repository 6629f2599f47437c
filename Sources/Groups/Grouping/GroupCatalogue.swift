import Clusterers
import CodedCutouts
import Surveys

/// `catalog.csv`: one row per object in the order of the input, written as
/// they come, with the columns of a survey's catalogue.
final class GroupCatalogue {
  private let writer: CatalogueWriter
  private let votes: VoteColumns
  /// Flags of the objects' cutouts, by row; nil for a table.
  private let flags: [Int]?

  init(path: String, votes: VoteColumns, flags: [Int]?) throws {
    self.votes = votes
    self.flags = flags
    // A text of .csv may have any length.
    let widest = 65_535
    let own = flags == nil ? [] : [CatalogueColumn.cutoutFlags(CutoutFlags.meanings)]
    writer = try CatalogueWriter(
      [path],
      columns: [.identifier(width: widest)] + votes.columns + own + [.problem(width: widest)])
  }

  func add(_ block: ObjectBlock, _ objects: [GroupedObject]) throws {
    try writer.write(
      objects.enumerated().map { place, object in
        let own = flags.map { [CatalogueValue.integer($0[block.first + place])] } ?? []
        return [.text(block.ids[place])] + votes.values(of: object) + own
          + [.text(block.problem(place) ?? "")]
      })
  }

  /// Gives the file its name.
  func finish() throws { try writer.finish() }
}
