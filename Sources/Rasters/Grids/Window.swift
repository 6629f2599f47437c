/// A half-open rectangle of pixels: columns `column ..< column + width`, rows
/// `row ..< row + height`.
public struct Window: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var width: Int
  public var height: Int

  public init(column: Int, row: Int, width: Int, height: Int) {
    self.column = column
    self.row = row
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The first column after the window.
  public var endColumn: Int { column + width }
  /// The first row after the window.
  public var endRow: Int { row + height }
  public var pixelCount: Int { width * height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  public func intersection(_ other: Window) -> Window {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Window(
      column: left, row: top,
      width: min(endColumn, other.endColumn) - left,
      height: min(endRow, other.endRow) - top)
  }

  public func contains(_ other: Window) -> Bool {
    other.isEmpty
      || (other.column >= column && other.row >= row
        && other.endColumn <= endColumn && other.endRow <= endRow)
  }
}

extension Window: CustomStringConvertible {
  public var description: String { "\(width)x\(height) at column \(column), row \(row)" }
}
