import Rasters

/// Something wrong in an expression, at a column of its text.
package struct ExpressionError: FaciesError, Equatable {
  /// From 1, in characters.
  package let column: Int
  package let message: String

  package var exitCode: Int32 { 2 }
  package var description: String { "column \(column): \(message)" }
}
