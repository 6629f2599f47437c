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
    room("Kernels", ["COpenBLAS", "CKernels"]),
    room("RasterIO", ["Rasters", "CGDAL", "CSQLite", "CDeflate", "CKernels"]),
    room("Tensors", ["Rasters"]),
    room("Features", ["Rasters"]),
    room("Learning", ["Kernels", "Rasters", "Features", "Tensors"]),
    room("Vision", ["Rasters", "Kernels", "Learning", "Tensors", "CKernels", "CInflate"]),
    room(
      "Cartography", ["Rasters", "CPNGRows", "CCairo", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "TestSupport", dependencies: ["Rasters", "RasterIO", "Kernels", "Learning"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("Kernels"),
    tests("RasterIO"),
    tests("Tensors", ["Kernels"]),
    tests("Learning", ["Kernels", "Tensors"]),
    tests("Vision", ["Kernels", "Learning", "Tensors"]),
    tests("Cartography", ["CCairo"], fixtures: false),
  ]
)
