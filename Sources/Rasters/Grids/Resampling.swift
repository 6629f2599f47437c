/// How values are taken from a grid that is not the target's.
public enum Resampling: String, Sendable, CaseIterable {
  case nearest, bilinear, cubic, average
}
