/// The continuous fields of the ground over one patch.
final class GroundFields {
  var patch: Patch
  let coordinate: Plane
  let faultOffset: Plane
  let intrusion: Plane
  let height: Plane
  let stream: Plane
  let lake: Plane
  let bends: Plane
  let unevenness: Plane
  let scratch: Plane

  init(patch: Patch) {
    self.patch = patch
    let plane = { Plane(width: patch.width, height: patch.height) }
    coordinate = plane()
    faultOffset = plane()
    intrusion = plane()
    height = plane()
    stream = plane()
    lake = plane()
    bends = plane()
    unevenness = plane()
    scratch = plane()
  }

  func layers(_ strata: FoldedStrata, _ intrusion: Intrusion) {
    strata.evaluate(
      field: coordinate, offset: faultOffset, bends: bends, unevenness: unevenness, over: patch)
    intrusion.evaluate(into: self.intrusion, bends: bends, unevenness: unevenness, over: patch)
  }

  func relief(_ terrain: Terrain, _ lake: Lake, pitch: Int) {
    terrain.evaluate(height: height, stream: stream, scratch: scratch, over: patch, pitch: pitch)
    lake.evaluate(into: self.lake, height: height, over: patch)
  }

  func evaluate(_ geology: Geology) {
    layers(geology.strata, geology.intrusion)
    relief(geology.terrain, geology.lake, pitch: geology.terrain.pitch)
  }

  /// The values of a plane in one list.
  func values(_ plane: Plane) -> [Float] {
    (0..<patch.height).flatMap { y in
      Array(UnsafeBufferPointer(start: plane.row(y), count: patch.width))
    }
  }

  /// Faulted layer coordinates where the intrusion's field satisfies a test.
  func coordinates(where isOutside: (Float) -> Bool) -> [Float] {
    let faulted = zip(values(coordinate), values(faultOffset)).map(+)
    return zip(faulted, values(intrusion)).filter { isOutside($0.1) }.map(\.0)
  }
}
