import Foundation
import Kernels

/// Draws the sources of a survey. Each has its own stream of random numbers.
struct SourceMaker {
  let request: SurveyRequest

  func sources() -> [SimulatedSource] { sources(checkpoint: {}) }

  /// The first nine are one at each edge and corner and a faint one.
  ///
  /// - Parameter checkpoint: throws when the work is to be given up.
  func sources(checkpoint: () throws -> Void) rethrows -> [SimulatedSource] {
    var out: [SimulatedSource] = []
    var crowd = Crowd(cell: 40)
    for index in 0..<request.sources {
      if index.isMultiple(of: 256) { try checkpoint() }
      var random = RandomSequence(seed: request.seed, stream: UInt64(index) + 100)
      var source = source(index, &random)
      var tries = 0
      while source.note != .edge, source.note != .corner, tries < 40,
        crowd.isTaken(source.x, source.y, Self.size(source))
      {
        let (dx, dy) = (source.x, source.y)
        (source.x, source.y) = anywhere(&random)
        source.shift(source.x - dx, source.y - dy)
        tries += 1
      }
      crowd.add(source.x, source.y, Self.size(source))
      out.append(source)
    }
    return out
  }

  /// Radius that neighbours keep free.
  private static func size(_ source: SimulatedSource) -> Double {
    source.kind == .star ? 6 : 2.2 * (source.parts.first?.radius ?? 1) + 4
  }

  private func anywhere(_ random: inout RandomSequence) -> (Double, Double) {
    (
      12 + random.uniform() * Double(request.width - 25),
      12 + random.uniform() * Double(request.height - 25)
    )
  }

  private func place(_ index: Int, _ random: inout RandomSequence) -> (
    Double, Double, SimulatedSource.Note
  ) {
    let (right, top) = (Double(request.width - 1), Double(request.height - 1))
    func near() -> Double { random.uniform() * 3 }
    func along(_ length: Double) -> Double { length * (0.2 + 0.6 * random.uniform()) }
    switch index {
    case 0: return (near(), near(), .corner)
    case 1: return (right - near(), near(), .corner)
    case 2: return (near(), top - near(), .corner)
    case 3: return (right - near(), top - near(), .corner)
    case 4: return (along(right), near(), .edge)
    case 5: return (along(right), top - near(), .edge)
    case 6: return (near(), along(top), .edge)
    case 7: return (right - near(), along(top), .edge)
    default:
      let (x, y) = anywhere(&random)
      return (x, y, index % 12 == 8 ? .faint : index % 12 == 11 ? .masked : .none)
    }
  }

  private func source(_ index: Int, _ random: inout RandomSequence) -> SimulatedSource {
    let (x, y, note) = place(index, &random)
    let kinds: [SimulatedSource.Kind] = [
      .early, .late, .late, .irregular, .early, .late, .merger, .star,
    ]
    let kind =
      note == .masked || note == .faint
      ? kinds[random.index(below: 6)] : kinds[random.index(below: kinds.count)]
    // Many faint ones for few bright ones.
    let magnitude =
      note == .faint
      ? 19.8 + 0.7 * random.uniform() : 14.4 + 4.2 * random.uniform().squareRoot()
    var source = SimulatedSource(
      kind: kind, note: note, x: x, y: y, magnitude: magnitude, parts: [], starFluxes: [])
    switch kind {
    case .early: source.parts = early(source, &random)
    case .late: source.parts = late(source, &random)
    case .irregular: source.parts = irregular(source, &random)
    case .merger: source.parts = merger(source, &random)
    case .star:
      let colour = [SurveyColour.old, .middle, .young][random.index(below: 3)]
      source.starFluxes = Self.fluxes(magnitude, colour)
    }
    return source
  }

  private static func fluxes(_ magnitude: Double, _ colour: SurveyColour, share: Double = 1)
    -> [Double]
  {
    colour.bands.map { share * SurveyBand.flux(magnitude + $0) }
  }

  private func between(_ low: Double, _ high: Double, _ random: inout RandomSequence) -> Double {
    low + (high - low) * random.uniform()
  }

  /// Half-light radius in pixels: brighter sources are larger.
  private func radius(_ magnitude: Double, _ random: inout RandomSequence) -> Double {
    pow(10, -0.1 * (magnitude - 17.5)) * between(4.2, 8, &random)
  }

