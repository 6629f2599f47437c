/// A square of the stamp that holds nothing but sky.
struct Skybox {
  /// Nil where none of even 2 pixels was found.
  let box: StampPlane?
  let columns: Range<Int>
  let rows: Range<Int>
  let mean: Double
  let median: Double
  let sigma: Double
  /// Mean |I − I180| of the box.
  let asymmetry: Double

  /// The first free square, from the first row on, of 32 pixels, else of
  /// half of that and so on. As published, the last place in a row or column
  /// is not tried.
  init(_ stamp: PreparedStamp, findings: Findings) {
    guard let place = Self.place(stamp) else {
      findings.note(.noSkybox)
      box = nil
      (columns, rows) = (0..<0, 0..<0)
      (mean, median, sigma, asymmetry) =
        (Conventions.invalid, Conventions.invalid, Conventions.invalid, Conventions.invalid)
      return
    }
    (columns, rows) = place
    let box = stamp.image.part(place.columns, place.rows)
    self.box = box
    let sample = SortedSample(box.values)
    mean = box.values.reduce(0, +) / Double(box.count)
    median = sample.median(sample.everything)
    let centre = mean
    sigma = (box.values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(box.count))
      .squareRoot()
    let turned = Array(box.values.reversed())
    asymmetry = zip(box.values, turned).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(box.count)
  }

  private static func place(
    _ stamp: PreparedStamp
  ) -> (columns: Range<Int>, rows: Range<Int>)? {
    let (width, height) = (stamp.width, stamp.height)
    // Taken pixels above and to the left of each corner.
    var taken = [Int32](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var line: Int32 = 0
      for x in 0..<width {
        line += stamp.isSky[y * width + x] ? 0 : 1
        taken[(y + 1) * (width + 1) + x + 1] = taken[y * (width + 1) + x + 1] + line
      }
    }
    var size = Conventions.skyboxSize
    while size >= 2 {
      for y in 0..<max(0, height - size) {
        let (top, bottom) = (y * (width + 1), (y + size) * (width + 1))
        for x in 0..<max(0, width - size)
        where taken[bottom + x + size] - taken[top + x + size] - taken[bottom + x]
          + taken[top + x] == 0
        {
          return (x..<(x + size), y..<(y + size))
        }
      }
      size /= 2
    }
    return nil
  }
}
