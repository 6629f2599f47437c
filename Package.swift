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

/// A small program that uses the library as anybody's would.
func example(_ name: String, _ folder: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["FaciesKit"], path: "Examples/" + folder, swiftSettings: strict)
}

/// On x86-64 GDAL is loaded when it is first needed (Sources/CGDAL/loader.c).
#if arch(x86_64)
  let gdal: (compiled: [CSetting], linked: [LinkerSetting]) = ([], [])
#else
  let gdal: (compiled: [CSetting], linked: [LinkerSetting]) = (
    [.define("FACIES_GDAL_IS_LINKED")], [.linkedLibrary("gdal")]
  )
#endif

/// DocC's plugin is resolved by who builds the documentation only (make docs).
let documentation: [Package.Dependency] =
  Context.environment["FACIES_DOCS"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

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
  ] + documentation,
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

    // Rooms. Imports point only upward in this list.

    // Values: grids, windows, legends, units; errors and messages.
    room("Rasters", []),
    // What people may set: one declaration per setting.
    room("Settings", ["Rasters"]),
    // Files in the making: temporary names, publication, scratch files.
    room("Files", ["Rasters"]),
    // The products of matrices and sums that learning is made of, and its workers.
    room("Kernels", ["CKernels", "COpenBLAS"]),
    // Shapes of galaxies as statmorph measures them.
    room(
      "Morphology", ["Rasters", "CKernels"],
      exclude: ["README.md"]),
    // Rasters in files, through GDAL.
    room("RasterIO", ["Rasters", "Files", "CDeflate", "CGDAL", "CKernels"]),
    // Polygons and points in files, and drawn on grids.
    room("Vectors", ["Rasters", "Files", "RasterIO", "CGDAL", "CSQLite"]),
    // Patches of equal units: sieving and polygons.
    room("Patches", ["Rasters", "Files"]),
    // Accuracies and areas from samples of a map.
    room("Assessment", ["Rasters", "Kernels"]),
    // Satellite products as agencies distribute them.
    room(
      "Products", ["Rasters", "Settings", "Files", "RasterIO"],
      exclude: [
        "ASTER/README.md", "GenericRaster/README.md", "Inputs/README.md", "Landsat/README.md",
        "Sentinel2/README.md",
      ]),
    // Named arrays of numbers in files (safetensors), and memory to hold them.
    room("Tensors", ["Rasters", "Files"]),
    // Bands, ratios, indices and expressions that units are learnt from.
    room("Features", ["Rasters"]),
    // Spectral libraries: files, bands of sensors, angles and matched filters.
    room("Spectra", ["Rasters", "Kernels", "RasterIO"]),
    // Endmembers, and shares of them in pixels.
    room("Mixtures", ["Rasters", "Kernels"]),
    // What every fit is given, and the measures of what came of it.
    room("Fitting", ["Rasters", "Kernels", "Tensors"]),
    // Encoders of pixels, and the networks that some of them train.
    room("Encoders", ["Rasters", "Kernels", "Tensors", "Fitting"]),
    // Clusterers, and the votes of several.
    room("Clusterers", ["Rasters", "Settings", "Kernels", "Tensors", "Fitting"]),
    // Votes of several clusterers, each in a space of its own.
    room("Ensembles", ["Rasters", "Kernels", "Tensors", "Fitting", "Encoders", "Clusterers"]),
    // Classes that are labelled, and units that are known.
    room("Supervised", ["Rasters", "Kernels", "Tensors", "Fitting", "Clusterers", "Ensembles"]),
    // Classifiers, their files, and the choice of a number of units.
    room(
      "Learning",
      [
        "Rasters", "Settings", "Kernels", "Tensors", "Features", "Fitting", "Encoders",
        "Clusterers", "Ensembles", "Supervised",
      ]),
    // Networks that see cutouts, and their published weights.
    room(
      "Vision",
      ["Rasters", "Settings", "Kernels", "Tensors", "Fitting", "Encoders", "CInflate", "CKernels"]),
    // YAML with the place of everything in it.
    room("Documents", ["Rasters", "Settings", .product(name: "Yams", package: "Yams")]),
    // Map sheets, colours, styles and what QGIS reads.
    room("Cartography", ["Rasters", "Files", "Documents", "CCairo", "CPNGRows"]),
    // Scene and survey files.
    room(
      "Scenes",
      [
        "Rasters", "Settings", "Features", "Fitting", "Encoders", "Clusterers", "Ensembles",
        "Learning", "Vision", "Documents",
      ]),
    // Pages, plots and catalogue items.
    room("Reports", ["Rasters"]),
    // Images of the sky: FITS, catalogues, sources and cutouts.
    room(
      "Surveys",
      [
        "Rasters", "Settings", "Files", "RasterIO", "Vectors", "Cartography", "CFITSIO", "CInflate",
        "CSEP", "CWCS",
      ],
      exclude: ["README.md"]),
    // Made-up scenes and skies.
    room("Simulation", ["Rasters", "Settings", "Kernels", "RasterIO", "Features", "Surveys"]),
    // What every job shares: control, options, staged results, digests, checkpoints.
    room(
      "Jobs",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Tensors", "Fitting", "Cartography",
        "CCrypto",
      ]),
    // What is done with a finished map.
    room(
      "MapTools",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Vectors", "Patches", "Assessment",
        "Features", "Fitting", "Learning", "Cartography", "Scenes", "Reports", "Jobs",
      ]),
    // What the units of a map are: statistics, real pixels, hints.
    room("MapUnits", ["Rasters", "Kernels", "RasterIO", "Features"]),
    // Strips of pixels turned into rows of a map.
    room("Labelling", ["Rasters", "Kernels", "RasterIO", "Fitting", "Learning", "Scenes"]),
    // From a scene to a map of units.
    room(
      "SceneMaps",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Vectors", "Patches", "Products",
        "Features", "Spectra", "Fitting", "Encoders", "Clusterers", "Supervised", "Learning",
        "Cartography", "Scenes", "Reports", "Jobs", "MapTools", "MapUnits", "Labelling",
      ]),
    // From a scene to shares of endmembers, and to matches with a library.
    room(
      "Unmixing",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Spectra", "Mixtures", "Cartography",
        "Scenes", "Jobs", "MapTools", "SceneMaps",
      ]),
    // What files hold, and what would be honoured.
    room("Inspection", ["Rasters", "RasterIO", "Products", "Scenes", "Jobs", "SceneMaps"]),
    // The same scene in one number of units after another.
    room(
      "Sweeps",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Fitting", "Learning", "Scenes",
        "Reports", "Jobs", "MapTools", "SceneMaps",
      ]),
    // From images of the sky to coded cutouts.
    room(
      "CodedCutouts",
      [
        "Rasters", "Settings", "Files", "Kernels", "Morphology", "RasterIO", "Tensors", "Fitting",
        "Encoders", "Vision", "Cartography", "Scenes", "Surveys", "Jobs", "CSystem",
      ]),
    // From a table of codes to voted groups.
    room(
      "Groups",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Fitting", "Clusterers", "Vision",
        "Cartography", "Scenes", "Surveys", "Jobs", "CodedCutouts",
      ]),
    // A survey from detection to catalogue.
    room(
      "Catalogues",
      [
        "Rasters", "Settings", "Files", "Kernels", "Morphology", "RasterIO", "Tensors", "Fitting",
        "Encoders", "Clusterers", "Vision", "Cartography", "Scenes", "Reports", "Surveys", "Jobs",
        "CodedCutouts", "Groups",
      ]),
    // Many scenes or surveys, each in a process of its own.
    room(
      "Batches",
      [
        "Rasters", "Settings", "Files", "Kernels", "Scenes", "Reports", "Jobs", "MapTools",
        "SceneMaps", "Inspection", "Catalogues", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    // The face of the library: scenes, surveys, classifiers and maps.
    room(
      "FaciesKit",
      [
        "Rasters", "Settings", "Files", "Kernels", "RasterIO", "Features", "Fitting", "Encoders",
        "Clusterers", "Ensembles", "Learning", "Scenes", "Surveys", "Simulation", "Jobs",
        "MapTools", "SceneMaps", "Unmixing", "Inspection", "Sweeps", "CodedCutouts", "Groups",
        "Catalogues", "Batches",
      ]),
    // The command.
    .executableTarget(
      name: "facies",
      dependencies: [
        "FaciesKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Programs that use the library; the tests build and run them.
    example("map-a-scene", "MapAScene"),
    example("group-a-survey", "GroupASurvey"),
    example("own-clusterer", "OwnClusterer"),

    // Many jobs in one process; the tests and make soak run it.
    .systemLibrary(name: "CMalloc", path: "Tests/CMalloc"),
    .executableTarget(
      name: "soak", dependencies: ["FaciesKit", "CMalloc"], path: "Tests/Soak",
      swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: [
        "Rasters", "RasterIO", "Kernels", "Fitting", "Encoders", "Clusterers", "Ensembles",
      ],
      path: "Tests/TestSupport",
      resources: [.copy("Fixtures")],
      swiftSettings: strict),
    tests("Rasters"),
    tests("Settings", ["Rasters"]),
    tests("Files", ["Rasters"]),
    tests("Kernels", fixtures: true),
    tests("Morphology", ["Rasters", "Surveys"], fixtures: true),
    tests("RasterIO", ["Rasters", "CGDAL"], fixtures: true),
    tests("Vectors", ["Rasters", "RasterIO"], fixtures: true),
    tests("Patches", ["Rasters"]),
    tests("Assessment", ["Rasters", "Kernels"], fixtures: true),
    tests("Products", ["Rasters", "RasterIO", "CGDAL"]),
    tests("Tensors", ["Rasters", "Kernels"], fixtures: true),
    tests(
      "Features",
      ["Rasters", "RasterIO", "Tensors", "Fitting", "Learning", "Scenes", "Jobs", "FaciesKit"]),
    tests("Spectra", ["Rasters", "Kernels"], fixtures: true),
    tests("Mixtures", ["Kernels"], fixtures: true),
    tests("Fitting", ["Rasters", "Kernels", "Encoders"], fixtures: true),
    tests("Encoders", ["Rasters", "Kernels", "Tensors", "Fitting"]),
    tests(
      "Clusterers", ["Rasters", "Kernels", "Tensors", "Fitting", "Encoders", "Learning"],
      fixtures: true),
    tests(
      "Ensembles", ["Rasters", "Kernels", "Tensors", "Fitting", "Encoders", "Clusterers"],
      fixtures: true),
    tests("Supervised", ["Kernels", "Fitting", "Clusterers", "Ensembles"], fixtures: true),
    tests(
      "Learning",
      ["Rasters", "Kernels", "Tensors", "Fitting", "Encoders", "Clusterers", "Ensembles"],
      fixtures: true),
    tests("Vision", ["Rasters", "Kernels", "Tensors", "Fitting"], fixtures: true),
    tests("Documents", ["Rasters", "Settings"]),
    tests("Cartography", ["Rasters", "CCairo"]),
    tests(
      "Scenes",
      [
        "Rasters", "Settings", "Features", "Fitting", "Encoders", "Clusterers", "Ensembles",
        "Learning", "Documents",
      ]),
    tests("Reports", ["Rasters", "Cartography"]),
    tests("Surveys", ["Rasters", "Settings", "Kernels", "RasterIO", "CFITSIO"], fixtures: true),
    tests("Simulation", ["Rasters", "Kernels", "RasterIO", "Features", "Surveys"]),
    tests("Jobs", ["Rasters", "Kernels", "Fitting", "Encoders"]),
    tests(
      "MapTools",
      [
        "Rasters", "Settings", "RasterIO", "Vectors", "Assessment", "Cartography", "Scenes",
        "Reports", "Jobs",
      ]),
    tests("MapUnits", ["Rasters", "Kernels", "RasterIO", "Features"]),
    tests("Labelling", ["Rasters", "Kernels", "RasterIO", "Learning"]),
    tests(
      "SceneMaps",
      [
        "Rasters", "Kernels", "RasterIO", "Features", "Fitting", "Learning", "Scenes", "Jobs",
        "MapUnits", "Inspection",
      ]),
    tests(
      "Unmixing", ["Rasters", "Kernels", "RasterIO", "Spectra", "Scenes", "Jobs", "SceneMaps"]),
    tests("Inspection", ["Rasters", "RasterIO", "Jobs", "SceneMaps"]),
    tests(
      "CodedCutouts",
      [
        "Rasters", "Settings", "Kernels", "Morphology", "RasterIO", "Fitting", "Learning", "Scenes",
        "Surveys", "Jobs", "Catalogues",
      ], fixtures: true),
    tests("Groups", ["Rasters", "Kernels", "Jobs"]),
    tests("Catalogues", ["Rasters", "Scenes", "Jobs", "SceneMaps"]),
    tests("Batches", ["Rasters", "Settings", "Jobs"]),
    tests("FaciesKit", ["Rasters", "RasterIO", "Jobs"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Rasters", "RasterIO", "Vectors", "Products", "Tensors", "Spectra", "Fitting", "Clusterers",
        "Learning", "Vision", "Cartography", "Scenes", "Reports", "Surveys", "Jobs", "MapTools",
        "SceneMaps",
      ],
      resources: [.copy("Corpus")], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "RasterIO", "Vectors", "Rasters"],
      exclude: ["Faults/faults.c"], swiftSettings: strict),
  ]
)
