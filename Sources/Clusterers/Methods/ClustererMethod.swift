package import Fitting
package import Kernels
package import Tensors

/// A clusterer that can be named in a scene file.
package struct ClustererMethod: Sendable {
  package let name: String
  package let summary: String
  /// Where the method comes from.
  package let source: String
  package let parameters: [Parameter]
  /// Fits a given number of clusters to codes [code units][samples].
  package let fit:
    @Sendable (PlanarMatrix, Int, Parameters, FitContext) throws -> Fit<any Clusterer>
  package let restore: @Sendable ([String: Tensor], Parameters) throws -> any Clusterer
  /// Whether ``FitContext/known`` is heeded.
  package var keepsKnown = false
  /// Whether ``FitContext/noise`` is asked for.
  package var needsNoise = false
  /// What is set while numbers of units are tried, where a whole fit for each
  /// would take too long.
  package var trialParameters: [String: ParameterValue] = [:]

  package init(
    name: String, summary: String, source: String, parameters: [Parameter],
    fit:
      @escaping @Sendable (PlanarMatrix, Int, Parameters, FitContext) throws
      -> Fit<any Clusterer>,
    restore: @escaping @Sendable ([String: Tensor], Parameters) throws -> any Clusterer,
    keepsKnown: Bool = false, needsNoise: Bool = false,
    trialParameters: [String: ParameterValue] = [:]
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.parameters = parameters
    self.fit = fit
    self.restore = restore
    self.keepsKnown = keepsKnown
    self.needsNoise = needsNoise
    self.trialParameters = trialParameters
  }

  /// Every clusterer that stands by itself. A new one is a file beside this
  /// one and a line here.
  package static let single: [ClustererMethod] = [
    KMeansClusterer.method,
    GaussianMixture.method,
    StudentMixture.method,
    MiniBatchKMeans.method,
    SphericalKMeansClusterer.method,
    WardClusterer.method,
  ]
}
