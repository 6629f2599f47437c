import FaciesKit
import Foundation

/// What a vector file is, as a page of text.
enum VectorInspectionText {
  static func text(_ file: VectorInspection) -> String {
    let count = file.layers.count
    var lines = [
      "\(file.name): vector file (\(file.format)), \(count) layer\(count == 1 ? "" : "s")",
      "as labels  \(use(file.labels, "of layer"))",
      "as areas   \(use(file.areas, "layer"))",
    ]
    for layer in file.layers { lines += [""] + text(layer, file) }
    return lines.joined(separator: "\n")
  }

  private static func use(_ use: VectorInspection.Use, _ of: String) -> String {
    let field = use.field.map { "field \($0)" }
    let layer = use.layer.map { "\(field == nil && of != "layer" ? "layer" : of) \($0)" }
    let taken = [field, layer].compactMap(\.self).joined(separator: " ")
    let rest = [use.problem, use.passedOver.map { "passed over: \($0)" }].compactMap(\.self)
    return ([taken].filter { !$0.isEmpty } + rest).joined(separator: "; ")
  }

  private static func text(_ l: VectorInspection.Layer, _ file: VectorInspection) -> [String] {
    let kinds = [
      (l.areas, "areas"), (l.lines, "lines"), (l.points, "points"),
      (l.withoutGeometry, "without geometry"),
    ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    let found = kinds.isEmpty ? "" : ": \(kinds.joined(separator: ", "))"
    var lines = [
      "layer \(l.name): \(l.kind), \(l.features) feature\(l.features == 1 ? "" : "s")\(found)"
    ]
    if !l.coordinates.isEmpty {
      lines.append("  coordinates \(l.coordinates.joined(separator: ", "))")
    }
    if l.withoutGeometry < l.features {
      lines.append("  reference  \(l.reference ?? "not said: taken for that of the map")")
    }
    if let e = l.extent { lines.append("  extent     " + extent(e)) }
    guard !l.fields.isEmpty else { return lines + ["  no fields"] }
    let mark = l.classField == nil ? "" : " (* holds the class unless another is named)"
    lines.append("  fields\(mark)")
    let name = min(24, l.fields.map(\.name.count).max() ?? 0)
    return lines + l.fields.map { field($0, isClass: $0.name == l.classField, width: name) }
  }

  /// "2 areas", "1 area", "1 without geometry"
  private static func counted(_ count: Int, _ what: String) -> String {
    let isOne = count == 1 && ["areas", "lines", "points"].contains(what)
    return "\(count) \(isOne ? String(what.dropLast()) : what)"
  }

  private static func extent(_ e: [Double]) -> String {
    String(format: "%.10g, %.10g to %.10g, %.10g", e[0], e[1], e[2], e[3])
  }

  private static let mostShown = 8

  private static func field(_ f: VectorInspection.Field, isClass: Bool, width: Int) -> String {
    let head = "  \(isClass ? "*" : " ") \(pad(f.name, width)) \(pad(f.type, 13)) "
    if let problem = f.problem { return head + problem }
    let count = f.distinct.map { "\($0) class\($0 == 1 ? "" : "es")" } ?? "over 10000 classes"
    let shown = f.values.prefix(mostShown).map { value in
      let text = value.text.count > 40 ? value.text.prefix(40) + "…" : value.text
      return value.features == 1 ? text : "\(text) (\(value.features))"
    }
    let more = f.distinct ?? .max > shown.count && !shown.isEmpty ? ", …" : ""
    let list = shown.isEmpty ? "" : ": " + shown.joined(separator: ", ") + more
    return head + count + list + (f.empty > 0 ? "; \(f.empty) empty" : "")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }
}
