package import Fitting
package import Kernels
import Rasters
import Tensors

/// Gives rejected objects the group that they are likeliest to be of, learnt
/// from the voted ones.
package enum Completion: Sendable {
  case neighbours(NeighbourCompletion)
  case softmax(SoftmaxCompletion)

  /// Nil for ``CompletionKind/none``, and where fewer than two samples have a
  /// group (0 is none).
  static func fit(
    _ kind: CompletionKind, _ codes: PlanarMatrix, groups: [Int], context: FitContext
  ) throws -> Completion? {
    switch kind {
    case .none: nil
    case .knn:
      try NeighbourCompletion(codes, groups: groups, context: context).map(Completion.neighbours)
    case .softmax:
      try SoftmaxCompletion(codes, groups: groups, context: context).map(Completion.softmax)
    }
  }

  /// The group of every sample and the probability that it is right.
  package func complete(
    _ codes: PlanarMatrix, context: FitContext
  ) throws -> [(group: Int, confidence: Double)] {
    switch self {
    case .neighbours(let own): try own.complete(codes, context: context)
    case .softmax(let own): try own.complete(codes, context: context)
    }
  }

  var tensors: [String: Tensor] {
    switch self {
    case .neighbours(let own): own.tensors
    case .softmax(let own): own.tensors
    }
  }

  static func restore(
    _ kind: CompletionKind, _ tensors: [String: Tensor], width: Int, groups: Int
  ) throws -> Completion? {
    switch kind {
    case .none: nil
    case .knn: .neighbours(try NeighbourCompletion(tensors: tensors, width: width, groups: groups))
    case .softmax: .softmax(try SoftmaxCompletion(tensors: tensors, width: width, groups: groups))
    }
  }

  /// Groups from 1 as a model file holds them.
  static func groups(_ floats: [Float], upTo most: Int) throws -> [Int] {
    try floats.map { float in
      guard let group = Int(exactly: float), (1...max(1, most)).contains(group) else {
        throw Failure("the model completes into group \(float), of \(most)")
      }
      return group
    }
  }
}
