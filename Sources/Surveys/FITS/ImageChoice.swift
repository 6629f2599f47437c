internal import CFITSIO
import Rasters

/// Finds the image that is meant among those of a file.
enum ImageChoice {
  /// Files of more extensions are not searched further.
  private static let most = 10_000

  /// Moves to the image and returns its position from 0.
  static func move(_ handle: FITSHandle, to image: ImageExtension) throws -> Int {
    switch image {
    case .first: return try moveToFirst(handle)
    case .number(let number): return try move(handle, toNumber: number)
    case .name(let name): return try move(handle, toName: name)
    case .version(let name, let version): return try move(handle, toName: name, version: version)
    }
  }

  /// The first with two axes; of none such, the first with pixels.
  private static func moveToFirst(_ handle: FITSHandle) throws -> Int {
    var line: Int?
    for number in 0..<most {
      guard try go(handle, number) else { break }
      let axes = axes(handle)
      if axes > 1 { return number }
      if axes == 1, line == nil { line = number }
    }
    guard let line, try go(handle, line) else {
      throw Failure("'\(handle.name)' holds no image" + listed(handle))
    }
    return line
  }

  private static func move(_ handle: FITSHandle, toNumber number: Int) throws -> Int {
    guard try go(handle, number) else {
      throw Failure.usage("'\(handle.name)' has no extension \(number)" + listed(handle))
    }
    guard hasPixels(handle) else {
      throw Failure.usage("extension \(number) of '\(handle.name)' is no image" + listed(handle))
    }
    return number
  }

  /// A name may hold a comma and a number itself.
  private static func move(
    _ handle: FITSHandle, toName name: String, version: Int? = nil
  ) throws -> Int {
    let whole = version.map { "\(name),\($0)" } ?? name
    for number in 0..<most {
      guard try go(handle, number) else { break }
      guard let found = handle.textKey("EXTNAME")?.uppercased(), hasPixels(handle) else { continue }
      let isVersion = version.map { $0 == handle.wholeKey("EXTVER") ?? 1 } ?? true
      if found == name.uppercased() && isVersion || found == whole.uppercased() { return number }
    }
    throw Failure.usage("'\(handle.name)' has no image '\(whole)'" + listed(handle))
  }

  /// False past the end of the file.
  private static func go(_ handle: FITSHandle, _ number: Int) throws -> Bool {
    var status: Int32 = 0
    ffmahd(handle.pointer, Int32(number + 1), nil, &status)
    if status == END_OF_FILE || (status != 0 && number > 0) {
      ffcmsg()
      return false
    }
    guard status == 0 else {
      throw Failure("'\(handle.name)' has an unreadable header: \(FITSHandle.reason(status))")
    }
    return true
  }

  private static func hasPixels(_ handle: FITSHandle) -> Bool { axes(handle) > 0 }

  /// Axes of an image; 0 for all else.
  private static func axes(_ handle: FITSHandle) -> Int32 {
    var (kind, axes) = (Int32(0), Int32(0))
    let isImage = handle.succeeds {
      ffghdt($0, &kind, &$1)
      ffgidm($0, &axes, &$1)
    }
    return isImage && kind == IMAGE_HDU ? axes : 0
  }

  /// Images with two axes at least, as messages name them, by position; leaves
  /// the file where it ends.
  static func images(_ handle: FITSHandle) throws -> [Int: String] {
    var out: [Int: String] = [:]
    for number in 0..<most {
      guard try go(handle, number) else { break }
      guard axes(handle) > 1 else { continue }
      out[number] = "\(number)" + name(handle)
    }
    return out
  }

  /// "; it has 0 (empty), 1 'SCI' 512x512 …" for messages.
  private static func listed(_ handle: FITSHandle) -> String {
    var parts: [String] = []
    for number in 0..<20 {
      if let damage = damage(handle, number) { parts.append("\(number) (damaged: \(damage))") }
      guard (try? go(handle, number)) == true else { break }
      parts.append("\(number)\(name(handle)) (\(kind(handle)))")
    }
    return parts.isEmpty ? "" : "; it has " + parts.joined(separator: ", ")
  }

  /// " 'SCI,2'" of EXTNAME and EXTVER.
  private static func name(_ handle: FITSHandle) -> String {
    let version = handle.wholeKey("EXTVER").map { ",\($0)" } ?? ""
    return handle.textKey("EXTNAME").map { " '\($0)\(version)'" } ?? ""
  }

  /// Why an extension that is there cannot be read.
  private static func damage(_ handle: FITSHandle, _ number: Int) -> String? {
    var status: Int32 = 0
    ffmahd(handle.pointer, Int32(number + 1), nil, &status)
    guard status != 0, status != END_OF_FILE else { return nil }
    return FITSHandle.reason(status)
  }

  private static func kind(_ handle: FITSHandle) -> String {
    var kind: Int32 = 0
    guard handle.succeeds({ ffghdt($0, &kind, &$1) }) else { return "unreadable" }
    guard kind == IMAGE_HDU else { return "table" }
    guard let shape = try? ImageShape(handle) else { return "no pixels" }
    return shape.axes.map(String.init).joined(separator: "x")
  }
}
