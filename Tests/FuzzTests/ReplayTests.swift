import Foundation
import Testing

/// Every input that has ever made a reader fail, and the seeds of the fuzzer
/// with some seeded mutations of each; `make fuzz` goes on from here.
@Suite struct ReplayTests {
  struct Input: Sendable, CustomTestStringConvertible {
    var target: String
    var file: String
    var testDescription: String { "\(target)/\(file)" }

    var bytes: [UInt8] {
      get throws { try Array(Data(contentsOf: Self.corpus.appending(path: testDescription))) }
    }

    static let corpus = Bundle.module.bundleURL.appending(path: "Corpus")

    static let all: [Input] = FuzzTarget.all.flatMap { target in
      let folder = corpus.appending(path: target.name).path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted().map { Input(target: target.name, file: $0) }
    }
  }

  @Test func everyReaderHasSeeds() {
    #expect(Set(Input.all.map(\.target)) == Set(FuzzTarget.all.map(\.name)))
  }

  @Test(arguments: Input.all) func ends(_ input: Input) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == input.target })
    let bytes = try input.bytes
    #expect(target.problem(bytes) == nil)
    var random = Mutations(seed: UInt64(bytes.count))
    for _ in 0..<Self.mutations {
      let mutated = random.mutate(bytes)
      #expect(target.problem(mutated) == nil, "of \(Data(mutated).base64EncodedString())")
    }
  }

  /// More by FACIES_MUTATIONS.
  private static let mutations =
    ProcessInfo.processInfo.environment["FACIES_MUTATIONS"].flatMap { Int($0) } ?? 20
}

/// Bytes with a few of them changed, taken out or put in (a linear congruential
/// generator, Knuth's MMIX).
struct Mutations {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 12 }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  private static let telling: [UInt8] = [
    0, 1, 9, 10, 32, 34, 39, 45, 48, 57, 58, 60, 127, 128, 255,
  ]

  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var out = bytes
    for _ in 0...below(4) where !out.isEmpty {
      let place = below(out.count)
      switch below(5) {
      case 0: out[place] = UInt8(below(256))
      case 1: out[place] = Self.telling[below(Self.telling.count)]
      case 2: out.remove(at: place)
      case 3: out.removeLast(min(out.count - 1, below(out.count)))
      default: out.insert(Self.telling[below(Self.telling.count)], at: place)
      }
    }
    return out
  }
}
