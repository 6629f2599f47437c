/// How much detail a map keeps: the smoothing of its labels in a word.
public enum Detail: String, CaseIterable, Sendable {
  /// Lines of one pixel stay; single pixels of which nobody is sure go.
  case fine
  /// Lines of three pixels stay.
  case medium
  /// Lines of four pixels stay.
  case areas

  /// Found on labelled scenes and on simulated lines (docs/standard-recipe.md).
  public var smoothing: Smoothing {
    switch self {
    case .fine: .mrf(PottsSettings(strength: 5, window: 3))
    case .medium: .mrf(PottsSettings(strength: 40, window: 7))
    case .areas: .mrf(PottsSettings(strength: 100, window: 7))
    }
  }
}
