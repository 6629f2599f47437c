import Encoders
import Fitting
import Foundation
import Kernels
import Rasters
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// The file of a training that was broken off.
@Suite struct FitCheckpointTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file(".fit.checkpoint") }

  init() throws { folder = try TemporaryFolder() }

  private static let samples = {
    var random = RandomSequence(seed: 1)
    var matrix = PlanarMatrix(features: 4, count: 300)
    for sample in 0..<300 {
      for feature in 0..<4 { matrix[feature, sample] = Float(random.uniform()) }
    }
    return Samples(values: matrix)
  }()

  private struct Broken: Error {}

  /// What it says.
  private final class Words: Sendable {
    let all = Mutex<[String]>([])
    var control: RunControl {
      RunControl(
        log: { line in self.all.withLock { $0.append(line) } },
        warn: { line in self.all.withLock { $0.append("warning: " + line) } })
    }
    var lines: [String] { all.withLock { $0 } }
  }

  /// The three networks of nagar2024; broken off at the pause after so many.
  @discardableResult
  private func fit(
    _ words: Words, seed: UInt64 = 1, steps: Int = .max, path: String? = nil
  ) throws -> [String: [Float]] {
    let method = try #require(EncoderMethod.named("nagar2024"))
    let done = Mutex(0)
    var context = FitContext(
      seed: seed,
      checkpoint: {
        let step = done.withLock {
          $0 += 1
          return $0
        }
        if step > steps { throw Broken() }
      })
    let checkpoint = FitCheckpoint(
      path ?? self.path, workers: Workers(2), control: words.control)
    context.keeper = checkpoint
    let parameters = Parameters(method.parameters, given: ["epochs": .integers([2, 2, 2])])
    return try checkpoint.keeping {
      try method.fit(Self.samples, parameters, context).step.tensors.mapValues(\.floats)
    }
  }

  @Test(arguments: [1, 2, 4, 5, 7])
  func goesOn(_ steps: Int) throws {
    let words = Words()
    let straight = try fit(words)
    #expect(words.lines.isEmpty && Files.names(in: folder.path).isEmpty)
    #expect(throws: Broken.self) { try fit(words, steps: steps) }
    #expect(Files.names(in: folder.path) == [".fit.checkpoint"])
    #expect(words.lines.last?.hasPrefix("the training so far is kept in '\(path)'") == true)
    #expect(try fit(words) == straight)
    #expect(words.lines.count == 2, "\(words.lines)")
    #expect(words.lines.last?.hasPrefix("continuing the training (network ") == true)
    #expect(Files.names(in: folder.path).isEmpty)
  }

  @Test func anotherFitIsNamed() throws {
    let straight = try fit(Words(), seed: 2)
    #expect(throws: Broken.self) { try fit(Words(), steps: 5) }
    let words = Words()
    #expect(try fit(words, seed: 2) == straight)
    #expect(words.lines == ["'\(path)' is of another fit and is not used"])
    #expect(Files.names(in: folder.path).isEmpty)
  }

  /// Whatever is in the file, the fit is that of one without it.
  @Test func damageIsNoFailure() throws {
    let straight = try fit(Words())
    #expect(throws: Broken.self) { try fit(Words(), steps: 5) }
    let whole = try Files.bytes(path)
    var damaged: [Data] = [Data(), Data("{}".utf8), Data(whole.prefix(whole.count / 2))]
    for step in 0..<40 {
      var bytes = whole
      bytes[step * (bytes.count - 1) / 39] ^= step % 2 == 0 ? 0x10 : 0x01
      damaged.append(bytes)
    }
    for (index, bytes) in damaged.enumerated() {
      try bytes.write(to: URL(fileURLWithPath: path))
      let words = Words()
      #expect(try fit(words) == straight, "\(index)")
      // Padding, and the names of the tensors of another training, tell nothing.
      if let line = words.lines.first(where: { $0.hasPrefix("warning") }) {
        #expect(line.hasPrefix("warning: '\(path)' is damaged and is not used: "), "\(line)")
      } else {
        #expect(words.lines.count == 1, "\(index): \(words.lines)")
      }
    }
  }

  @Test func aFolderInItsPlaceIsNoFailure() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let words = Words()
    #expect(throws: Broken.self) { try fit(words, steps: 5) }
    #expect(words.lines.count == 1 && words.lines[0].hasPrefix("warning: "), "\(words.lines)")
  }

  @Test func whatCannotBeWrittenIsWarnedOfOnce() throws {
    let words = Words()
    let nowhere = folder.file("nowhere/.fit.checkpoint")
    #expect(throws: Broken.self) { try fit(words, steps: 5, path: nowhere) }
    #expect(
      words.lines == [
        "warning: the training goes on without a checkpoint: cannot write '\(nowhere)': "
          + "No such file or directory"
      ])
  }

  @Test func leftoversOfTheDeadAreSwept() throws {
    try folder.write("x", to: "..fit.checkpoint.tmp-999999999-abc")
    try folder.write("x", to: "..fit.checkpoint.tmp-\(getpid())-abc")
    #expect(throws: Broken.self) { try fit(Words(), steps: 5) }
    #expect(
      Files.names(in: folder.path)
        == ["..fit.checkpoint.tmp-\(getpid())-abc", ".fit.checkpoint"])
  }
}
