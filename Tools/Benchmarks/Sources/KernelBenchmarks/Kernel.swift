/// One kernel at the sizes that facies calls it with.
struct Kernel {
  /// What a call does, and so what bounds it.
  enum Work {
    /// Multiplications and additions; comparisons and exponentials not counted.
    case operations(Double)
    /// Bytes read and written, each once.
    case bytes(Double)
  }

  let name: String
  let sizes: String
  let work: Work
  let call: () -> Void
}
