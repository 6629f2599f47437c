/// The share of each unit in each pixel: linear mixing at the contacts.
struct UnitAbundance: Sendable {
  let geology: Geology
  let bedding: Bedding

  /// Fills the first planes of `shares`, one per unit, and `lamination` with
  /// the relative brightness of the beds.
  func evaluate(
    _ fields: GroundFields, shares: PlaneStack, lamination: Plane, scratch: (Plane, Plane)
  ) {
    shares.clear()
    layers(fields, shares: shares, lamination: lamination, gradient: scratch.0)
    for (index, unit) in geology.units.enumerated() {
      guard let over = overlay(unit.kind, fields) else { continue }
      Coverage.above(
        over.level, field: over.field, gradient: scratch.0, share: scratch.1, over: fields.patch)
      cover(
        index, by: scratch.1, shares: shares, lamination: lamination, patch: fields.patch)
    }
  }

  private func overlay(
    _ kind: GroundUnit.Kind, _ fields: GroundFields
  ) -> (field: Plane, level: Float)? {
    let levels = geology.levels
    switch kind {
    case .stratum: return nil
    case .aureole: return (fields.intrusion, levels.aureole)
    case .intrusion: return (fields.intrusion, levels.intrusion)
    case .duricrust: return (fields.height, levels.duricrust)
    case .alluvium: return (negated(fields.stream, fields), -levels.alluvium)
    case .water: return (fields.lake, levels.water)
    }
  }

  /// The roughened negative of the stream field, so that alluvium is above a
  /// level like the others.
  private func negated(_ stream: Plane, _ fields: GroundFields) -> Plane {
    for y in 0..<fields.patch.height {
      let (s, n, out) = (stream.row(y), fields.unevenness.row(y), fields.scratch.row(y))
      for x in 0..<fields.patch.width { out[x] = -s[x] * (1 + max(-0.7, min(1.5, 0.35 * n[x]))) }
    }
    return fields.scratch
  }

  /// Unit `index` takes its share from everything below it, and hides the
  /// bedding there.
  private func cover(
    _ index: Int, by share: Plane, shares: PlaneStack, lamination: Plane, patch: Patch
  ) {
    for y in 0..<patch.height {
      let (c, light) = (share.row(y), lamination.row(y))
      for x in 0..<patch.width { light[x] += c[x] * (1 - light[x]) }
      for below in 0..<index {
        let row = shares.row(below, y)
        for x in 0..<patch.width { row[x] *= 1 - c[x] }
      }
      shares.row(index, y).update(from: c, count: patch.width)
    }
  }

  private func layers(
    _ fields: GroundFields, shares: PlaneStack, lamination: Plane, gradient: Plane
  ) {
    Coverage.gradient(of: fields.coordinate, into: gradient, over: fields.patch)
    let beds = geology.beds
    for y in 0..<fields.patch.height {
      let (s, o, g) = (fields.coordinate.row(y), fields.faultOffset.row(y), gradient.row(y))
      let (base, light) = (shares.row(0, y), lamination.row(y))
      for x in 0..<fields.patch.width {
        let position = s[x] + o[x]
        let bed = beds.bed(at: position)
        let mixed = beds.mixing(bed, at: position, perPixel: g[x])
        base[beds.units[bed] * shares.planeSize + x] += 1 - mixed.below - mixed.above
        if mixed.below > 0 { base[beds.units[bed - 1] * shares.planeSize + x] += mixed.below }
        if mixed.above > 0 { base[beds.units[bed + 1] * shares.planeSize + x] += mixed.above }
        light[x] = bedding.brightness(at: position, perPixel: g[x])
      }
    }
  }
}

extension BedSequence {
  /// Shares of the beds below and above in a pixel whose centre is in `bed`.
  func mixing(_ bed: Int, at s: Float, perPixel gradient: Float) -> (below: Float, above: Float) {
    let below = bed > 0 ? max(0, 0.5 - (s - contacts[bed - 1]) / gradient) : 0
    let above = bed < contacts.count ? max(0, 0.5 - (contacts[bed] - s) / gradient) : 0
    return (min(0.5, below), min(0.5, above))
  }
}
