import Rasters
import Settings
import Surveys

/// A finished cutout on its way to a file.
struct MadeCutout: Sendable {
  var values: [Float]
  /// What became known while it was made.
  var flags: CutoutFlags
  /// Where its pixels lie if they are not those of the image.
  var plane: TangentPlane?

  var withoutValues: MadeCutout { MadeCutout(values: [], flags: flags, plane: plane) }
}

/// Makes cutouts of what was read, on one thread.
///
/// Unchecked because each worker has its own.
final class CutoutLane: @unchecked Sendable {
  private let image: SurveyImage
  private let detection: DetectionSettings
  private let masksNeighbours: Bool
  private let size: Int
  private let northUp: NorthUp?

  /// The side of the square that is read for a cutout.
  var side: Int { northUp?.side ?? size }

  init(_ image: SurveyImage, _ options: CutoutOptions, _ detection: DetectionSettings) throws {
    self.image = image
    self.detection = detection
    masksNeighbours = options.masksNeighbours
    size = options.size
    northUp = options.isNorthUp ? try NorthUp(image, size: options.size) : nil
  }

  func make(_ values: [Float], frame: CutoutFrame?, place: ImagePosition?) throws -> MadeCutout {
    var made = MadeCutout(values: values, flags: [])
    if let northUp, let frame, let place {
      if let plane = northUp.plane(around: place) {
        let turned = try northUp.turn(values, frame: frame, onto: plane)
        made = MadeCutout(
          values: turned.values, flags: turned.isAtEdge ? .edge : [], plane: plane)
      } else {
        made.values = [Float](repeating: .nan, count: size * size * image.bandCount)
        made.flags = .edge
      }
    }
    if made.values.allSatisfy(\.isNaN) {
      made.flags.insert(.empty)
    } else if masksNeighbours,
      try Detector.maskNeighbours(
        &made.values, size: size, options: detection, name: image.paths.first ?? "")
    {
      made.flags.insert(.neighbours)
    }
    return made
  }
}
