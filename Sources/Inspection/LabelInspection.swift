import Foundation
import RasterIO
import Rasters
import SceneMaps

/// What a raster of one band would be as labels of `score`, `assess` and known units.
public struct LabelInspection: Codable, Sendable {
  public struct Class: Codable, Sendable {
    /// A whole number of 64 bits, as text.
    public var code: String
    public var name: String?
    public var pixels: Int
  }

  /// The classes in the order of their codes; empty where there is a problem.
  public var classes: [Class]
  /// Pixels that are no class: no data, masked, NaN, or 0 by rule.
  public var unlabelled: Int
  /// Why it can be no raster of labels.
  public var problem: String?
  public var notes: [String]

  /// More codes are taken for a picture, and more pixels are not read.
  private static let (mostCodes, mostPixels) = (1000, 1 << 30)

  /// Reads the pixels until it is clear that they are no labels.
  init(path: String) throws {
    (classes, unlabelled, notes) = ([], 0, [])
    let codes: LabelCodes
    do {
      codes = try LabelCodes(path: path)
      guard codes.grid.pixelCount <= Self.mostPixels else {
        problem = "too many pixels to look at all of them here"
        return
      }
      guard let counts = try codes.census(most: Self.mostCodes) else {
        problem = "over \(Self.mostCodes) different values: a picture rather than a map of classes"
        return
      }
      take(codes, counts)
    } catch let error as Failure {
      problem = error.description.replacing("'\(path)' ", with: "")
    }
  }

  private mutating func take(_ codes: LabelCodes, _ counts: [Int]) {
    let names = codes.names
    let found = zip(codes.codes, counts).sorted { $0.0 < $1.0 }
    classes = found.map { .init(code: "\($0)", name: names[$0], pixels: $1) }
    unlabelled = codes.grid.pixelCount - counts.reduce(0, +)
    notes = codes.notes
    if found.isEmpty { problem = "no pixel has a class" }
  }
}
