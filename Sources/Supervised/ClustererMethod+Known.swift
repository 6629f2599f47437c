package import Clusterers
import Ensembles
package import Fitting

extension ClustererMethod {
  /// Classifiers of scenes whose classes are all labelled.
  package static let classifiers = [
    ClassMixture.method, SoftmaxClassifier.method, RandomForest.method,
  ]

  /// What a model of known units beside others calls its step.
  package static let knownUnits = KnownUnits.name

  /// Any step that a model may hold, by its name.
  package static func ofModel(_ name: String) -> ClustererMethod? {
    named(name) ?? (classifiers + [KnownUnits.method]).first { $0.name == name }
  }

  /// Known units by their labels, and others, found by this clusterer, where nothing is like them.
  package func besideKnown(_ parameters: Parameters) -> ClustererMethod {
    KnownUnits.method(discovering: (self, parameters))
  }
}
