import Kernels

/// The streams of the scene: a jittered lattice of nodes of which each drains
/// to a lower neighbour, so that channels join like real ones. The terrain is
/// made from it afterwards, as in Genevaux et al., "Terrain generation using
/// procedural models based on hydrology", ACM Trans. Graphics 32 (2013).
///
/// Its size is bounded whatever the size of the scene.
struct DrainageNetwork: Sendable {
  /// A channel from a node to the node it drains to, in scene units.
  struct Channel: Sendable {
    var x: Float
    var y: Float
    var dx: Float
    var dy: Float
    /// 1 / (dx^2 + dy^2), or 0 at an outlet.
    var inverseSquare: Float
    var z: Float
    var dz: Float
    /// Rise of the hillside above the channel per distance.
    var slope: Float
    /// Half width of the flat valley floor.
    var floor: Float
    /// 1 / width of the deposits, or 0 where the stream leaves none.
    var inverseWidth: Float
  }

  /// Lattice nodes beyond each side of the scene.
  static let margin = 3
  /// Slope of the hillsides in the softest rock.
  static let gentlest: Float = 0.15
  let columns: Int
  let rows: Int
  let spacing: Double
  private(set) var channels: [Channel]
  /// Upstream nodes of each node, itself included.
  let flow: [Float]

  /// The lattice patch of the nodes of a scene `height / width` of which are
  /// in scene units.
  static func patch(width: Double, height: Double, spacing: Double) -> Patch {
    Patch(
      column: -margin, row: -margin, width: Int((width / spacing).rounded(.up)) + 2 * margin,
      height: Int((height / spacing).rounded(.up)) + 2 * margin, step: spacing)
  }

  /// `relief` (any scale) decides where water goes; `hardness` from 0 to 1
  /// how steep the ground stands above it. Both hold one value per node.
  init(patch: Patch, relief: [Float], hardness: [Float], seed: UInt64) {
    columns = patch.width
    rows = patch.height
    spacing = patch.step
    let places = Self.places(patch, seed: seed)
    var surface = relief
    var routing = Routing(heights: surface, columns: columns, rows: rows)
    var profile = [Float]()
    for _ in 0..<3 {
      profile = routing.profile(places: places, hardness: hardness)
      surface = zip(relief, profile).map { 0.3 * $0 + 0.7 * $1 / Float(patch.step * 8) }
      routing = Routing(heights: surface, columns: columns, rows: rows)
    }
    profile = routing.profile(places: places, hardness: hardness)
    routing.smoothCliffs(&profile, rise: 0.75 * Self.gentlest * Float(spacing))
    flow = routing.flow
    channels = Self.channels(
      routing, places: places, profile: profile, hardness: hardness, spacing: Float(spacing))
  }

  /// Node positions: cell centres moved by up to 0.36 of a cell.
  private static func places(_ patch: Patch, seed: UInt64) -> [(x: Float, y: Float)] {
    let random = CounterRandom(seed: seed, stream: 0x6e6f_6465)
    return (0..<patch.width * patch.height).map { node in
      let jitter = { (lane: UInt64) in
        (random.uniform(2 * UInt64(node) + lane) - 0.5) * 0.72 * patch.step
      }
      return (
        Float(patch.u(node % patch.width) + jitter(0)),
        Float(patch.v(node / patch.width) + jitter(1))
      )
    }
  }

  private static func channels(
    _ routing: Routing, places: [(x: Float, y: Float)], profile: [Float], hardness: [Float],
    spacing: Float
  ) -> [Channel] {
    let largest = routing.flow.max() ?? 1
    return places.indices.map { node in
      let (a, b) = (places[node], places[routing.receiver[node]])
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let square = dx * dx + dy * dy
      let size = (routing.flow[node] / largest).squareRoot()
      let carries = routing.flow[node] >= max(10, largest * 0.01)
      return Channel(
        x: a.x, y: a.y, dx: dx, dy: dy, inverseSquare: square > 0 ? 1 / square : 0,
        z: profile[node], dz: profile[routing.receiver[node]] - profile[node],
        slope: Self.gentlest + 0.50 * hardness[node], floor: spacing * 0.4 * size,
        inverseWidth: carries ? 1 / (spacing * (0.06 + 0.94 * size)) : 0)
    }
  }
}
