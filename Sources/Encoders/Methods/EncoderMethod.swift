package import Fitting
package import Tensors

/// An encoder that can be named in a scene file: its settings, how it is
/// fitted and how it is brought back from a model file.
package struct EncoderMethod: Sendable {
  package let name: String
  package let summary: String
  /// Where the method comes from.
  package let source: String
  package let parameters: [Parameter]
  /// Whether it is fitted to differences between neighbouring pixels too.
  package var needsNeighbours = false
  /// Whether codes leave something out that a pixel can be rebuilt without.
  package var rebuilds = true
  package let fit: @Sendable (Samples, Parameters, FitContext) throws -> Fit<any Encoder>
  package let restore: @Sendable ([String: Tensor], Parameters) throws -> any Encoder

  /// Every encoder that there is. A new one is a file beside this one and a
  /// line here.
  package static let all: [EncoderMethod] = [
    IdentityEncoder.method,
    PrincipalComponents.method,
    NoiseFraction.method,
    Autoencoder.method,
    StackedAutoencoder.method,
    Nagar2024.method,
  ]

  package static func named(_ name: String) -> EncoderMethod? { all.first { $0.name == name } }
}
