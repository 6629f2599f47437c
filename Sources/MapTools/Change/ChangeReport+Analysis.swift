package import Fitting

extension ChangeReport {
  package init(
    _ analysis: ChangeAnalysis, from: String, to: String, alignment: String, byNumber: Bool
  ) {
    let always = { (_: Int, _: Int) in true }
    let pixels = analysis.sum(analysis.pixels, where: always)
    let changed = analysis.sum(analysis.pixels, where: analysis.isChanged)
    let area = { (a: Int, b: Int) in analysis.hectares(a, b) ?? 0 }
    let partners = Set(analysis.partner.values)
    self.init(
      from: from, to: to, alignment: alignment,
      matchedBy: byNumber ? "numbers" : "pixels in common", matches: Self.matches(analysis),
      vanished: analysis.from.filter { !partners.contains($0.value) }.map(Unit.init),
      appeared: analysis.to.filter { analysis.partner[$0.value] == nil }.map(Unit.init),
      pixels: pixels, unchangedPixels: pixels - changed, changedPixels: changed,
      changedPercent: pixels > 0 ? 100 * Double(changed) / Double(pixels) : nil,
      hectares: analysis.hasArea ? analysis.sum(area, where: always) : nil,
      changedHectares: analysis.hasArea ? analysis.sum(area, where: analysis.isChanged) : nil,
      onlyFirst: analysis.from.reduce(0) { $0 + analysis.pixels($1.value, 0) },
      onlySecond: analysis.to.reduce(0) { $0 + analysis.pixels(0, $1.value) },
      transitions: Self.transitions(analysis, pixels: pixels),
      fromUnits: analysis.from.map(Unit.init), toUnits: analysis.to.map(Unit.init),
      matrix: analysis.from.map { a in analysis.to.map { analysis.pixels(a.value, $0.value) } },
      outputs: [])
  }

  private static func matches(_ analysis: ChangeAnalysis) -> [Match] {
    analysis.from.flatMap { a in
      analysis.to.filter { analysis.partner[$0.value] == a.value }.map { b in
        Match(from: Unit(a), to: Unit(b), pixels: analysis.pixels(a.value, b.value))
      }
    }
  }

  private static func transitions(_ analysis: ChangeAnalysis, pixels: Int) -> [Transition] {
    analysis.changes.enumerated().compactMap { index, change in
      guard let a = analysis.from.first(where: { $0.value == change.from }),
        let b = analysis.to.first(where: { $0.value == change.to })
      else { return nil }
      let count = analysis.pixels(change.from, change.to)
      return Transition(
        value: Int(ChangeCodes.value(index)), from: Unit(a), to: Unit(b),
        becomes: Unit(analysis.meaning(of: b)), pixels: count,
        hectares: analysis.hectares(change.from, change.to),
        percent: 100 * Double(count) / Double(max(1, pixels)))
    }
  }
}

extension ChangeReport.Unit {
  package init(_ category: LabelCategory) { self.init(unit: category.value, name: category.name) }
}
