import Rasters

/// Why a sheet could not be made.
enum SheetError: FaciesError, Equatable {
  case emptyMap(width: Int, height: Int)
  case noMemory(width: Int, rows: Int)
  case drawing(String)
  case labelCount(found: Int, wanted: Int, window: Window)
  case backdropCount(found: Int, pixels: Int, window: Window)
  case noFolder(String)
  case notAFile(String)
  case cannotCreate(path: String, reason: String)
  case cannotWrite(path: String, reason: String)

  var description: String {
    switch self {
    case .emptyMap(let width, let height):
      "the map is \(width)x\(height) pixels; a sheet needs at least one"
    case .noMemory(let width, let rows):
      "no memory for a strip of \(width)x\(rows) pixels; choose a smaller layout.width"
    case .drawing(let reason):
      "cairo cannot draw the sheet: \(reason)"
    case .labelCount(let found, let wanted, let window):
      "the map gave \(found) labels instead of \(wanted) for the window \(window)"
    case .backdropCount(let found, let pixels, let window):
      "the backdrop gave \(found) bytes for the window \(window); "
        + "\(pixels) grey or \(pixels * 3) RGB bytes are due"
    case .noFolder(let path):
      "\(path): no such folder; make it first"
    case .notAFile(let path):
      "\(path): there is something that is not an ordinary file; name another"
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created: \(reason)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason)"
    }
  }
}
