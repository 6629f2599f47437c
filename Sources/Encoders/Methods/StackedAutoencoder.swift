import Fitting
import Kernels
import Rasters

/// `stacked-autoencoder`: layer by layer first, then as a whole.
///
/// Each layer of the encoder is trained with a decoder of its own to rebuild
/// what the layers before it put out (Bengio et al. 2007); the decoders are
/// mirrored behind the encoders and the whole is trained once more.
enum StackedAutoencoder {
  static let method = EncoderMethod(
    name: "stacked-autoencoder",
    summary: "an autoencoder trained layer by layer, then as a whole",
    source: "Bengio et al. 2007; Vincent et al. 2010",
    parameters: AutoencoderSettings.parameters,
    fit: { samples, parameters, context in
      try fit(samples.values, AutoencoderSettings(parameters), context)
    },
    restore: { tensors, parameters in try AutoencoderSettings.restore(tensors, parameters) })

  private static func fit(
    _ samples: PlanarMatrix, _ settings: AutoencoderSettings, _ context: FitContext
  ) throws -> Fit<any Encoder> {
    try samples.checkFeatures()
    var (network, notes) = try pretrain(samples, settings, context)
    let options = settings.options(
      stage: "fine-tuning", number: settings.codeLayers, penalised: settings.codeLayers,
      seed: context.seed)
    let tuned = try Trainer(options).train(network, on: samples, context: context)
    network = tuned.network
    notes.append(tuned.notes("fine-tuning "))
    let step = Autoencoder(network, codeLayers: settings.codeLayers)
    notes.describe(step, on: samples)
    return Fit(step, notes: notes)
  }

  /// All encoders and, mirrored, their decoders, each trained on the codes
  /// of the one before.
  private static func pretrain(
    _ samples: PlanarMatrix, _ settings: AutoencoderSettings, _ context: FitContext
  ) throws -> (DenseNetwork, FitNotes) {
    var notes = FitNotes()
    var halves: [(encoder: DenseNetwork, decoder: DenseNetwork)] = []
    var codes = samples
    for layer in 0..<settings.codeLayers {
      let name = "layer \(layer + 1) of \(settings.codeLayers)"
      let options = settings.options(
        stage: name, number: layer, penalised: 1, seed: context.seed)
      let pair = pair(layer, settings, codes.features, seed: options.seed)
      let trained = try Trainer(options).train(pair, on: codes, context: context)
      notes.append(trained.notes(name + " "))
      halves.append((trained.network.first(1), trained.network.after(1)))
      codes = trained.network.first(1).encode(codes, workers: context.workers)
    }
    return (mirrored(halves, settings), notes)
  }

  /// One layer of the encoder and the decoder that mirrors it.
  private static func pair(
    _ layer: Int, _ settings: AutoencoderSettings, _ inputs: Int, seed: UInt64
  ) -> DenseNetwork {
    .initial(
      widths: [inputs, (settings.hidden + [settings.code])[layer], inputs],
      activations: [settings.activations[layer], pretrainingActivation(layer, settings)],
      seed: seed)
  }

  /// A decoder is trained with the activation that it keeps, but for ReLU:
  /// what it rebuilds is not negative anyhow, and a linear unit cannot die.
  private static func pretrainingActivation(
    _ layer: Int, _ settings: AutoencoderSettings
  ) -> Planar.Activation {
    layer == 0 || settings.activation == .relu ? .linear : settings.activation
  }

  private static func mirrored(
    _ halves: [(encoder: DenseNetwork, decoder: DenseNetwork)], _ settings: AutoencoderSettings
  ) -> DenseNetwork {
    let parts = halves.map(\.encoder) + halves.reversed().map(\.decoder)
    let whole = parts.dropFirst().reduce(parts[0]) { $0.followed(by: $1) }
    return whole.withActivations(settings.activations)
  }
}
