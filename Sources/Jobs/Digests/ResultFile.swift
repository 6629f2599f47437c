package import Foundation
import RasterIO
import Rasters

/// A file of a result as it was written: what `run.json` lists so that it can
/// be told later whether the file is still that one.
public struct ResultFile: Codable, Sendable, Equatable {
  /// Relative to the folder of the result.
  public var name: String
  public var bytes: Int
  public var sha256: String?

  package init(_ name: String, in folder: String) {
    self.name = name
    bytes = FileDigest.bytes(of: folder + "/" + name)
    sha256 = FileDigest.sha256(of: folder + "/" + name)
  }

  /// All files under a folder of finished results, by name.
  package static func all(in folder: String) -> [ResultFile] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      let there = FileManager.default.fileExists(
        atPath: folder + "/" + name, isDirectory: &isFolder)
      return there && !isFolder.boolValue
    }
    .sorted().map { ResultFile($0, in: folder) }
  }
}

/// What is read of a `run.json`, whichever kind of run wrote it.
package struct ResultRecord: Codable {
  package struct Input: Codable {
    package var path: String
    package var sha256: String?

    package init(path: String, sha256: String? = nil) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A unit of a map as its run left it.
  package struct Unit: Codable {
    package var unit: Int
    package var name: String
    package var colour: String
    package var pixels: Int
    package var hectares: Double?
  }

  package var files: [ResultFile]?
  package var inputs: [Input]
  /// What was run, as a file that says all of it.
  package var sceneFile: String?
  package var surveyFile: String?
  package var appliedModel: String?
  package var outputs: [String]?
  /// The units of a map; nil in the record of another kind of run.
  package var units: [Unit]?
  /// Pixels that are not mapped, by reason.
  package var rejectedPixels: [String: Int]?

  package static let name = "run.json"

  /// The text of the record in a folder; nil where there is none.
  package static func text(in folder: String) -> Data? {
    FileManager.default.contents(atPath: folder + "/" + name)
  }

  package static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  package init(folder: String) throws {
    let path = folder + "/" + Self.name
    guard let data = Self.text(in: folder) else {
      throw Failure(
        "'\(folder)' holds no run.json: it is no result of a run, or the run did not finish; run "
          + "it again")
    }
    guard let record = try? Self.decoder.decode(Self.self, from: data) else {
      throw Failure("'\(path)' is damaged, or not a record that facies wrote")
    }
    self = record
  }
}