  private func early(_ source: SimulatedSource, _ random: inout RandomSequence) -> [LightProfile] {
    [
      LightProfile(
        x: source.x, y: source.y, radius: radius(source.magnitude, &random),
        index: between(2.5, 5, &random), axisRatio: between(0.5, 1, &random),
        theta: between(0, .pi, &random), fluxes: Self.fluxes(source.magnitude, .old))
    ]
  }

  private func late(_ source: SimulatedSource, _ random: inout RandomSequence) -> [LightProfile] {
    let bulge = between(0.04, 0.25, &random)
    let radius = 1.4 * radius(source.magnitude, &random)
    let theta = between(0, .pi, &random)
    let sense = random.uniform() < 0.5 ? -1.0 : 1
    let disk = LightProfile(
      x: source.x, y: source.y, radius: radius, index: 1,
      axisRatio: between(0.3, 1, &random), theta: theta,
      arms: .init(
        count: random.uniform() < 0.75 ? 2 : 3, pitch: sense * between(0.2, 0.5, &random),
        strength: between(0.3, 0.85, &random), phase: between(0, 2 * .pi, &random)),
      fluxes: Self.fluxes(source.magnitude, .young, share: 1 - bulge))
    let centre = LightProfile(
      x: source.x, y: source.y, radius: max(1, 0.18 * radius), index: 2.5,
      axisRatio: max(0.6, disk.axisRatio), theta: theta,
      fluxes: Self.fluxes(source.magnitude, .old, share: bulge))
    return [disk, centre]
  }

  private func irregular(_ source: SimulatedSource, _ random: inout RandomSequence)
    -> [LightProfile]
  {
    let radius = 1.2 * radius(source.magnitude, &random)
    let clumps = 5 + random.index(below: 7)
    let share = between(0.35, 0.6, &random)
    let body = LightProfile(
      x: source.x, y: source.y, radius: radius, index: between(0.6, 1, &random),
      axisRatio: between(0.4, 0.9, &random), theta: between(0, .pi, &random),
      fluxes: Self.fluxes(source.magnitude, .young, share: 1 - share))
    return [body]
      + (0..<clumps).map { _ in
        let (angle, distance) = (
          between(0, 2 * .pi, &random), radius * between(0.2, 1.6, &random)
        )
        return LightProfile(
          x: source.x + distance * cos(angle), y: source.y + distance * sin(angle),
          radius: between(1, 2, &random), index: 0.5, axisRatio: 1, theta: 0,
          fluxes: Self.fluxes(source.magnitude, .young, share: share / Double(clumps)))
      }
  }

  private func merger(_ source: SimulatedSource, _ random: inout RandomSequence)
    -> [LightProfile]
  {
    let radius = radius(source.magnitude, &random)
    let share = between(0.55, 0.75, &random)
    let (angle, distance) = (between(0, 2 * .pi, &random), radius * between(1.4, 2.6, &random))
    return [(0.0, share, radius), (distance, 1 - share, 0.75 * radius)].map { step, part, size in
      LightProfile(
        x: source.x + step * cos(angle), y: source.y + step * sin(angle), radius: size,
        index: between(0.9, 3, &random), axisRatio: between(0.45, 0.95, &random),
        theta: between(0, .pi, &random),
        fluxes: Self.fluxes(source.magnitude, .middle, share: part))
    }
  }
}

extension SimulatedSource {
  /// Moves the parts.
  fileprivate mutating func shift(_ dx: Double, _ dy: Double) {
    for index in parts.indices {
      parts[index].x += dx
      parts[index].y += dy
    }
  }
}

/// Where sources are already.
private struct Crowd {
  let cell: Double
  private var cells: [Int: [(x: Double, y: Double, size: Double)]] = [:]

  init(cell: Double) { self.cell = cell }

  private func key(_ x: Double, _ y: Double) -> (Int, Int) { (Int(x / cell), Int(y / cell)) }

  mutating func add(_ x: Double, _ y: Double, _ size: Double) {
    let (column, row) = key(x, y)
    cells[row << 32 | column, default: []].append((x, y, size))
  }

  func isTaken(_ x: Double, _ y: Double, _ size: Double) -> Bool {
    let (column, row) = key(x, y)
    for r in max(0, row - 2)...row + 2 {
      for c in max(0, column - 2)...column + 2 {
        for other in cells[r << 32 | c] ?? []
        where hypot(other.x - x, other.y - y) < other.size + size { return true }
      }
    }
    return false
  }
}
