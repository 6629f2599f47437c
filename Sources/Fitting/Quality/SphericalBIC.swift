import Foundation

extension ClusterMoments {
  /// The Bayesian information criterion of k-means, as the mixture of k
  /// spheres of one common variance about the centroids that it amounts to
  /// (Pelleg and Moore, "X-means", ICML 2000, with each sample in its own
  /// cluster and the variance over all d features):
  ///
  ///     s² = W / (d (n - k))
  ///     log L = sum n_i log(n_i / n) - n d/2 log(2 pi s²) - d (n - k) / 2
  ///     BIC = p log n - 2 log L,   p = (k - 1) + k d + 1
  ///
  /// Smaller is better. Nil where W = 0 or n = k.
  package var sphericalBIC: Double? {
    let (n, k, d) = (Double(groups.members), Double(groups.count), Double(features))
    let within = squares.reduce(0, +)
    guard n > k, d > 0, within > 0 else { return nil }
    let variance = within / (d * (n - k))
    let shares = groups.sizes.reduce(0.0) { $0 + Double($1) * log(Double($1) / n) }
    let likelihood = shares - n * d / 2 * log(2 * .pi * variance) - d * (n - k) / 2
    return (k + k * d) * log(n) - 2 * likelihood
  }
}
