import Foundation
import RasterIO
import Rasters

/// Endmembers with their values in every band of a scene.
struct EndmemberSet {
  struct Place {
    /// In pixels of the scene, from 0.
    var column: Int
    var row: Int
    /// The middle of the pixel on the ground; nil where the scene has no place.
    var x: Double?
    var y: Double?
  }

  var names: [String]
  /// [endmember][band].
  var spectra: [[Double]]
  /// Of the pixels that they are; empty for others.
  var places: [Place] = []
  /// How they were come by, in words.
  var origin: String

  /// Throws where names or numbers will not do.
  func checked(sumsToOne: Bool) throws -> EndmemberSet {
    let bands = spectra.first?.count ?? 0
    guard names.count >= 2 else {
      throw Failure.usage(
        "one endmember (\(names.first ?? "none")) is no mixture: two at least are needed")
    }
    guard names.count <= MixtureSettings.count.allowed.bounds.map({ Int($0.upperBound) }) ?? 64
    else { throw Failure.usage("\(names.count) endmembers are too many: at most 64") }
    let most = bands + (sumsToOne ? 1 : 0)
    guard names.count <= most else {
      throw Failure.usage(
        "\(names.count) endmembers cannot be told apart in \(bands) bands: at most \(most)"
          + (sumsToOne ? "" : ", one more if shares sum to 1"))
    }
    return self
  }

  /// `endmembers.csv`.
  func csv(bands: [String]) -> String {
    let places: [Place?] = places.isEmpty ? names.map { _ in nil } : places
    let hasGround = places.contains { $0?.x != nil }
    let head =
      ["name"] + (self.places.isEmpty ? [] : ["column", "row"] + (hasGround ? ["x", "y"] : []))
      + bands
    let rows = zip(zip(names, places), spectra).map { own, values -> [String] in
      let place = own.1.map { place in
        ["\(place.column)", "\(place.row)"]
          + (hasGround ? [Self.number(place.x), Self.number(place.y)] : [])
      }
      return [own.0] + (place ?? []) + values.map { String(format: "%.7g", $0) }
    }
    return ([head] + rows).map { $0.map { CSVText.field($0) }.joined(separator: ",") }
      .joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double?) -> String {
    value.map { String(format: "%.10g", $0) } ?? ""
  }
}
