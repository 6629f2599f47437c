/// The smallest patch that a map is to show (cartographers' MMU).
public enum MinimumMappingUnit: Hashable, Sendable {
  case hectares(Double)
  case pixels(Int)
}

extension MinimumMappingUnit: CustomStringConvertible {
  public var description: String {
    switch self {
    case .hectares(let area): "\(area) ha"
    case .pixels(let count): "\(count) pixels"
    }
  }
}
