import Foundation

/// Writes HDF4-EOS files of swaths with the HDF4 library that GDAL brings
/// along; where it is not there, nothing is written.
///
/// The library is not made for threads: nothing else may use it meanwhile
/// (``alone(_:)``).
struct HDF4Writer {
  /// The rasters of a swath.
  struct Swath {
    var name: String
    var width: Int
    var height: Int
    var fields: [Field]
  }

  struct Field {
    var name: String
    var type: Kind
    /// Row by row.
    var values: [Int]
  }

  enum Kind: Int32 {
    case uint8 = 21
    case int16 = 22
    case uint16 = 23

    func bytes(_ values: [Int]) -> [UInt8] {
      switch self {
      case .uint8: values.map { UInt8(truncatingIfNeeded: $0) }
      case .int16, .uint16:
        values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
      }
    }

    var word: String {
      switch self {
      case .uint8: "DFNT_UINT8"
      case .int16: "DFNT_INT16"
      case .uint16: "DFNT_UINT16"
      }
    }
  }

  private static let lock = NSRecursiveLock()

  /// Keeps tests that write or read HDF4 files apart.
  static func alone<R>(_ body: () throws -> R) rethrows -> R {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }

  private typealias Open = @convention(c) (UnsafePointer<CChar>, Int32) -> Int32
  private typealias OpenH = @convention(c) (UnsafePointer<CChar>, Int32, Int16) -> Int32
  private typealias One = @convention(c) (Int32) -> Int32
  private typealias Create =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, Int32, UnsafePointer<Int32>
    ) -> Int32
  private typealias Write =
    @convention(c) (
      Int32, UnsafePointer<Int32>, UnsafePointer<Int32>?, UnsafePointer<Int32>, UnsafeRawPointer
    ) -> Int32
  private typealias Attribute =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, Int32, UnsafeRawPointer
    ) -> Int32
  private typealias Attach = @convention(c) (Int32, Int32, UnsafePointer<CChar>) -> Int32
  private typealias Name = @convention(c) (Int32, UnsafePointer<CChar>) -> Int32
  private typealias AddReference = @convention(c) (Int32, Int32, Int32) -> Int32
  private typealias Insert = @convention(c) (Int32, Int32) -> Int32

  private static func function<F>(_ name: String, as type: F.Type) -> F? {
    dlsym(dlopen(nil, RTLD_NOW), name).map { unsafeBitCast($0, to: type) }
  }

  private let start: Open
  private let openFile: OpenH
  private let beginGroups, endGroups, closeFile, end, endAccess, reference, detach: One
  private let create: Create
  private let write: Write
  private let attribute: Attribute
  private let attach: Attach
  private let setName, setClass: Name
  private let addReference: AddReference
  private let insert: Insert

  static var isAvailable: Bool { HDF4Writer() != nil }

  init?() {
    guard let start = Self.function("SDstart", as: Open.self),
      let openFile = Self.function("Hopen", as: OpenH.self),
      let beginGroups = Self.function("Vinitialize", as: One.self),
      let endGroups = Self.function("Vfinish", as: One.self),
      let closeFile = Self.function("Hclose", as: One.self),
      let end = Self.function("SDend", as: One.self),
      let endAccess = Self.function("SDendaccess", as: One.self),
      let reference = Self.function("SDidtoref", as: One.self),
      let detach = Self.function("Vdetach", as: One.self),
      let create = Self.function("SDcreate", as: Create.self),
      let write = Self.function("SDwritedata", as: Write.self),
      let attribute = Self.function("SDsetattr", as: Attribute.self),
      let attach = Self.function("Vattach", as: Attach.self),
      let setName = Self.function("Vsetname", as: Name.self),
      let setClass = Self.function("Vsetclass", as: Name.self),
      let addReference = Self.function("Vaddtagref", as: AddReference.self),
      let insert = Self.function("Vinsert", as: Insert.self)
    else { return nil }
    (self.start, self.openFile, self.beginGroups) = (start, openFile, beginGroups)
    (self.endGroups, self.closeFile, self.end) = (endGroups, closeFile, end)
    (self.endAccess, self.reference, self.detach) = (endAccess, reference, detach)
    (self.create, self.write, self.attribute) = (create, write, attribute)
    (self.attach, self.setName, self.setClass) = (attach, setName, setClass)
    (self.addReference, self.insert) = (addReference, insert)
  }

  /// Global attributes are texts: "productmetadata.0".
  func write(_ swaths: [Swath], attributes: [String: String], to path: String) {
    let file = start(path, 4)
    let groups = openFile(path, 3, 0)
    _ = beginGroups(groups)
    for swath in swaths { write(swath, file: file, groups: groups) }
    let structure = Self.structure(swaths)
    let all = attributes.merging(
      ["HDFEOSVersion": "HDFEOS_V2.17", "StructMetadata.0": structure]
    ) { $1 }
    for (key, text) in all.sorted(by: { $0.key < $1.key }) {
      _ = attribute(file, key, 4, Int32(text.utf8.count), Array(text.utf8))
    }
    _ = endGroups(groups)
    _ = closeFile(groups)
    _ = end(file)
  }

  private func write(_ swath: Swath, file: Int32, groups: Int32) {
    let references = swath.fields.map { write($0, of: swath, file: file) }
    let group = attach(groups, -1, "w")
    _ = setName(group, swath.name)
    _ = setClass(group, "SWATH")
    for name in ["Geolocation Fields", "Data Fields", "Swath Attributes"] {
      let child = attach(groups, -1, "w")
      _ = setName(child, name)
      _ = setClass(child, "SWATH Vgroup")
      if name == "Data Fields" {
        for reference in references { _ = addReference(child, 720, reference) }
      }
      _ = insert(group, child)
      _ = detach(child)
    }
    _ = detach(group)
  }

  private func write(_ field: Field, of swath: Swath, file: Int32) -> Int32 {
    let size = [Int32(swath.height), Int32(swath.width)]
    let id = create(file, field.name, field.type.rawValue, 2, size)
    _ = write(id, [0, 0], nil, size, field.type.bytes(field.values))
    let number = reference(id)
    _ = endAccess(id)
    return number
  }

  /// StructMetadata.0, in which HDF-EOS looks for its swaths.
  private static func structure(_ swaths: [Swath]) -> String {
    let parts = swaths.enumerated().map { index, swath in
      """
      \tGROUP=SWATH_\(index + 1)
      \t\tSwathName="\(swath.name)"
      \t\tGROUP=Dimension
      \(object("Dimension", 1, ["DimensionName=\"ImageLine\"", "Size=\(swath.height)"]))
      \(object("Dimension", 2, ["DimensionName=\"ImagePixel\"", "Size=\(swath.width)"]))
      \t\tEND_GROUP=Dimension
      \t\tGROUP=DimensionMap
      \t\tEND_GROUP=DimensionMap
      \t\tGROUP=IndexDimensionMap
      \t\tEND_GROUP=IndexDimensionMap
      \t\tGROUP=GeoField
      \t\tEND_GROUP=GeoField
      \t\tGROUP=DataField
      \(swath.fields.enumerated().map { field($1, $0 + 1) }.joined(separator: "\n"))
      \t\tEND_GROUP=DataField
      \t\tGROUP=MergedFields
      \t\tEND_GROUP=MergedFields
      \tEND_GROUP=SWATH_\(index + 1)
      """
    }
    return "GROUP=SwathStructure\n" + parts.joined(separator: "\n")
      + "\nEND_GROUP=SwathStructure\nGROUP=GridStructure\nEND_GROUP=GridStructure\n"
      + "GROUP=PointStructure\nEND_GROUP=PointStructure\nEND\n"
  }

  private static func field(_ field: Field, _ number: Int) -> String {
    object(
      "DataField", number,
      [
        "DataFieldName=\"\(field.name)\"", "DataType=\(field.type.word)",
        "DimList=(\"ImageLine\",\"ImagePixel\")",
      ])
  }

  private static func object(_ kind: String, _ number: Int, _ lines: [String]) -> String {
    (["\t\t\tOBJECT=\(kind)_\(number)"] + lines.map { "\t\t\t\t" + $0 }
      + ["\t\t\tEND_OBJECT=\(kind)_\(number)"]).joined(separator: "\n")
  }
}
