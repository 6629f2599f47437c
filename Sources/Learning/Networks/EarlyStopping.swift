package import Kernels

/// Keeps the best weights by held-out loss and says when to stop waiting for
/// better ones (Prechelt 1998, "Early stopping – but when?").
package struct EarlyStopping {
  let patience: Int
  package private(set) var bestEpoch = -1
  package private(set) var bestLoss = Double.infinity
  package private(set) var bestParameters: [Float]?

  package init(patience: Int) { self.patience = patience }

  /// Takes note of an epoch; true when training should end.
  package mutating func judge(_ loss: Double, epoch: Int, parameters: FloatBuffer) -> Bool {
    if loss < bestLoss {
      bestLoss = loss
      bestEpoch = epoch
      bestParameters = parameters.values
    }
    return patience > 0 && epoch - bestEpoch >= patience
  }
}
