// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of ours is compiled with: Swift 6 mode is the
/// tools version's default; imports are internal unless said otherwise.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// A target of the package, with its imports (which point only upward in
/// the list below) beside its name.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The test twin of a room; `fixtures` says that its folder Fixtures travels
/// with it.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], fixtures: Bool = false
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.target(name: name), "TestSupport"] + dependencies,
    resources: fixtures ? [.copy("Fixtures")] : [],
    swiftSettings: strict)
}

/// On x86-64 GDAL is loaded when it is first needed (Sources/CGDAL/loader.c).
#if arch(x86_64)
  let gdal: (compiled: [CSetting], linked: [LinkerSetting]) = ([], [])
#else
  let gdal: (compiled: [CSetting], linked: [LinkerSetting]) = (
    [.define("FACIES_GDAL_IS_LINKED")], [.linkedLibrary("gdal")]
  )
#endif

let package = Package(
  name: "facies",
  products: [
    .executable(name: "facies", targets: ["facies"]),
    .library(name: "FaciesKit", targets: ["FaciesKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C at the rim.
    .target(name: "CGDAL", cSettings: gdal.compiled, linkerSettings: gdal.linked),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CFITSIO", pkgConfig: "cfitsio", providers: [.apt(["libcfitsio-dev"])]),
    .systemLibrary(
      name: "CWCS", pkgConfig: "wcslib", providers: [.apt(["wcslib-dev"])]),
    .systemLibrary(name: "CSEP", providers: [.apt(["libsep-dev"])]),
    .systemLibrary(name: "CInflate", providers: [.apt(["zlib1g-dev", "libbz2-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CSystem"),
    .target(name: "CKernels"),
    .target(name: "CPNGRows", dependencies: ["CPNG"]),

    // Values, then kernels, then what is made of them.
    room("Rasters"),
    room("Settings", ["Rasters"]),
    room("Files", ["Rasters"]),
    room("Kernels", ["COpenBLAS", "CKernels"]),
    room("Morphology", ["Rasters", "CKernels"], exclude: ["README.md"]),
    room("RasterIO", ["Rasters", "Files", "CGDAL", "CSQLite", "CDeflate", "CKernels"]),
    room("Patches", ["Rasters", "Files"]),
    room("Assessment", ["Rasters", "Kernels"]),
    room(
      "Products", ["Settings", "Rasters", "Files", "RasterIO"],
      exclude: [
        "ASTER/README.md", "GenericRaster/README.md", "Inputs/README.md", "Landsat/README.md",
        "Sentinel2/README.md",
      ]),
    room("Tensors", ["Rasters", "Files"]),
    room("Features", ["Kernels", "Rasters"]),
    room("Learning", ["Settings", "Kernels", "Rasters", "Features", "Tensors"]),
    room(
      "Vision",
      [
        "Settings", "Rasters", "Kernels", "Learning", "Tensors", "CKernels", "COpenBLAS", "CCrypto", "CInflate",
      ]),
    room(
      "Cartography",
      ["Rasters", "Files", "CPNGRows", "CCairo", .product(name: "Yams", package: "Yams")]),
    room("Documents", ["Settings", "Rasters", .product(name: "Yams", package: "Yams")]),
    room("Scenes", ["Settings", "Rasters", "Features", "Learning", "Documents"]),
    room("Reports", ["Rasters", "Cartography"]),
    room(
      "Surveys",
      ["Settings", "Rasters", "Files", "RasterIO", "Cartography", "CFITSIO", "CWCS", "CSEP", "CInflate"],
      exclude: ["README.md"]),
    room("Simulation", ["Settings", "Rasters", "RasterIO", "Kernels", "Features", "Surveys"]),
    // Jobs, from what they share to the library's face.
    room(
      "Jobs",
      [
        "Settings", "Rasters", "Files", "Kernels", "RasterIO", "Tensors", "Learning", "Cartography", "CCrypto",
        "CSystem",
      ]),
    room(
      "MapTools",
      [
        "Settings", "Rasters", "Files", "Kernels", "RasterIO", "Patches", "Assessment", "Features", "Learning",
        "Cartography", "Scenes", "Reports", "Jobs",
      ]),
    room(
      "SceneMaps",
      [
        "Settings", "Rasters", "Files", "Kernels", "RasterIO", "Patches", "Products", "Features", "Learning",
        "Cartography", "Scenes", "Reports", "Jobs", "MapTools",
      ]),
    room(
      "CodedCutouts",
      [
        "Settings", "Rasters", "Files", "Kernels", "Morphology", "RasterIO", "Tensors", "Learning", "Vision",
        "Cartography", "Scenes", "Surveys", "Jobs",
      ]),
    room(
      "Groups",
      [
        "Settings", "Rasters", "Files", "Kernels", "RasterIO", "Learning", "Vision", "Cartography", "Scenes",
        "Surveys", "Jobs", "CodedCutouts",
      ]),
    room(
      "Catalogues",
      [
        "Settings", "Rasters", "Files", "Kernels", "Morphology", "RasterIO", "Tensors", "Learning", "Vision",
        "Cartography", "Scenes", "Reports", "Surveys", "Jobs", "CodedCutouts", "Groups",
      ]),
    room(
      "Batches",
      [
        "Settings", "Rasters", "Files", "Kernels", "Scenes", "Reports", "Jobs", "MapTools", "SceneMaps",
        "Catalogues",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    room(
      "FaciesKit",
      [
        "Settings", "Rasters", "Files", "Kernels", "RasterIO", "Features", "Learning", "Scenes", "Simulation",
        "Jobs", "MapTools",
        "SceneMaps", "CodedCutouts", "Groups", "Catalogues", "Batches",
      ]),
    .executableTarget(
      name: "facies",
      dependencies: [
        "FaciesKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Many jobs in one process; the tests and make soak run it.
    .systemLibrary(name: "CMalloc", path: "Tests/CMalloc"),
    .executableTarget(
      name: "soak", dependencies: ["FaciesKit", "CMalloc"], path: "Tests/Soak",
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Rasters", "RasterIO", "Kernels", "Learning"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("Rasters", ["Files"]),
    tests("Settings", ["Rasters"]),
    tests("Kernels", fixtures: true),
    tests("Morphology", ["Rasters", "Surveys"], fixtures: true),
    tests("Products", ["RasterIO", "CGDAL"]),
    tests(
      "Features",
      ["Kernels", "FaciesKit", "Jobs", "Learning", "RasterIO", "Rasters", "Scenes", "Tensors"]),
    tests("Tensors", ["Kernels", "Rasters"], fixtures: true),
    tests("Learning", ["Kernels", "Rasters", "Tensors"], fixtures: true),
    tests("Scenes", ["Documents", "Features", "Learning", "Rasters", "Settings"]),
    tests("Vision", ["Kernels", "Learning", "Rasters", "Tensors"], fixtures: true),
    tests("Surveys", ["CFITSIO", "Kernels", "RasterIO", "Rasters", "Settings"], fixtures: true),
    tests("Simulation", ["Features", "Kernels", "RasterIO", "Rasters", "Surveys"]),
    tests("Cartography", ["CCairo"]),
    tests("Reports", ["Cartography"]),
    tests("RasterIO", ["Rasters"], fixtures: true),
    tests("Patches", ["Rasters", "RasterIO"]),
    tests("Assessment", ["Rasters", "Kernels"], fixtures: true),
    tests("Jobs", ["Kernels", "Learning", "Rasters", "SceneMaps"]),
    tests(
      "SceneMaps", ["Features", "Jobs", "Kernels", "Learning", "RasterIO", "Rasters", "Scenes"]),
    tests(
      "CodedCutouts",
      [
        "Catalogues", "Kernels", "Learning", "Morphology", "RasterIO", "Rasters", "Scenes",
        "Settings", "Surveys",
      ]),
    tests("Groups", ["Kernels"]),
    tests("Catalogues", ["Jobs", "Rasters", "SceneMaps", "Scenes"]),
    tests("Batches", ["Jobs", "Rasters", "Settings"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Cartography", "Jobs", "Learning", "MapTools", "Products", "RasterIO", "SceneMaps",
        "Rasters", "Reports",
        "Scenes", "Surveys", "Tensors", "Vision",
      ],
      resources: [.copy("Corpus")], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "RasterIO", "Rasters"],
      exclude: ["Faults/faults.c"], swiftSettings: strict),
  ]
)
