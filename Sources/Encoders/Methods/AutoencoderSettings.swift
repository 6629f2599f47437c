import Fitting
import Kernels
import Rasters
import Tensors

/// The settings that the autoencoders share.
struct AutoencoderSettings {
  /// Units of the layers before the code; mirrored after it.
  let hidden: [Int]
  let code: Int
  let activation: Planar.Activation
  let codeActivation: Planar.Activation
  private let parameters: Parameters

  static let parameters = [
    Parameter(
      "hidden", .integers(1...4096), default: .integers([64, 32]),
      "units of the layers before the code, mirrored after it"),
    Parameter("code", .integer(1...256), default: .integer(4), "units of the code"),
    Parameter(
      "activation", .choice(choices), default: .text("relu"), "of the layers between"),
    Parameter(
      "code-activation", .choice(choices), default: .text("linear"),
      "of the code; linear leaves no unit dead"),
    Parameter(
      "epochs", .integer(1...100_000), default: .integer(20),
      "passes over the sample, at most, in each training"),
    Parameter("batch", .integer(1...65_536), default: .integer(256), "samples of one step"),
    Parameter("rate", .number(1e-6...1), default: .number(1e-3), "Adam's step size"),
    Parameter(
      "l1", .number(0...1), default: .number(0),
      "weight of the mean sum of absolute activations of the layers before and of the code"),
    Parameter(
      "contractive", .number(0...100), default: .number(0),
      "weight of the mean squared Frobenius norm of the Jacobian of every layer up to the code "
        + "(Rifai et al. 2011)"),
    Parameter(
      "noise", .number(0...10), default: .number(0),
      "standard deviation of noise added to the scaled inputs only (denoising)"),
    Parameter(
      "weight-decay", .number(0...1), default: .number(0),
      "decoupled decay of the weights, times the rate, per step"),
    Parameter(
      "validation", .number(0...0.5), default: .number(0.1),
      "share of the sample kept back to choose the best epoch by"),
    Parameter(
      "patience", .integer(0...100_000), default: .integer(5),
      "epochs without a better one before training ends; 0 never ends early"),
  ]

  private static let choices = Planar.Activation.allCases.map(\.rawValue)

  init(_ parameters: Parameters) {
    self.parameters = parameters
    hidden = parameters.integers("hidden").map { max(1, $0) }
    code = max(1, parameters.integer("code"))
    activation = Planar.Activation(rawValue: parameters.text("activation")) ?? .relu
    codeActivation = Planar.Activation(rawValue: parameters.text("code-activation")) ?? .linear
  }

  /// Layers from the features to the code.
  var codeLayers: Int { hidden.count + 1 }

  /// Inputs, hidden, code, hidden back to front, inputs.
  func widths(_ inputs: Int) -> [Int] {
    [inputs] + hidden + [code] + hidden.reversed() + [inputs]
  }

  /// One for each layer; the last is linear.
  var activations: [Planar.Activation] {
    let between = hidden.map { _ in activation }
    return between + [codeActivation] + between + [.linear]
  }

  /// How a network is trained whose first `penalised` layers bear the L1
  /// activity penalty. Trainings of one fit differ in `number`.
  func options(stage: String, number: Int, penalised: Int, seed: UInt64) -> TrainingOptions {
    var options = TrainingOptions()
    options.stage = stage
    options.epochs = parameters.integer("epochs")
    options.batch = parameters.integer("batch")
    options.rate = parameters.number("rate")
    options.penalties = [Double](repeating: parameters.number("l1"), count: penalised)
    options.contractions = [Double](
      repeating: parameters.number("contractive"), count: penalised)
    options.noise = parameters.number("noise")
    options.weightDecay = parameters.number("weight-decay")
    options.validation = parameters.number("validation")
    options.patience = parameters.integer("patience")
    options.seed = TrainingOptions.seed(seed, number: number)
    return options
  }

  /// From a model file, for both autoencoders.
  static func restore(_ tensors: [String: Tensor], _ parameters: Parameters) throws -> Autoencoder {
    let settings = AutoencoderSettings(parameters)
    let network = try DenseNetwork(tensors: tensors, activations: settings.activations)
    guard network.widths == settings.widths(network.inputs) else {
      throw Failure(
        "the model's layers \(network.widths) are not those of its settings, "
          + "\(settings.widths(network.inputs))")
    }
    return Autoencoder(network, codeLayers: settings.codeLayers)
  }
}
