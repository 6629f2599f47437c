import Foundation
import Rasters

/// Moves colours apart until people with every kind of vision tell them apart, and no further from
/// where they were wanted than that takes.
///
/// A descent over the colours in turn, without chance: each takes the step that costs least, where
/// a change of hue costs most. Colours that are far from all others stay where they are.
struct ColourSpacing {
  /// The smallest difference between two of so many colours, in CIE 1976 units, under every kind
  /// of vision: 20 for up to twelve, 16 to 11 for up to 24, less for more.
  static func bound(_ count: Int) -> Double {
    switch count {
    case ...12: 20
    case ...24: 16 - 5 * Double(count - 13) / 11
    default: max(3, 11 * pow(24 / Double(count), 0.9))
    }
  }

  /// Colours of their own that nothing moves, and that the others keep away from.
  private let isFixed: [Bool]
  private let targets: [Lab]
  private let least: Double
  /// How far apart colours are brought at present.
  private var reach = 0.0
  private var colours: [SeenColour]

  /// Room for what is lost in rounding to bytes.
  private static let margin = 0.6
  private static let steps: [Double] = [14, 7, 3.5, 1.75, 0.8, 0.3]
  /// How far apart colours are brought, as shares of what is asked for, round by round, and how much
  /// one that is too near weighs against one that is out of place.
  private static let rounds: [(share: Double, weight: Double)] = [
    (0.3, 1), (0.5, 1), (0.65, 2), (0.8, 2), (0.9, 4), (1, 8), (1, 30), (1, 150), (1.06, 150),
    (1, 1000), (1.03, 1000), (1, 10000), (1.04, 10000),
  ]

  private init(_ targets: [Lab], fixed: [RGB?]) {
    isFixed = fixed.map { $0 != nil }
    self.targets = zip(targets, fixed).map { $1.map { Lab($0) } ?? $0 }
    least = Self.bound(targets.count) + Self.margin
    colours = zip(self.targets, isFixed).map { SeenColour($1 ? $0 : Self.reachable($0)) }
  }

  /// A colour for each target, the same every time.
  static func colours(_ targets: [Lab], fixed: [RGB?]) -> [RGB] {
    var spacing = ColourSpacing(targets, fixed: fixed)
    spacing.settle()
    if spacing.nearest < spacing.least, spacing.place() { spacing.relax(weight: 150, sweeps: 12) }
    let found = zip(spacing.colours, fixed).map { $1 ?? $0.lab.linear.encoded }
    let isHard = targets.count <= ColourBlindSafe.colours.count && fixed.allSatisfy { $0 == nil }
    return isHard && !areApart(found) ? chosen(targets) : found
  }

  /// Whether all colours, as bytes, are as far apart as they ought to be.
  static func areApart(_ colours: [RGB]) -> Bool {
    let seen = colours.map { SeenColour(Lab($0)) }
    let least = bound(colours.count)
    return seen.indices.allSatisfy { index in
      seen[..<index].allSatisfy { $0.distance(to: seen[index]) >= least }
    }
  }

  // MARK: the descent

  private mutating func settle() {
    let sweeps = colours.count <= 64 ? 8 : 2
    for round in Self.rounds {
      reach = least * round.share
      relax(weight: round.weight, sweeps: sweeps)
      if round.share >= 1, nearest >= least { return }
    }
  }

  /// Moves colours in turn until none moves.
  private mutating func relax(weight: Double, sweeps: Int) {
    for sweep in 0..<sweeps {
      var moved = false
      for index in colours.indices where !isFixed[index] {
        moved = improve(index, weight, from: sweep < 3 ? 0 : 1) || moved
      }
      if !moved { break }
    }
  }

  private var nearest: Double {
    var out = Double.infinity
    for index in colours.indices {
      for other in colours[..<index] { out = min(out, colours[index].distance(to: other)) }
    }
    return out
  }

