import Clusterers
import Supervised

/// What labels of known units are used for.
public enum LabelUse: String, Sendable, CaseIterable {
  /// Known units by maximum likelihood; others are discovered where nothing known fits.
  case discover
  /// Every class is labelled: a classifier finds each on the whole scene.
  case maximumLikelihood = "maximum-likelihood"
  case logisticRegression = "logistic-regression"
  case randomForest = "random-forest"
  /// The recipe's clusterer finds all units, and labels pull the first of them.
  case pull

  /// Whether there are no units but the known ones.
  package var isComplete: Bool { ClustererMethod.classifiers.contains { $0.name == rawValue } }

  /// Ways to find classes that are all labelled.
  public static var classifiers: [LabelUse] { allCases.filter(\.isComplete) }
}
