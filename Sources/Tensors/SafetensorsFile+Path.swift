import Foundation
import Rasters

extension SafetensorsFile {
  /// Reads a file at once (never mapped, so that it may change afterwards).
  /// Its header's length is checked before the rest is touched; pipes,
  /// devices and folders are refused, links to files followed.
  package init(path: String) throws {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let kind = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard let kind else { throw Failure("'\(path)' cannot be found; check the model's path") }
    guard kind.isRegularFile == true, let size = kind.fileSize else {
      throw Failure("'\(path)' is not a file; a model is one file, often named '.safetensors'")
    }
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let start = try handle.read(upToCount: 8) ?? Data()
      _ = try Self.headerLength(start, file: size)
      self = try SafetensorsFile(data: start + (try handle.readToEnd() ?? Data()), name: path)
    } catch let problem as SafetensorsProblem {
      throw Failure("'\(path)' is not a valid model: \(problem.text)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("'\(path)' cannot be read; may this user read it?")
    }
  }
}
