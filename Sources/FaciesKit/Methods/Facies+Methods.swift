import Clusterers
import Encoders
import Ensembles
import Features
import Fitting
import Jobs
import Scenes

/// A method that a scene file can name: what `facies methods` lists.
public struct MethodDescription: Codable, Sendable {
  public struct Parameter: Codable, Sendable {
    public var name: String
    public var kind: String
    public var `default`: String
    public var help: String
  }

  /// "recipe", "ratio", "index", "mask", "scaling", "encoder", "clusterer", "classifier" or "mixture".
  public var step: String
  public var name: String
  public var summary: String
  public var source: String
  public var parameters: [Parameter]
}

extension Facies {
  /// Every recipe, ratio, index, spectral mask, scaling, encoder, clusterer and classifier that there is.
  public static var methods: [MethodDescription] {
    NamedRecipe.all.map {
      MethodDescription(
        step: "recipe", name: $0.name, summary: $0.summary, source: "", parameters: [])
    }
      + SpectralIndex.Group.allCases.flatMap(indices)
      + NamedSpectralRule.all.map {
        describe("mask", $0.fullName, "\($0.meaning): \($0.formulaText)", $0.source, [])
      }
      + Scaler.Kind.allCases.map {
        MethodDescription(
          step: "scaling", name: $0.rawValue, summary: $0.summary, source: "", parameters: [])
      }
      + EncoderMethod.all.map {
        describe("encoder", $0.name, $0.summary, $0.source, $0.parameters)
      }
      + ClustererMethod.all.map {
        describe("clusterer", $0.name, $0.summary, $0.source, $0.parameters)
      }
      + ClustererMethod.classifiers.map {
        describe("classifier", $0.name, $0.summary, $0.source, $0.parameters)
      } + mixtures
  }

  /// What `facies unmix` and `facies match` do.
  private static var mixtures: [MethodDescription] {
    [
      describe(
        "mixture", "unmix", "shares of endmembers: least squares, none negative, sum 1 by choice",
        "Heinz and Chang, IEEE TGRS 39(3), 529-545, 2001; Lawson and Hanson, Solving Least Squares "
          + "Problems, 1974", []),
      describe(
        "mixture", "endmembers", "the pixels that span the largest simplex (N-FINDR)",
        "Winter, Proc. SPIE 3753, 266-275, 1999; Chang, Wu, Liu and Ouyang, IEEE TGRS 44(10), "
          + "2804-2819, 2006", []),
      describe(
        "mixture", "angle", "spectral angle to spectra of a library",
        "Kruse et al., Remote Sensing of Environment 44, 145-163, 1993", []),
      describe(
        "mixture", "matched-filter",
        "matched filter of spectra of a library: 0 the scene, 1 the spectrum",
        "Harsanyi and Chang, IEEE TGRS 32(4), 779-785, 1994", []),
    ]
  }

  private static func indices(of group: SpectralIndex.Group) -> [MethodDescription] {
    SpectralIndex.all.filter { $0.group == group }.map {
      describe(
        group == .ratios ? "ratio" : "index", $0.fullName, "\($0.meaning): \($0.formulaText)",
        $0.source, [])
    }
  }

  private static func describe(
    _ step: String, _ name: String, _ summary: String, _ source: String,
    _ parameters: [Fitting.Parameter]
  ) -> MethodDescription {
    MethodDescription(
      step: step, name: name, summary: summary, source: source,
      parameters: parameters.map {
        .init(
          name: $0.name, kind: kind($0.kind), default: $0.standard.description, help: $0.help)
      })
  }

  private static func kind(_ kind: Fitting.Parameter.Kind) -> String {
    switch kind {
    case .integer(let range): "whole number \(range.lowerBound)...\(range.upperBound)"
    case .number(let range): "number \(range.lowerBound)...\(range.upperBound)"
    case .choice(let words): words.joined(separator: " | ")
    case .flag: "true | false"
    case .integers: "list of whole numbers"
    case .names: "list of names"
    }
  }
}
