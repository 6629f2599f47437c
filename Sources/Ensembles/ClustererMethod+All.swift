package import Clusterers

extension ClustererMethod {
  /// Every clusterer that there is: those that stand by themselves, and the vote of several.
  package static let all: [ClustererMethod] = single + [SpectralVote.method]

  /// Names of those that keep known units.
  package static var keepingKnown: [String] { all.filter(\.keepsKnown).map(\.name) }

  /// The clusterer of a scene file or a model.
  package static func named(_ name: String) -> ClustererMethod? {
    (all + [GivenCentres.method]).first { $0.name == name }
  }
}
