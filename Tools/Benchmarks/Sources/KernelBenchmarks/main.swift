// Measures the C kernels on one thread: kernel-benchmarks [FILE.md], whose table
// between <!-- kernels --> and <!-- /kernels --> is replaced. FACIES_CPU=avx2
// measures another build.
import Benchmark
import CKernels
import Foundation

let kernels =
  Peaks.all + DenseKernels.all + ClusterKernels.all + ImageKernels.all + PixelKernels.all
  + StripKernels.all
let suite = BenchmarkSuite(name: "kernels")
for (index, kernel) in kernels.enumerated() {
  suite.benchmark("\(index)") { kernel.call() }
}
var runner = BenchmarkRunner(
  suites: [suite],
  settings: [MinTime(seconds: 0.3), WarmupIterations(3), Quiet(true), Format(.none)])
do {
  try runner.run()
  let rows = zip(kernels, runner.results).map { kernel, result in
    // The fastest tenth: what is slower was held up by others.
    let sorted = result.measurements.sorted()
    return (kernel: kernel, seconds: sorted[sorted.count / 10] / 1e9)
  }
  let table = Table(rows: rows)
  print(table.text)
  if CommandLine.arguments.count > 1 {
    let day = ISO8601DateFormatter.string(
      from: Date(), timeZone: .gmt, formatOptions: [.withFullDate])
    try table.write(
      to: CommandLine.arguments[1],
      heading: "One thread, the build for \(String(cString: fk_cpu())), \(day).")
  }
} catch {
  FileHandle.standardError.write(Data("kernel-benchmarks: \(error)\n".utf8))
  exit(1)
}
