import Fitting
import Kernels
import Rasters

extension TrainedNetwork {
  /// What a report says of a training; names begin with `prefix`.
  func notes(_ prefix: String) -> FitNotes {
    var notes = FitNotes()
    notes.curves.append(FitNotes.Curve(name: prefix + "loss", values: losses))
    if !validationLosses.isEmpty {
      notes.curves.append(
        FitNotes.Curve(name: prefix + "validation loss", values: validationLosses))
    }
    notes.facts[prefix + "epochs"] = Double(losses.count)
    notes.facts[prefix + "best-epoch"] = Double(bestEpoch + 1)
    if halvings > 0 {
      notes.warnings.append(
        "\(prefix)training diverged \(halvings) times and went on with a rate of \(rate).")
    }
    return notes
  }
}

extension FitNotes {
  /// The mean squared error of rebuilding the samples.
  mutating func describe(_ encoder: some ReconstructingEncoder, on samples: PlanarMatrix) {
    facts["reconstruction-mse"] = encoder.meanReconstructionError(samples)
  }
}

extension PlanarMatrix {
  /// Networks need something to look at.
  func checkFeatures() throws {
    guard features > 0 else { throw Failure("there are no bands to train a network on") }
    guard count > 0 else { throw Failure("there are no samples to train the network on") }
  }
}
