// swift-tools-version: 6.2
import PackageDescription

/// Feeds the readers of facies with bytes that libFuzzer makes up. A package of
/// its own, so that nobody who builds or uses facies builds it; what is fed is
/// told by the very files of the tests (a link). Built by `make fuzz`, with
/// sanitizers that a manifest cannot name.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "facies", path: "../..")],
  targets: [
    .target(
      name: "FuzzEntry", dependencies: [.product(name: "FaciesKit", package: "facies")],
      swiftSettings: [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("ExistentialAny"),
        .treatAllWarnings(as: .error),
      ]),
    // libFuzzer brings its own main; a Swift program would bring another.
    .executableTarget(name: "fuzz", dependencies: ["FuzzEntry"]),
  ]
)
