import RasterIO

/// Alpha bands are masks: 0 is outside the image.
enum GenericQuality {
  static func layers(of contents: [GenericContents]) -> [QualityDeclaration] {
    contents.flatMap { file in
      file.alphas.map {
        QualityDeclaration(
          path: file.file.absolute, band: $0, shown: "'\(file.file.typed)'",
          tests: [
            .init(
              name: "transparent", rule: .values([0]), isDefault: true, meaning: "alpha band is 0")
          ], file: file.file.absolute)
      }
    }
  }
}
