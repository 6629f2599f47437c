// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], fixtures: Bool = true
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.target(name: name), "Rasters", "TestSupport"] + dependencies,
    resources: fixtures ? [.copy("Fixtures")] : [],
    swiftSettings: settings)
}

/// The C kernels, what calls them in threads, and the tests that drive both: the
/// very files of facies (links). A package of its own, so that sanitizers see
/// them in a few minutes and nothing else is built with them (`make sanitize`).
let package = Package(
  name: "sanitizing",
  dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.0")],
  targets: [
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng"),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo"),
    .systemLibrary(name: "CInflate"),
    .target(name: "CGDAL"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate"),
    .target(name: "CKernels"),
    .target(name: "CPNGRows", dependencies: ["CPNG"]),
    room("Rasters"),
    room("Settings", ["Rasters"]),
    room("Files", ["Rasters"]),
    room("Kernels", ["COpenBLAS", "CKernels"]),
    room("RasterIO", ["Rasters", "Files", "CDeflate", "CGDAL", "CKernels"]),
    room("Vectors", ["Rasters", "Files", "RasterIO", "CGDAL", "CSQLite"]),
    room("Tensors", ["Rasters", "Files"]),
    room("Features", ["Rasters"]),
    room("Fitting", ["Rasters", "Kernels", "Tensors"]),
    room("Encoders", ["Rasters", "Kernels", "Tensors", "Fitting"]),
    room("Clusterers", ["Rasters", "Settings", "Kernels", "Tensors", "Fitting"]),
    room("Ensembles", ["Rasters", "Kernels", "Tensors", "Fitting", "Encoders", "Clusterers"]),
    room("Supervised", ["Rasters", "Kernels", "Tensors", "Fitting", "Clusterers", "Ensembles"]),
    room(
      "Learning",
      [
        "Rasters", "Settings", "Kernels", "Tensors", "Features", "Fitting", "Encoders",
        "Clusterers", "Ensembles", "Supervised",
      ]),
    room(
      "Vision",
      ["Rasters", "Settings", "Kernels", "Tensors", "Fitting", "Encoders", "CInflate", "CKernels"]),
    room("Documents", ["Rasters", "Settings", .product(name: "Yams", package: "Yams")]),
    room("Cartography", ["Rasters", "Files", "Documents", "CCairo", "CPNGRows"]),
    .target(
      name: "TestSupport",
      dependencies: [
        "Rasters", "RasterIO", "Kernels", "Fitting", "Encoders", "Clusterers", "Ensembles",
      ],
      path: "Tests/TestSupport",
      resources: [.copy("Fixtures")],
      swiftSettings: settings),
    tests("Kernels"),
    tests("RasterIO", ["CGDAL"]),
    tests("Vectors", ["RasterIO"]),
    tests("Tensors", ["Kernels"]),
    tests("Fitting", ["Kernels", "Encoders"]),
    tests("Encoders", ["Kernels", "Tensors", "Fitting"], fixtures: false),
    tests("Clusterers", ["Kernels", "Tensors", "Fitting", "Encoders", "Learning"]),
    tests("Learning", ["Kernels", "Tensors", "Fitting", "Encoders", "Clusterers"]),
    tests("Vision", ["Kernels", "Fitting", "Tensors"]),
    tests("Cartography", ["CCairo"], fixtures: false),
  ]
)