  /// Moves one colour as far as it helps; whether it did.
  private mutating func improve(_ index: Int, _ weight: Double, from first: Int) -> Bool {
    var cost = cost(colours[index], index, weight)
    var moved = false
    for step in Self.steps[first...] {
      var best: SeenColour?
      for direction in Self.directions {
        let tried = colours[index].lab.moved(direction, by: step)
        guard (14...95).contains(tried.lightness) || tried.lightness == targets[index].lightness,
          tried.linear.isShown
        else { continue }
        let seen = SeenColour(tried)
        let found = self.cost(seen, index, weight)
        if found < cost - 1e-9 { (cost, best) = (found, seen) }
      }
      if let best {
        colours[index] = best
        moved = true
      }
    }
    return moved
  }

  private func cost(_ colour: SeenColour, _ index: Int, _ weight: Double) -> Double {
    var near = 0.0
    for (other, seen) in colours.enumerated() where other != index {
      near += colour.crowding(seen, within: reach)
    }
    return colour.lab.displacement(from: targets[index]) + weight * near
  }

  private static let directions: [Lab] = [-1.0, 0, 1].flatMap { l in
    [-1.0, 0, 1].flatMap { a in
      [-1.0, 0, 1].compactMap { b in
        l == 0 && a == 0 && b == 0 ? nil : Lab(lightness: l, a: a, b: b)
      }
    }
  }

  private static func reachable(_ target: Lab) -> Lab { Lab(target.shown) }

  // MARK: where the descent is caught

  /// Colours of the list that are apart by themselves, each target's nearest in turn.
  private static func chosen(_ targets: [Lab]) -> [RGB] {
    var left = Array(ColourBlindSafe.colours.prefix(max(12, targets.count)))
    return targets.map { target in
      let nearest = left.indices.min {
        Lab(left[$0]).displacement(from: target) < Lab(left[$1]).displacement(from: target)
      }
      return nearest.map { left.remove(at: $0) } ?? target.shown
    }
  }

  /// Places colours one by one: each takes the nearest place that is free. One that finds none goes
  /// first next time. Whether all have found theirs.
  private mutating func place() -> Bool {
    var order = colours.indices.sorted { crowding(of: $0) < crowding(of: $1) }
    order = order.filter { isFixed[$0] } + order.filter { !isFixed[$0] }
    let fixed = order.count { isFixed[$0] }
    for _ in 0..<40 {
      guard let failed = placeAll(in: order) else { return true }
      order.remove(at: failed.place)
      order.insert(failed.index, at: fixed)
    }
    return false
  }

  private func crowding(of index: Int) -> Double {
    targets.indices.filter { $0 != index }
      .reduce(0) { $0 + 1 / (1 + targets[index].distance(to: targets[$1])) }
  }

  private mutating func placeAll(in order: [Int]) -> (place: Int, index: Int)? {
    var placed: [SeenColour] = []
    var found = colours
    for (place, index) in order.enumerated() {
      guard !isFixed[index] else {
        placed.append(colours[index])
        continue
      }
      var best: (colour: SeenColour, cost: Double)?
      for colour in [SeenColour(Self.reachable(targets[index]))] + Self.places {
        let cost = colour.lab.displacement(from: targets[index])
        guard cost < best?.cost ?? .infinity else { continue }
        if !placed.contains(where: { $0.isNearer(colour, than: least) }) { best = (colour, cost) }
      }
      guard let best else { return (place, index) }
      found[index] = best.colour
      placed.append(best.colour)
    }
    colours = found
    return nil
  }

  /// Every colour of a lattice that a screen shows.
  private static let places: [SeenColour] = stride(from: 17.0, through: 95, by: 6).flatMap { l in
    stride(from: -84.0, through: 96, by: 9).flatMap { a in
      stride(from: -108.0, through: 92, by: 9).compactMap { b in
        let lab = Lab(lightness: l, a: a, b: b)
        return lab.linear.isShown ? SeenColour(lab) : nil
      }
    }
  }
}

extension Lab {
  fileprivate func moved(_ direction: Lab, by step: Double) -> Lab {
    Lab(
      lightness: lightness + step * direction.lightness, a: a + step * direction.a,
      b: b + step * direction.b)
  }

  /// How far out of place a colour is: a turn of the hue counts most, a change of chroma least.
  fileprivate func displacement(from target: Lab) -> Double {
    let light = lightness - target.lightness
    let strength = chroma - target.chroma
    let (a, b) = (a - target.a, b - target.b)
    let turn = max(0, a * a + b * b - strength * strength)
    return light * light + strength * strength + 2.5 * turn
  }
}
