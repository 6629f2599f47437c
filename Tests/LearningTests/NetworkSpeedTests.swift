import Foundation
import Kernels
import Testing

@testable import Learning

/// What training costs; only where FACIES_SPEED is set, and in release.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FACIES_SPEED"] != nil), .serialized)
struct NetworkSpeedTests {
  @Test(arguments: [(1024, 1), (1024, 2), (256, 1), (256, 2), (64, 1), (16, 1)])
  func passesPerSecond(batch: Int, workers: Int) throws {
    var random = RandomSequence(seed: 1)
    let widths = [10, 64, 32, 4, 32, 64, 10]
    let activations: [Planar.Activation] = [.relu, .relu, .relu, .relu, .relu, .linear]
    let network = DenseNetwork.initial(widths: widths, activations: activations, random: &random)
    let rows = (0..<10).map { _ in (0..<200_000).map { _ in Float(random.normal()) } }
    var options = TrainingOptions()
    (options.batch, options.epochs, options.validation) = (batch, batch > 100 ? 10 : 3, 0)
    let samples = PlanarMatrix(rows: rows)
    let (start, cpuStart) = (Date(), clock())
    _ = try Trainer(options).train(
      network, on: samples, context: FitContext(workers: Workers(workers)))
    let seconds = Date().timeIntervalSince(start)
    let cpuSeconds = Double(clock() - cpuStart) / Double(CLOCKS_PER_SEC)
    let thousands = 200 * Double(options.epochs)
    print(
      Planar.cpu, "batch \(batch), \(workers) workers: \(Int(thousands / seconds)) k passes/s,",
      "\(Int(thousands / cpuSeconds)) k per second of processor time")
  }
}
