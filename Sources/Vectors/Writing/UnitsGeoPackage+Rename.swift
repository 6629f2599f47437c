import Files
import Foundation
import RasterIO
import Rasters

extension UnitsGeoPackage {
  /// Gives the units of a finished file other names and styles; geometries and
  /// layers that a person added stay as they are.
  ///
  /// The work is done on a copy that then takes the file's place. Nothing is
  /// done where the file has these names and styles already. False where it
  /// is no file of ours. Throws where another program has it open.
  ///
  /// - Parameter layers: those with the fields unit and name.
  package static func rename(
    path: String, layers: [String] = [units, patches], names: [Int: String], styles: Styles
  ) throws -> Bool {
    let log = path + "-wal"
    if let size = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int, size > 0 {
      throw Failure(
        "'\(path)' is open in another program: close it there, then call facies render again")
    }
    switch try state(of: path, layer: layers.last ?? patches, styles: styles) {
    case .foreign: return false
    case .same: return true
    case .other: break
    }
    let copy = TemporaryName.beside(path)
    do {
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      try rename(SQLite(path: copy, name: path), layers, names: names, styles: styles)
      try TemporaryName.commit(copy, as: path)
    } catch let failure as Failure {
      unlink(copy)
      throw failure
    } catch {
      unlink(copy)
      throw Failure("cannot write '\(path)': \(TemporaryName.reason(of: error))")
    }
    return true
  }

  private enum State { case same, other, foreign }

  private static func state(
    of path: String, layer: String, styles: Styles
  ) throws -> State {
    let database = try SQLite(reading: path)
    guard
      let row = try? SQLite.Statement(
        database,
        "SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_name = ? AND description = ?",
        [.text(layer), .text(description)]),
      try row.step()
    else { return .foreign }
    // Styles name every unit.
    return row.text(0) == styles.qml && row.text(1) == styles.sld(layer) ? .same : .other
  }

  private static func rename(
    _ database: SQLite, _ layers: [String], names: [Int: String], styles: Styles
  ) throws {
    try database.disableTriggers()
    try database.run("BEGIN")
    for layer in layers {
      for (unit, name) in names.sorted(by: { $0.key < $1.key }) {
        try database.run(
          "UPDATE \"\(layer)\" SET name = ? WHERE unit = ? AND name <> ?",
          [.text(name), .integer(unit), .text(name)])
      }
      try database.run(
        """
        UPDATE layer_styles SET styleQML = ?, styleSLD = ? \
        WHERE f_table_name = ? AND description = ?
        """, [.text(styles.qml), .text(styles.sld(layer)), .text(layer), .text(description)])
    }
    try database.run("COMMIT")
  }
}
