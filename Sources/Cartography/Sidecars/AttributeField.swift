import Rasters

/// A column of a GDAL raster attribute table.
struct AttributeField {
  /// `GDALRATFieldType`.
  enum Kind: Int {
    case integer = 0
    case real = 1
    case string = 2

    var name: String {
      switch self {
      case .integer: "Integer"
      case .real: "Real"
      case .string: "String"
      }
    }
  }

  /// `GDALRATFieldUsage`, the ones in use here.
  enum Usage: Int {
    case generic = 0
    case pixelCount = 1
    case name = 2
    case minMax = 5
    case red = 6
    case green = 7
    case blue = 8
    case alpha = 9

    /// As GDAL writes it.
    var name: String {
      switch self {
      case .generic: "Generic"
      case .pixelCount: "PixelCount"
      case .name: "Name"
      case .minMax: "MinMax"
      case .red: "Red"
      case .green: "Green"
      case .blue: "Blue"
      case .alpha: "Alpha"
      }
    }
  }

  let name: String
  let kind: Kind
  let usage: Usage
  let text: (LegendEntry) -> String

  /// The columns of a legend; areas only where one is known. Counts that are
  /// too large for GDAL's 32-bit integers are real numbers.
  static func fields(of legend: Legend) -> [AttributeField] {
    let isLarge = legend.entries.contains { $0.pixelCount > Int(Int32.max) }
    let fields = [
      AttributeField(name: "Value", kind: .integer, usage: .minMax) { "\($0.value)" },
      AttributeField(name: "Count", kind: isLarge ? .real : .integer, usage: .pixelCount) {
        "\($0.pixelCount)"
      },
      AttributeField(name: "Class_Name", kind: .string, usage: .name) { $0.name },
      AttributeField(name: "Red", kind: .integer, usage: .red) { "\($0.colour.red)" },
      AttributeField(name: "Green", kind: .integer, usage: .green) { "\($0.colour.green)" },
      AttributeField(name: "Blue", kind: .integer, usage: .blue) { "\($0.colour.blue)" },
      AttributeField(name: "Alpha", kind: .integer, usage: .alpha) { _ in "255" },
    ]
    guard legend.entries.contains(where: { $0.hectares != nil }) else { return fields }
    return fields + [
      AttributeField(name: "Area_ha", kind: .real, usage: .generic) {
        Numbers.short($0.hectares ?? 0)
      }
    ]
  }

  /// Its `FieldDefn`.
  func definition(index: Int) -> String {
    """
          <FieldDefn index="\(index)">
            <Name>\(name)</Name>
            <Type typeAsString="\(kind.name)">\(kind.rawValue)</Type>
            <Usage usageAsString="\(usage.name)">\(usage.rawValue)</Usage>
          </FieldDefn>

    """
  }
}
