package import Encoders
package import Fitting
package import Scenes

/// How the features of an encoder become codes: what a survey asks for, and
/// where it does not, what was found to serve the encoder.
package struct CodeReduction {
  package var components: Survey.Reduction.Components
  package var whitening: Survey.Reduction.Whitening
  package var isUnitLength: Bool
  /// Equal parts of the features that weigh the same.
  var blocks: Int

  /// - Parameter isOrbit: whether features are the means and strengths of
  ///   whitened codes, which are of one scale already.
  package init(_ survey: Survey, features: Int, isOrbit: Bool) {
    let asked = survey.reduction
    let usual = survey.seer.usualReduction(features: features, isOrbit: isOrbit)
    blocks = usual.blocks
    components = asked.components ?? usual.components
    whitening = asked.whitening ?? usual.whitening
    isUnitLength = asked.isUnitLength ?? usual.isUnitLength
  }

  /// The power of its deviation that a component is divided by.
  var exponent: Double {
    switch whitening {
    case .none: 0
    case .half: 0.5
    case .full: 1
    }
  }

  /// Components that are looked at.
  package var mostComponents: Int {
    switch components {
    case .count(let count): count
    case .share, .jump: 512
    }
  }

  /// Fits to features [sample][width], which are changed.
  package func fit(
    _ features: inout [Float], width: Int, context: FitContext
  ) throws -> RandomizedComponents {
    let all = try RandomizedComponents(
      &features, width: width, components: min(mostComponents, width), whitening: exponent,
      blocks: blocks, context: context)
    switch components {
    case .count: return all
    case .share(let share): return all.leading(all.countExplaining(share))
    case .jump: return all.leading(all.countBeforeJump)
    }
  }

  /// A code of length 1; one of length 0 stays.
  package static func unit(_ code: [Float]) -> [Float] {
    let length = code.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length > 0 ? code.map { Float(Double($0) / length) } : code
  }
}
