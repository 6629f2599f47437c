/// How many units a scene is to have.
public enum UnitCount: Sendable, Equatable, CustomStringConvertible {
  case exactly(Int)
  /// Every number of the range is tried, and the best is taken as a sweep would recommend it.
  case best(of: ClosedRange<Int>)

  /// From "8" or "4..16".
  public init(_ text: String) throws {
    let range = try UnitRange(text)
    self = range.least == range.most ? .exactly(range.most) : .best(of: range.least...range.most)
  }

  public var least: Int {
    switch self {
    case .exactly(let count): count
    case .best(let range): range.lowerBound
    }
  }

  public var most: Int {
    switch self {
    case .exactly(let count): count
    case .best(let range): range.upperBound
    }
  }

  /// The numbers of which the best is taken; nil where one is said.
  package var tried: UnitRange? {
    guard case .best(let range) = self, range.count > 1 else { return nil }
    return UnitRange(range)
  }

  /// "8" or "4..16"
  public var description: String { least == most ? "\(most)" : "\(least)..\(most)" }
}

extension UnitCount: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .exactly(value) }
}
