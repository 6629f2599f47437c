public import Rasters

/// Something wrong in a file that a person wrote: `scene.yaml:12:9: …`.
public struct DocumentError: FaciesError, Equatable {
  public var file: String
  /// From 1; 0 where the place is unknown.
  public var line: Int
  public var column: Int
  public var message: String
  public var code = FailureCode.document
  public var key: String?
  public var found: String?
  public var allowed: String?

  public var path: String? { file }
  public var exitCode: Int32 { 2 }

  public init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = PlainText.line(message)
  }

  public var description: String {
    line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)"
  }
}
