import Rasters

/// Carries a list of colours on past its end with lighter, darker and, when
/// lightness is used up, turned variations of it.
enum PaletteExtension {
  /// The first `count` colours: the list itself, then as many variations as
  /// can be far apart, then the rest. No colour comes twice unless the list
  /// itself holds it twice.
  static func colours(_ count: Int, from list: [RGB]) -> [RGB] {
    guard count > list.count else { return Array(list.prefix(count)) }
    var colours = list + spread(from: list)
    guard count > colours.count else { return Array(colours.prefix(count)) }
    var taken = Set(colours)
    for index in colours.count..<count {
      colours.append(fresh(after: list, index: index, taken: &taken))
    }
    return colours
  }

  // MARK: - The variations that are far apart

  /// Turns of the list that are candidates.
  private static let turns = 1...12
  /// How many colours, the list counted in, are chosen for their distance.
  private static let mostSpread = 96

  /// Variations of the list, each the one that is furthest from everything
  /// before it (Gonzalez, "Clustering to minimize the maximum intercluster
  /// distance", 1985), in CIE 1976 units.
  private static func spread(from list: [RGB]) -> [RGB] {
    let bases = list.prefix(mostSpread).map(Lab.init)
    let candidates = turns.flatMap { turn in bases.map { variation(of: $0, turn: turn) } }
    let places = candidates.map { Lab($0) }
    var nearest = places.map { place in bases.map { place.distance(to: $0) }.min() ?? 0 }
    var chosen: [RGB] = []
    while chosen.count < mostSpread - list.count {
      guard let best = nearest.indices.max(by: { nearest[$0] < nearest[$1] }), nearest[best] > 3
      else { break }
      chosen.append(candidates[best])
      for index in nearest.indices {
        nearest[index] = min(nearest[index], places[index].distance(to: places[best]))
      }
    }
    return chosen
  }

  // MARK: - All others

  /// The variation of one colour, moved on until nobody has it. After 4096
  /// moves, which 65535 units do not need, a colour may come again.
  private static func fresh(after list: [RGB], index: Int, taken: inout Set<RGB>) -> RGB {
    let base = Lab(list[index % list.count])
    let turn = max(1, index / list.count)
    var colour = variation(of: base, turn: turn)
    var move = 0
    while !taken.insert(colour).inserted, move < 4096 {
      move += 1
      colour = variation(of: base, turn: turn + move * 7 + index)
    }
    return colour
  }

  /// Four turns move lightness alone; later ones also turn the hue by the
  /// golden angle, which never falls on the same place twice.
  private static func variation(of base: Lab, turn: Int) -> RGB {
    let shift = shifts[(turn - 1) % shifts.count]
    let wheel = Double((turn - 1) / shifts.count)
    let hue = base.hue + wheel * 137.507_764
    let chroma = wheel == 0 ? base.chroma : 20 + remainder(base.chroma + wheel * 11.3, 45)
    let lightness = reflected(base.lightness + shift + remainder(wheel * 3.7, 9))
    return Lab(lightness: lightness, chroma: chroma, hue: hue).shown
  }

  /// Units of lightness, the widest steps first.
  private static let shifts: [Double] = [-22, 22, -11, 11]

  /// Lightness bounced back into what shows on white paper.
  private static func reflected(_ lightness: Double) -> Double {
    let (low, high) = (20.0, 93.0)
    if lightness < low { return min(high, 2 * low - lightness + 14) }
    if lightness > high { return max(low, 2 * high - lightness - 14) }
    return lightness
  }

  /// In 0 ..< limit, of a number that is not negative.
  private static func remainder(_ value: Double, _ limit: Double) -> Double {
    value.truncatingRemainder(dividingBy: limit)
  }
}
