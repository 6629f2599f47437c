import Assessment
import Foundation
import Rasters

/// The classes that a map and its samples speak of: those of the map first,
/// in the order of their units, then those that only samples name. Units of
/// one name are one class.
struct ReferenceClasses {
  struct Class {
    var name: String
    var units: [Int]
  }

  private(set) var classes: [Class] = []
  private(set) var notes: [String] = []
  private var indexOfName: [String: Int] = [:]
  private var indexOfUnit: [Int: Int] = [:]
  private let design: DesignUnits?

  /// - Parameters:
  ///   - strata: of the map.
  ///   - design: units of the map that the samples were drawn from, where that is known.
  init(_ strata: [Stratum], design: DesignUnits? = nil) {
    self.design = design
    for stratum in strata.sorted(by: { $0.unit < $1.unit }) {
      let index = index(named: stratum.name)
      classes[index].units.append(stratum.unit)
      indexOfUnit[stratum.unit] = index
    }
  }

  static func key(_ name: String) -> String {
    name.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  private mutating func index(named name: String) -> Int {
    if let known = indexOfName[Self.key(name)] { return known }
    classes.append(Class(name: name, units: []))
    indexOfName[Self.key(name)] = classes.count - 1
    return classes.count - 1
  }

  func index(ofUnit unit: Int) -> Int? { indexOfUnit[unit] }

  /// Adds the classes that samples name and the map lacks, in the order of
  /// their names.
  mutating func add(_ texts: [String]) {
    let names = classes.map(\.name)
    var other: [String: String] = [:]
    for text in texts where index(of: text) == nil { other[Self.key(text)] = text }
    for (_, text) in other.sorted(by: { $0.key < $1.key }) {
      _ = index(named: text)
      notes.append(
        "'\(text)' is no class of the map" + DidYouMean.hint(for: text, among: names)
          + ": it counts as a class that the map lacks")
    }
  }

  /// The class that somebody wrote: by its name (in capitals or not), or by the
  /// number of a unit, which is that of the map the sample was drawn from.
  func index(of text: String) -> Int? {
    let named = indexOfName[Self.key(text)]
    if let design {
      if let unit = design.number(in: text), named == nil || Double(text) == nil {
        return design.mapUnit(of: unit).flatMap { indexOfUnit[$0] }
      }
      if let named { return named }
      let units = Set(design.mapUnits(named: text).compactMap { indexOfUnit[$0] })
      return units.count == 1 ? units.first : nil
    }
    if let named { return named }
    return Double(text).flatMap { Int(exactly: $0) }.flatMap { indexOfUnit[$0] }
  }
}
