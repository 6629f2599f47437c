import Features
import Kernels

/// The pixels that hints are made on and judged by: some of each unit's sample, in rows like the
/// units.
struct HintPixels {
  struct Unit {
    /// Of all bands.
    var spectra: [[Double]]
    var isHeldOut: [Bool]

    /// Scores of the pixels, told by the halves that they are in.
    func halves(_ scores: [Double]) -> HintCheck.Halves {
      let told = zip(scores, isHeldOut)
      return HintCheck.Halves(
        made: told.filter { !$0.1 }.map(\.0), judged: told.filter(\.1).map(\.0))
    }
  }

  let units: [Unit]

  /// The most pixels of a unit.
  static let most = 400

  init(_ sample: UnitSample, units numbers: [Int]) {
    units = numbers.map { number in
      let members = sample.units[number - 1]
      let step = max(1, (members.count + Self.most - 1) / Self.most)
      let chosen = stride(from: 0, to: members.count, by: step)
      return Unit(
        spectra: chosen.map { members.values.sample($0).map(Double.init) },
        isHeldOut: chosen.map { members.isHeldOut[$0] })
    }
  }

  /// How well a score tells one row from those of which the rule is not claimed.
  func check(_ row: Int, claimed: Set<Int>, _ scores: [[Double]]) -> HintCheck? {
    let rest = units.indices.filter { $0 != row && !claimed.contains($0) }
    return HintCheck(
      units[row].halves(scores[row]), rest: rest.map { units[$0].halves(scores[$0]) })
  }
}
