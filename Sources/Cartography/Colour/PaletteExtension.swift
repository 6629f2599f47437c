import Rasters

/// Carries a list of colours on past its end.
enum PaletteExtension {
  /// The first `count` colours: the list itself, then lighter and darker
  /// turns of it, then, when lightness is used up, turns of its hues as well.
  /// No colour comes twice unless the list itself holds it twice.
  static func colours(_ count: Int, from list: [RGB]) -> [RGB] {
    var colours = Array(list.prefix(count))
    var taken = Set(list)
    var index = list.count
    while colours.count < count {
      colours.append(fresh(after: list, index: index, taken: &taken))
      index += 1
    }
    return colours
  }

  /// The variation of one colour, moved on until nobody has it. After 4096
  /// moves, which 65535 units do not need, a colour may come again.
  private static func fresh(after list: [RGB], index: Int, taken: inout Set<RGB>) -> RGB {
    let base = Lab(list[index % list.count])
    let turn = index / list.count
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
    let chroma = wheel == 0 ? base.chroma : 20 + (base.chroma + wheel * 11.3).truncated(to: 45)
    let lightness = reflected(base.lightness + shift + (wheel * 3.7).truncated(to: 9))
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
}

extension Double {
  /// The remainder in 0 ..< limit.
  fileprivate func truncated(to limit: Double) -> Double {
    let rest = truncatingRemainder(dividingBy: limit)
    return rest < 0 ? rest + limit : rest
  }
}
