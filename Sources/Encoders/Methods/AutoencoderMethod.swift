import Fitting
import Kernels
import Rasters

/// `autoencoder`: one network with a narrow middle, trained as a whole.
extension Autoencoder {
  static let method = EncoderMethod(
    name: "autoencoder",
    summary: "codes of a network that rebuilds the scaled bands through a narrow middle",
    source: "Hinton and Salakhutdinov 2006; Vincent et al. 2010 for noise",
    parameters: AutoencoderSettings.parameters,
    fit: { samples, parameters, context in
      try fit(samples.values, AutoencoderSettings(parameters), context)
    },
    restore: { tensors, parameters in try AutoencoderSettings.restore(tensors, parameters) })

  private static func fit(
    _ samples: PlanarMatrix, _ settings: AutoencoderSettings, _ context: FitContext
  ) throws -> Fit<any Encoder> {
    try samples.checkFeatures()
    let options = settings.options(
      stage: "autoencoder", number: 0, penalised: settings.codeLayers, seed: context.seed)
    let network = DenseNetwork.initial(
      widths: settings.widths(samples.features), activations: settings.activations,
      seed: options.seed)
    let trained = try Trainer(options).train(network, on: samples, context: context)
    let step = Autoencoder(trained.network, codeLayers: settings.codeLayers)
    var notes = trained.notes("")
    notes.describe(step, on: samples)
    return Fit(step, notes: notes)
  }
}
