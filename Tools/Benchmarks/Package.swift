// swift-tools-version: 6.2
import PackageDescription

/// Kernels against the peaks of the processor. A package of its own, so that
/// nobody who builds or uses facies resolves what only measuring needs; its C
/// kernels are the very files of facies (links).
let package = Package(
  name: "kernel-benchmarks",
  dependencies: [
    .package(url: "https://github.com/google/swift-benchmark", from: "0.1.2")
  ],
  targets: [
    .target(name: "CKernels"),
    .target(name: "CPeaks"),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
    .executableTarget(
      name: "kernel-benchmarks",
      dependencies: [
        "CKernels", "CPeaks", "COpenBLAS",
        .product(name: "Benchmark", package: "swift-benchmark"),
      ],
      path: "Sources/KernelBenchmarks",
      swiftSettings: [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("ExistentialAny"),
        .treatAllWarnings(as: .error),
      ]),
  ]
)
