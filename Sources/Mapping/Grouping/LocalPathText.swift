import RasterIO

/// A typed path of a file with something in it, checked.
enum LocalPathText {
  static func absolute(_ typed: String) throws -> String { try LocalPath.file(typed).absolute }
}
