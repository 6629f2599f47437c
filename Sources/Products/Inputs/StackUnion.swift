package import RasterIO
import Rasters

/// Several inputs over one place as one stack: their bands on the grid of
/// one of them, their masks together.
package struct StackUnion {
  /// Whose grid is used.
  package enum Frame: Sendable, Equatable {
    case first
    /// With the smallest pixels on the ground.
    case finest
    case named(String)
  }

  package typealias Input = (name: String, stack: BandStack)

  private let inputs: [Input]
  private let frame: Input
  private let resampling: String

  /// `resampling` is what the notes call the method.
  package init(_ inputs: [Input], frame: Frame, resampling: String) throws {
    for input in inputs where input.stack.grid.transform == nil {
      throw Failure("input '\(input.name)' has no place on the ground to lay others over it")
    }
    guard let chosen = Self.frame(frame, of: inputs) else {
      throw Failure.usage("there is no input whose grid could be used")
    }
    self.inputs = inputs
    self.frame = chosen
    self.resampling = resampling
  }

  private static func frame(_ frame: Frame, of inputs: [Input]) -> Input? {
    switch frame {
    case .first: inputs.first
    case .named(let name): inputs.first { $0.name == name }
    case .finest:
      inputs.min { area($0.stack.grid) < area($1.stack.grid) }
    }
  }

  private static func area(_ grid: Grid) -> Double {
    grid.pixelMetres.map { $0.across * $0.down } ?? grid.transform?.pixelArea ?? .infinity
  }

  /// The inputs as one stack. A name that several inputs have gets its
  /// input's before it, "s2.red".
  package func stack() throws -> BandStack {
    let grid = frame.stack.grid
    var footprint = grid.extent
    var rows: [Grid: Int] = [:]
    for input in inputs {
      let covered = try GridWarp.window(under: input.stack.grid, on: grid)
      footprint = footprint.intersection(covered)
      guard !footprint.isEmpty else { throw apart(input) }
    }
    for other in Set(inputs.flatMap { $0.stack.planes.map(\.grid) }) {
      rows[other] = try rowsUnderRow(of: other)
    }
    var out = BandStack(
      name: inputs.map(\.name).joined(separator: "+"), product: words(\.product),
      level: unique(inputs.map(\.stack.level)).sorted().joined(separator: " + "),
      sensor: words(\.sensor), grid: grid,
      bands: inputs.flatMap { marked($0.stack.bands, $0.name) },
      maskBands: inputs.flatMap { marked($0.stack.maskBands, $0.name) },
      quality: inputs.flatMap(quality), notes: notes(footprint),
      acquired: inputs.lazy.compactMap(\.stack.acquired).first,
      files: unique(inputs.flatMap(\.stack.files)))
    out.inputs = inputs.map {
      StackInput(name: $0.name, sensor: $0.stack.sensor, acquired: $0.stack.acquired)
    }
    out.footprint = footprint
    name(&out.bands, among: out.bands)
    for index in out.maskBands.indices {
      out.maskBands[index].name = qualified(out.maskBands[index])
    }
    for index in out.bands.indices {
      out.bands[index].rowsUnderRow = rows[out.bands[index].grid] ?? 1
    }
    for index in out.maskBands.indices {
      out.maskBands[index].rowsUnderRow = rows[out.maskBands[index].grid] ?? 1
    }
    return out
  }

  private func words(_ key: KeyPath<BandStack, String>) -> String {
    unique(inputs.map { $0.stack[keyPath: key] }.filter { !$0.isEmpty }).joined(separator: " + ")
  }

  // MARK: names

  private func marked(_ bands: [BandSource], _ input: String) -> [BandSource] {
    bands.map { band in
      var band = band
      band.input = input
      band.plainName = band.name
      return band
    }
  }

  private func qualified(_ band: BandSource) -> String { "\(band.input).\(band.plainName)" }

  private func name(_ bands: inout [BandSource], among all: [BandSource]) {
    let names = Dictionary(grouping: all) { $0.plainName.lowercased() }
    for index in bands.indices
    where names[bands[index].plainName.lowercased(), default: []].count > 1 {
      bands[index].name = qualified(bands[index])
    }
  }

  private func quality(_ input: Input) -> [QualityLayer] {
    input.stack.quality.map { layer in
      var layer = layer
      for index in layer.tests.indices {
        layer.tests[index].name = "\(input.name) \(layer.tests[index].name)"
      }
      return layer
    }
  }

  // MARK: place

  private func apart(_ input: Input) -> Failure {
    let others = inputs.prefix { $0.name != input.name }
      .filter { $0.name != frame.name }.map { "'\($0.name)'" }
    let beside = ([("'\(frame.name)'")] + others).joined(separator: " and ")
    return Failure(
      "inputs \(beside) and '\(input.name)' do not overlap: '\(frame.name)' covers "
        + "\(InputWords.extent(frame.stack.grid)), '\(input.name)' "
        + InputWords.extent(input.stack.grid))
  }

  /// Rows of another grid that one full row of the frame crosses.
  private func rowsUnderRow(of other: Grid) throws -> Int {
    let grid = frame.stack.grid
    guard GridWarp.isNeeded(frame: grid, other: other) else { return 1 }
    let warp = try GridWarp(frame: grid, other: other)
    let middle = Double(grid.height) / 2
    let (left, right) = (warp.exact(0, middle), warp.exact(Double(grid.width), middle))
    let drift = abs(right.y - left.y)
    return drift.isFinite ? min(other.height, Int(drift) + 1) : other.height
  }

  // MARK: notes

  private func notes(_ footprint: Window) -> [String] {
    var notes = inputs.flatMap { input in input.stack.notes.map { "\(input.name): \($0)" } }
    let grid = frame.stack.grid
    let size = grid.pixelMetres.map { " of \(InputWords.metres($0))" } ?? ""
    notes.append("all inputs are brought to the grid of '\(frame.name)'\(size)")
    notes += inputs.filter { $0.name != frame.name }.map(placing)
    if footprint != grid.extent {
      notes.append(
        "mapped is what all inputs cover: \(footprint.width)x\(footprint.height) of "
          + "\(grid.width)x\(grid.height) pixels")
    }
    return notes
  }

  private func placing(_ input: Input) -> String {
    let (grid, other) = (frame.stack.grid, input.stack.grid)
    let isForeign =
      grid.wkt != nil && other.wkt != nil
      && !SpatialReference.isSame(grid.wkt, other.wkt)
    let way = isForeign ? "reprojected from \(GridAgreement.systemName(other)), " : ""
    let sizes =
      if let from = other.pixelMetres, let to = grid.pixelMetres {
        ", \(InputWords.metres(from)) to \(InputWords.metres(to))"
      } else {
        ""
      }
    return "\(input.name): \(way)\(resampling)\(sizes)"
  }
}
