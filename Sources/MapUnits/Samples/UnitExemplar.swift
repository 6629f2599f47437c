package import Kernels
import RasterIO
package import Rasters

/// Real pixels that stand for a unit: places to visit, and a spectrum that exists.
package struct UnitExemplar: Sendable {
  package struct Place: Sendable, Equatable {
    package var column: Int
    package var row: Int
    /// In the map's reference system; nil where the map has no place.
    package var x: Double?
    package var y: Double?
    /// Degrees; nil where the map is not of the Earth.
    package var longitude: Double?
    package var latitude: Double?

    package init(column: Int, row: Int) { (self.column, self.row) = (column, row) }
  }

  package let unit: Int
  /// The exemplar, then up to two more typical places that are far from it and from each other.
  package var places: [Place]
  /// Of the exemplar, in physical units.
  package let spectrum: [Double]
}

/// Finds the exemplars of a map's units: the medoid of a bounded sample of each.
package struct ExemplarSearch {
  private let sample: UnitSample
  /// Of every band over the samples of all units.
  private let gains: [Float]

  /// Share of the members that lie outermost, which count for nothing.
  private static let trimmed = 0.01
  /// A pixel inside an area of its unit is taken though its sum of distances is so many times
  /// that of the medoid.
  private static let tolerance = 1.25

  package init(_ sample: UnitSample) {
    self.sample = sample
    gains = Self.gains(sample)
  }

  private static func gains(_ sample: UnitSample) -> [Float] {
    (0..<(sample.units.first?.values.features ?? 0)).map { band in
      var (count, sum, square) = (0.0, 0.0, 0.0)
      for unit in sample.units {
        for value in unit.values.row(band) {
          count += 1
          sum += Double(value)
          square += Double(value) * Double(value)
        }
      }
      let variance = count > 0 ? square / count - (sum / count) * (sum / count) : 0
      return variance > 0 ? Float(1 / variance.squareRoot()) : 0
    }
  }

  /// One for every unit that has pixels, placed on the map and on the globe.
  package func exemplars(on grid: Grid, workers: Workers) throws -> [UnitExemplar] {
    let found = try workers.map(sample.units.count) { _, index in
      exemplar(sample.units[index], unit: index + 1)
    }
    return Self.placed(found.compactMap { $0 }, on: grid)
  }

  private func exemplar(_ members: UnitSample.Members, unit: Int) -> UnitExemplar? {
    guard members.count > 0 else { return nil }
    var kept = Array(0..<members.count)
    var sums = Medoid.distanceSums(scaled(members, kept))
    let most = kept.count - Int(Double(kept.count) * Self.trimmed)
    if most < kept.count {
      kept = kept.sorted { (sums[$0], $0) < (sums[$1], $1) }.prefix(most).sorted()
      sums = Medoid.distanceSums(scaled(members, kept))
    }
    let order = kept.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
    let best = order.first.map { sums[$0] } ?? 0
    let inside = order.first { members.isInside[kept[$0]] }
    let chosen =
      inside.flatMap { sums[$0] <= Self.tolerance * best ? $0 : nil } ?? order[0]
    let typical = order.prefix((order.count + 1) / 2).map { kept[$0] }
    let others = places(apart: kept[chosen], typical, members)
    return UnitExemplar(
      unit: unit, places: ([kept[chosen]] + others).map { place(members.positions[$0]) },
      spectrum: members.values.sample(kept[chosen]).map(Double.init))
  }

  private func scaled(_ members: UnitSample.Members, _ kept: [Int]) -> PlanarMatrix {
    var out = members.values.gathering(kept)
    for band in 0..<out.features {
      for index in 0..<out.count { out[band, index] *= gains[band] }
    }
    return out
  }

  private func place(_ position: Int) -> UnitExemplar.Place {
    UnitExemplar.Place(column: position % sample.width, row: position / sample.width)
  }

  /// Up to two members, each as far as can be from those before it on the map; inside areas of the
  /// unit where there are any.
  private func places(
    apart first: Int, _ typical: [Int], _ members: UnitSample.Members
  ) -> [Int] {
    let inside = typical.filter { members.isInside[$0] && $0 != first }
    let pool = inside.count > 1 ? inside : typical.filter { $0 != first }
    var chosen = [first]
    while chosen.count < 3 {
      let next = pool.filter { !chosen.contains($0) }.max { a, b in
        let (nearA, nearB) = (near(a, chosen, members), near(b, chosen, members))
        return nearA == nearB ? a > b : nearA < nearB
      }
      guard let next else { break }
      chosen.append(next)
    }
    return Array(chosen.dropFirst())
  }

  /// Squared distance in pixels to the nearest of some members.
  private func near(_ member: Int, _ others: [Int], _ members: UnitSample.Members) -> Int {
    let own = place(members.positions[member])
    return others.map { other in
      let there = place(members.positions[other])
      let (across, down) = (own.column - there.column, own.row - there.row)
      return across * across + down * down
    }.min() ?? 0
  }

  private static func placed(_ exemplars: [UnitExemplar], on grid: Grid) -> [UnitExemplar] {
    guard let transform = grid.transform else { return exemplars }
    let globe = grid.wkt.flatMap { from in
      SpatialReference.wkt(epsg: 4326).flatMap { PlaceTransformation(from: from, to: $0) }
    }
    return exemplars.map { exemplar in
      var exemplar = exemplar
      for index in exemplar.places.indices {
        let pixel = exemplar.places[index]
        let centre = transform.apply(
          column: Double(pixel.column) + 0.5, row: Double(pixel.row) + 0.5)
        (exemplar.places[index].x, exemplar.places[index].y) = (centre.x, centre.y)
        guard let place = globe?.place(centre.x, centre.y), abs(place.y) <= 90 else { continue }
        exemplar.places[index].longitude = place.x.remainder(dividingBy: 360)
        exemplar.places[index].latitude = place.y
      }
      return exemplar
    }
  }
}
