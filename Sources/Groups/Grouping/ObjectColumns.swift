package import Surveys

/// Columns that every catalogue of objects has.
extension DeclaredColumn {
  /// What an object is called.
  package static func identifier(
    width: Int, _ value: @escaping (Row) -> String
  ) -> DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "id", .string(width: width), ucd: "meta.id;meta.main", "identifier as it was given")
    ) { .text(value($0)) }
  }

  /// The sum of a cutout's flags.
  package static func cutoutFlags(_ value: @escaping (Row) -> Int) -> DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "cutout_flags", .int32, ucd: "meta.code.qual",
        "sum of " + CutoutFlags.meanings.joined(separator: ", "))
    ) { .integer(value($0)) }
  }

  /// Why an object has no code.
  package static func problem(
    width: Int, _ value: @escaping (Row) -> String?
  ) -> DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "problem", .string(width: width), ucd: "meta.note", "why the object has no code")
    ) { .text(value($0) ?? "") }
  }
}
