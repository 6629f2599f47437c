package import Fitting
package import Kernels

/// Keeps the best weights by held-out loss and says when to stop waiting for
/// better ones (Prechelt 1998, "Early stopping – but when?").
package struct EarlyStopping {
  let patience: Int
  package private(set) var bestEpoch = -1
  package private(set) var bestLoss = Double.infinity
  package private(set) var bestParameters: FloatBuffer?

  package init(patience: Int) { self.patience = patience }

  /// Takes note of an epoch; true when training should end.
  package mutating func judge(_ loss: Double, epoch: Int, parameters: FloatBuffer) -> Bool {
    if loss < bestLoss {
      bestLoss = loss
      bestEpoch = epoch
      let best = bestParameters ?? FloatBuffer(parameters.count)
      best.assign(parameters)
      bestParameters = best
    }
    return patience > 0 && epoch - bestEpoch >= patience
  }

  /// What a training that is broken off has to keep.
  package func note(in state: inout TrainingState) {
    (state.facts.bestEpoch, state.facts.bestLoss) = (bestEpoch, bestLoss)
    state.vectors[.best] = bestParameters
  }

  package mutating func restore(_ state: TrainingState) {
    bestEpoch = state.facts.bestEpoch
    bestLoss = state.facts.bestLoss
    bestParameters = state.vectors[.best]
  }
}
