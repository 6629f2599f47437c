import Documents
import Foundation
import Settings

/// A key of an encoder in a survey file: how it is read and written.
struct EncoderKey {
  let name: String
  /// Takes the folder that paths start from.
  let read: (YAMLValue, URL, inout Survey.Encoder) throws -> Void
  let text: (Survey.Encoder) -> String

  init<Value>(
    _ setting: Setting<Value>,
    read: @escaping (YAMLValue, URL, inout Survey.Encoder) throws -> Void,
    text: @escaping (Survey.Encoder) -> String
  ) {
    name = setting.name.leaf
    self.read = read
    self.text = text
  }
}

extension Survey.Encoder.Method {
  /// Keys beside `method` and `symmetry`, in the order in which they are written.
  var keys: [EncoderKey] {
    switch self {
    case .autoencoder: Self.autoencoderKeys
    case .pretrained: Self.networkKeys
    default: []
    }
  }

  private static var autoencoderKeys: [EncoderKey] {
    [
      EncoderKey(SurveySettings.latent) {
        $2.latent = try $0.read(SurveySettings.latent)
      } text: {
        "\($0.latent)"
      },
      EncoderKey(SurveySettings.epochs) {
        $2.epochs = try $0.read(SurveySettings.epochs)
      } text: {
        "\($0.epochs)"
      },
      EncoderKey(SurveySettings.sample) {
        $2.sample = try $0.read(SurveySettings.sample)
      } text: {
        "\($0.sample)"
      },
      EncoderKey(SurveySettings.noise) {
        $2.noise = try $0.read(SurveySettings.noise)
      } text: {
        "\($0.noise)"
      },
      EncoderKey(SurveySettings.denoised) {
        $2.writesDenoised = try $0.read(SurveySettings.denoised)
      } text: {
        "\($0.writesDenoised)"
      },
    ]
  }

  private static var networkKeys: [EncoderKey] {
    [
      EncoderKey(SurveySettings.weights) {
        $2.weights = SceneFile.resolve(try $0.string("weights"), in: $1)
      } text: {
        YAMLText.quoted($0.weights ?? "")
      },
      EncoderKey(SurveySettings.features) {
        $2.features = try $0.read(SurveySettings.features)
      } text: {
        $0.features.rawValue
      },
      EncoderKey(SurveySettings.crops) {
        $2.crops = try $0.read(SurveySettings.crops)
      } text: {
        "[" + $0.crops.map { "\($0)" }.joined(separator: ", ") + "]"
      },
    ]
  }
}
