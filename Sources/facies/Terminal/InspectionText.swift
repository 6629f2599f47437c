import FaciesKit
import Foundation

/// What a product is, as a page of text.
enum InspectionText {
  static func text(_ i: Inspection) -> String {
    var lines = ["\(i.name): \(i.product)"]
    lines.append("level      \(i.level)" + (i.sensor.isEmpty ? "" : ", sensor \(i.sensor)"))
    if let acquired = i.acquired { lines.append("acquired   \(acquired)") }
    lines += grid(i)
    lines += ["", "bands (* would be used)"] + bands(i.bands)
    if !i.missing.isEmpty { lines.append("not there  \(i.missing.joined(separator: ", "))") }
    if !i.masks.isEmpty {
      lines += ["", "masks (* applied unless told otherwise)"]
      lines += i.masks.map { " \($0.isDefault ? "*" : " ") \(pad($0.name, 10)) \($0.meaning)" }
    }
    if let labels = i.labels { lines += [""] + text(labels) }
    if !i.parts.isEmpty { lines += ["", "parts"] + i.parts.map { "   \($0)" } }
    if !i.notes.isEmpty { lines += [""] + i.notes.map { "note: \($0)" } }
    return lines.joined(separator: "\n")
  }

  private static let mostClasses = 20

  private static func text(_ labels: LabelInspection) -> [String] {
    if let problem = labels.problem { return ["as labels  none: \(problem)"] }
    let count = labels.classes.count
    let width = labels.classes.map(\.code.count).max() ?? 0
    var lines = [
      "as labels  \(count) class\(count == 1 ? "" : "es"), \(labels.unlabelled) pixels without one"
    ]
    lines += labels.classes.prefix(mostClasses).map {
      "   \(pad($0.code, width)) \($0.pixels) pixels\($0.name.map { " (\($0))" } ?? "")"
    }
    if count > mostClasses { lines.append("   … \(count - mostClasses) more") }
    return lines + labels.notes.map { "   note: \($0)" }
  }

  private static func grid(_ i: Inspection) -> [String] {
    guard let width = i.width, let height = i.height else { return [] }
    let size = i.pixelMetres.map { String(format: " of %.6g x %.6g m", $0[0], $0[1]) } ?? ""
    let corner = i.transform.map { String(format: ", upper left %.10g, %.10g", $0[0], $0[3]) }
    return [
      "grid       \(width)x\(height) pixels\(size)\(corner ?? ", not placed on the ground")",
      "reference  \(i.reference ?? "unknown")",
    ]
  }

  /// Columns are as wide as what stands in them, within reason.
  private static func bands(_ bands: [Inspection.Band]) -> [String] {
    let label = min(16, max(5, bands.map(\.label.count).max() ?? 0))
    let name = min(24, max(12, bands.map(\.name.count).max() ?? 0))
    return bands.map { band($0, label: label, name: name) }
  }

  private static func band(_ b: Inspection.Band, label: Int, name: Int) -> String {
    let wavelength = b.wavelength.map { String(format: "%.3f um", $0) } ?? ""
    let noData = b.noData.isEmpty ? "" : "nodata \(b.noData.joined(separator: ", "))"
    let parts = [
      " \(b.isUsed ? "*" : " ")", pad(b.label, label), pad(b.name, name), pad(wavelength, 9),
      pad(b.pixels ?? "", 11), pad(b.type ?? "", 8), scaling(b), noData,
      honoured(b),
      b.remark.map { "(\($0))" } ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What the file says of the values, beside type and nodata, and is heeded.
  private static func honoured(_ b: Inspection.Band) -> String {
    let range = b.validRange.map { "valid \($0.joined(separator: " to "))" }
    let unit = b.unit.map { "unit \($0)" }
    let palette = b.palette.map { "palette of \($0) colours" }
    let names = b.categories.map { "names of \($0) values" }
    return [range, unit, b.mask, palette, names].compactMap(\.self).joined(separator: ", ")
  }

  private static func scaling(_ b: Inspection.Band) -> String {
    b.scaling.isEmpty ? b.quantity : "\(b.quantity) = \(b.scaling)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }
}
