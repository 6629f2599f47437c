/// One cell of a catalogue.
package enum CatalogueValue: Sendable, Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  /// What is no number is no value.
  case real(Double)
  case text(String)

  /// No value where there is no number.
  package init(_ number: Double?) { self = number.map { .real($0) } ?? .none }
  package init(_ number: Int?) { self = number.map { .integer($0) } ?? .none }
}
