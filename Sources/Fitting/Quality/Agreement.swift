/// How well the units of a map agree with the classes of a reference, each
/// unit matched to one class at most (``LabelMatching``). All measures are
/// over mapped pixels of the reference unless they say otherwise; nil where
/// there are none.
package struct Agreement: Codable, Sendable, Equatable {
  /// Pixels with a class and a unit.
  package var mapped: Int
  /// Pixels with a class and no unit.
  package var unmapped: Int
  /// Share of pixels whose unit is matched to their class.
  package var accuracy: Double?
  /// The accuracy over all pixels of the reference: unmapped ones count as wrong.
  package var accuracyOfAll: Double?
  /// Cohen's kappa after matching (1960): agreement beyond what the sizes of
  /// units and classes would give by chance. Units without class agree with
  /// nothing. Nil where chance alone gives full agreement.
  package var kappa: Double?
  /// Share of pixels in the commonest class of their unit: the accuracy if
  /// several units may share a class (grows with the number of units).
  package var purity: Double?
  /// Normalised mutual information, arithmetic mean; the V-measure too.
  package var nmi: Double?
  /// Adjusted Rand index.
  package var ari: Double?
  package var homogeneity: Double?
  package var completeness: Double?
  /// In the order of the classes' values.
  package var classes: [ClassAgreement]
  /// Units that share pixels with no class, or none to be matched with.
  package var unmatchedUnits: [LabelCategory]
  package var unmatchedClasses: [LabelCategory]

  package init(_ matrix: ConfusionMatrix) {
    let columns = matrix.matchedColumns
    mapped = matrix.mapped
    unmapped = matrix.unmapped
    let hits = zip(matrix.counts, columns).reduce(0) { sum, row in
      sum + (row.1.map { row.0[$0] } ?? 0)
    }
    accuracy = ratio(hits, mapped)
    accuracyOfAll = ratio(Double(hits), Double(mapped) + Double(unmapped))
    purity = ratio(matrix.counts.reduce(0) { $0 + ($1.max() ?? 0) }, mapped)
    classes = matrix.classAgreements(columns)
    unmatchedUnits = zip(matrix.units, columns).filter { $0.1 == nil }.map(\.0)
    unmatchedClasses = classes.filter { $0.unit == nil }.map(\.reference)
    guard mapped > 0 else { return }
    kappa = matrix.kappa(columns, hits: hits)
    ari = matrix.adjustedRand
    let information = MutualInformation(matrix)
    nmi = information.normalized
    homogeneity = information.homogeneity
    completeness = information.completeness
  }
}

extension ConfusionMatrix {
  /// (p_o - p_e) / (1 - p_e), with p_e the agreement of independent labels.
  fileprivate func kappa(_ columns: [Int?], hits: Int) -> Double? {
    let total = Double(mapped)
    let unitTotals = unitTotals
    let classTotals = classTotals
    let expected = columns.enumerated().reduce(0.0) { sum, match in
      guard let column = match.element else { return sum }
      let unit = Double(unitTotals[match.offset])
      return sum + unit / total * (Double(classTotals[column]) / total)
    }
    return ratio(Double(hits) / total - expected, 1 - expected)
  }
}
