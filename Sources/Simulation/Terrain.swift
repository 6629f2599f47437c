/// Heights and streams as functions of position: hillsides rise from the
/// nearest channels of the network, and fractal detail roughens them.
struct Terrain: Sendable {
  let network: DrainageNetwork
  let detail: FractalNoise
  /// What bends the straight channels, east and south.
  let meander: (east: FractalNoise, south: FractalNoise)
  /// Standard deviation of the detail in scene units.
  let roughness: Float
  /// Samples between two evaluations of the network.
  let pitch: Int

  /// Streams farther away than this many of their widths are not told apart.
  static let farthest: Float = 60

  /// Height in scene units, and the distance to the nearest stream in units
  /// of that stream's width.
  func evaluate(height: Plane, stream: Plane, scratch: Plane, over patch: Patch, pitch: Int) {
    let coarse = CoarseLattice(patch: patch, pitch: pitch)
    var heights = [Float](repeating: 0, count: coarse.columns * coarse.rows)
    var streams = heights
    let bend = bends(over: coarse)
    let reach = 0.22 * Float(network.spacing)
    for y in 0..<coarse.rows {
      let (east, south) = (bend.east.row(y), bend.south.row(y))
      for x in 0..<coarse.columns {
        let place = coarse.place(x, y)
        let value = network.nearest(
          x: Float(place.u) + reach * east[x], y: Float(place.v) + reach * south[x])
        heights[y * coarse.columns + x] = value.height
        streams[y * coarse.columns + x] = value.stream
      }
    }
    coarse.interpolate(heights, into: height)
    coarse.interpolate(streams, into: stream)
    roughen(height, stream: stream, noise: scratch, over: patch)
  }

  private func bends(over coarse: CoarseLattice) -> (east: Plane, south: Plane) {
    let east = Plane(width: coarse.columns, height: coarse.rows)
    let south = Plane(width: coarse.columns, height: coarse.rows)
    meander.east.evaluate(into: east, over: coarse.asPatch)
    meander.south.evaluate(into: south, over: coarse.asPatch)
    return (east, south)
  }

  private func roughen(_ height: Plane, stream: Plane, noise: Plane, over patch: Patch) {
    detail.evaluate(into: noise, over: patch)
    for y in 0..<patch.height {
      let (h, s, n) = (height.row(y), stream.row(y), noise.row(y))
      for x in 0..<patch.width {
        h[x] += roughness * n[x] * min(1, max(0.03, 0.5 * s[x] - 0.4))
      }
    }
  }
}

extension DrainageNetwork {
  /// The lowest hillside at a place, and the nearest stream in its widths.
  func nearest(x: Float, y: Float) -> (height: Float, stream: Float) {
    let column = Int((Double(x) / spacing).rounded(.down)) + Self.margin
    let row = Int((Double(y) / spacing).rounded(.down)) + Self.margin
    var height = Float.greatestFiniteMagnitude
    var stream = Terrain.farthest
    let columnsNear = max(0, column - 2)..<max(0, min(columns, column + 3))
    channels.withUnsafeBufferPointer { channels in
      for j in max(0, row - 2)..<max(0, min(rows, row + 3)) {
        for i in columnsNear {
          let c = channels[j * columns + i]
          let (px, py) = (x - c.x, y - c.y)
          let t = min(1, max(0, (px * c.dx + py * c.dy) * c.inverseSquare))
          let (rx, ry) = (px - t * c.dx, py - t * c.dy)
          let distance = (rx * rx + ry * ry).squareRoot()
          height = min(height, c.z + t * c.dz + c.slope * max(0, distance - c.floor))
          if c.inverseWidth > 0 { stream = min(stream, distance * c.inverseWidth) }
        }
      }
    }
    return (height, stream)
  }
}
