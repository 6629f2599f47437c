import Foundation
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Clusterers
@testable import Fitting

/// Votes that are fitted, saved, read and applied.
@Suite struct VoteModelTests {
  /// Clouds of three features that touch.
  static func clouds(_ count: Int, seed: UInt64, spread: Double = 1) -> (
    codes: PlanarMatrix, truth: [Int]
  ) {
    var random = RandomSequence(seed: seed)
    let truth = (0..<count).map { _ in random.index(below: 5) }
    let rows = (0..<3).map { feature in
      truth.map { kind in
        Float(spread * random.normal() + (kind == feature ? 5 : kind == feature + 2 ? -5 : 0))
      }
    }
    return (PlanarMatrix(rows: rows), truth)
  }

  private static func settings(
    _ completion: CompletionKind = .knn, members: [String] = ["k-means", "ward", "birch"]
  ) -> VoteSettings {
    VoteSettings(groups: 5, members: members, completion: completion, seed: 3)
  }

  private static func file(_ fit: VoteFit) -> VoteModelFile {
    VoteModelFile(
      model: fit.model,
      scaler: Scaler(kind: .none, centre: [0, 0, 0], gain: [1, 1, 1]), columns: ["a", "b", "c"],
      source: "test", fitted: fit.objects.count, faciesVersion: "0")
  }

  @Test(arguments: [
    settings(), settings(.softmax), settings(.none),
    settings(.none, members: ["gaussian-mixture", "mini-batch-k-means", "spherical-k-means"]),
    VoteSettings(groups: 4, bootstraps: 2, rule: "4-of-6", completion: .knn),
  ])
  func whatIsSavedIsReadBack(_ settings: VoteSettings) throws {
    let fit = try VoteFit(
      Self.clouds(500, seed: 1, spread: 1.6).codes, settings: settings, context: FitContext())
    let data = try Self.file(fit).serialized()
    let back = try VoteModelFile(data: data, name: "vote")
    #expect(try back.serialized() == data)
    #expect(back.columns == ["a", "b", "c"] && back.fitted == 500)
    let more = Self.clouds(300, seed: 2, spread: 1.6).codes
    let ours = try fit.model.judge(more, context: FitContext(workers: Workers(3)))
    #expect(try back.model.judge(more, context: FitContext()) == ours)
    #expect(ours.contains { $0.status == .voted })
    // An object's judgement is its own.
    let part = [7, 250, 11]
    #expect(
      try back.model.judge(more.gathering(part), context: FitContext()) == part.map { ours[$0] })
  }

  @Test func filesThatAreNoVotesAreRefused() throws {
    let fit = try VoteFit(
      Self.clouds(200, seed: 1).codes, settings: Self.settings(), context: FitContext())
    let whole = try SafetensorsFile(data: Self.file(fit).serialized(), name: "x")
    func refusal(_ change: (inout SafetensorsFile) -> Void) -> String {
      var file = whole
      change(&file)
      do {
        _ = try VoteModelFile(data: file.serialized(), name: "x")
        return ""
      } catch { return "\(error)" }
    }
    #expect(refusal { _ in }.isEmpty)
    #expect(refusal { $0.metadata = [:] }.contains("not a vote"))
    #expect(refusal { $0.metadata["facies-vote"] = "{}" }.contains("damaged"))
    for (key, value, words) in [
      ("\"format\":1", "\"format\":9", "newer facies"),
      ("\"groups\":5", "\"groups\":4", "does not fit"),
      ("\"groups\":5", "\"groups\":-4", "damaged"),
      ("\"ward\"", "\"wart\"", "damaged"), ("[\"a\",", "[", "shape"),
      ("\"seed\":3", "\"seed\":-3", "damaged"),
    ] {
      let text = refusal {
        $0.metadata["facies-vote"] = $0.metadata["facies-vote"]?
          .replacingOccurrences(of: key, with: value)
      }
      #expect(text.contains(words) && !text.contains("\n"), "\(value): \(text)")
    }
    for name in whole.tensors.keys.sorted() {
      #expect(!refusal { $0.tensors[name] = nil }.isEmpty, "\(name)")
      #expect(!refusal { $0.tensors[name] = Tensor([.nan]) }.isEmpty, "\(name)")
    }
    #expect(refusal { $0.tensors["numbers"] = Tensor([1, 1, 1, 1, 3]) }.contains("not numbered"))
    #expect(refusal { $0.tensors["numbers"] = Tensor([1, 2, 3, 4, 9]) }.contains("holds 9"))
    #expect(refusal { $0.tensors["names.1"] = Tensor([0, 1, 2, 3, 5]) }.contains("holds 5"))
  }

  @Test func bootstrapsVoteWithoutThePivot() throws {
    let (codes, truth) = Self.clouds(400, seed: 5)
    var settings = Self.settings(.none, members: ["k-means", "ward"])
    settings.bootstraps = 4
    settings.rule = "5-of-8"
    let fits = try [1, 3].map {
      try VoteFit(codes, settings: settings, context: FitContext(workers: Workers($0)))
    }
    #expect(fits[0].objects == fits[1].objects)
    let objects = fits[0].objects
    #expect(objects.allSatisfy { $0.votes.count == 8 })
    let voted = objects.indices.filter { objects[$0].status == .voted }
    #expect(voted.count > 380)
    let pairs = Set(voted.map { [objects[$0].group, truth[$0]] })
    #expect(pairs.count <= 8 && Set(voted.map { objects[$0].group }).count == 5)
    // The same clusterer three times, with starts of its own.
    let again = try VoteFit(
      codes, settings: Self.settings(.none, members: ["k-means", "k-means", "k-means"]),
      context: FitContext())
    #expect(again.objects.count { $0.status == .voted } > 390)
  }

  @Test(arguments: [
    (VoteSettings(groups: 1), "vote.groups"), (VoteSettings(members: []), "1 to 32"),
    (VoteSettings(bootstraps: 101), "vote.bootstraps"),
    (VoteSettings(members: [String](repeating: "ward", count: 9), bootstraps: 40), "360 votes"),
    (VoteSettings(bootstraps: 2, rule: "2-of-3"), "2-of-6"),
    (VoteSettings(members: ["k-mean"]), "did you mean 'k-means'"),
  ])
  func settingsThatMeanNothingAreRefused(_ settings: VoteSettings, _ words: String) {
    do {
      try settings.check()
      Issue.record("\(words) was let through")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  /// Confidences are shares of truths: over objects that the members have
  /// voted on, of which the completion has seen others.
  @Test(arguments: [CompletionKind.knn, .softmax])
  func confidencesAreReliable(_ kind: CompletionKind) throws {
    let (codes, truth) = Self.clouds(3000, seed: 7, spread: 2.6)
    let half = Array(0..<1500)
    let groups = half.map { truth[$0] + 1 }
    let completion = try #require(
      try Completion.fit(
        kind, codes.gathering(half), groups: groups, context: FitContext(seed: 1)))
    let others = Array(1500..<3000)
    let found = try completion.complete(codes.gathering(others), context: FitContext())
    var bins = [(claimed: Double, right: Double, all: Double)](repeating: (0, 0, 0), count: 5)
    for (index, answer) in zip(others, found) {
      let bin = min(4, max(0, Int(answer.confidence * 10) - 5))
      bins[bin].claimed += answer.confidence
      bins[bin].right += answer.group == truth[index] + 1 ? 1 : 0
      bins[bin].all += 1
    }
    #expect(bins.count { $0.all >= 60 } >= 3)
    for bin in bins where bin.all >= 60 {
      #expect(abs(bin.claimed - bin.right) / bin.all < 0.1, "\(bin)")
    }
    let total = bins.reduce((0.0, 0.0)) { ($0.0 + $1.claimed, $0.1 + $1.right) }
    #expect(abs(total.0 - total.1) / 1500 < 0.03)
    #expect(found.allSatisfy { $0.confidence > 0 && $0.confidence <= 1 })
  }

  @Test func completedObjectsAreFlaggedAndRight() throws {
    let (codes, truth) = Self.clouds(1200, seed: 9, spread: 2)
    for kind in [CompletionKind.knn, .softmax] {
      let fit = try VoteFit(codes, settings: Self.settings(kind), context: FitContext())
      let plain = try VoteFit(codes, settings: Self.settings(.none), context: FitContext())
      for (with, without) in zip(fit.objects, plain.objects) {
        #expect(with.votes == without.votes && with.agreement == without.agreement)
        if without.status == .voted {
          #expect(with == without)
        } else {
          #expect(with.status == .completed && with.group > 0 && with.confidence != nil)
        }
      }
      let completed = fit.objects.indices.filter { fit.objects[$0].status == .completed }
      #expect(completed.count > 20)
      // The truth of most voted objects of each group.
      var counts = [[Int]](repeating: [0, 0, 0, 0, 0], count: 6)
      for (object, kind) in zip(fit.objects, truth) where object.status == .voted {
        counts[object.group][kind] += 1
      }
      let right = completed.count {
        let own = counts[fit.objects[$0].group]
        return own.firstIndex(of: own.max() ?? 0) == truth[$0]
      }
      #expect(Double(right) > 0.55 * Double(completed.count), "\(kind) \(right)")
    }
  }

  // MARK: parts

  struct Softmax: Decodable {
    var rows: [[Float]]
    var labels: [Int]
    var probabilities: [[Double]]
  }

  @Test func softmaxRegressionIsThatOfScikitLearn() throws {
    let reference = try JSONFixture.decode("softmax.json", Softmax.self, in: .module)
    for threads in [1, 2] {
      let fit = try SoftmaxRegression(
        reference.rows.flatMap { $0 }, width: 5, labels: reference.labels, classes: 4,
        context: FitContext(workers: Workers(threads)))
      for (row, expected) in zip(reference.rows, reference.probabilities) {
        let powers = fit.logits(row).map { exp($0) }
        for (a, b) in zip(powers, expected) { #expect(abs(a / powers.reduce(0, +) - b) < 2e-4) }
      }
    }
  }

  @Test func theValleyIsFound() {
    let place = GoldenSection.minimum(-3...3) { ($0 - 1.25) * ($0 - 1.25) }
    #expect(abs((place ?? 0) - 1.25) < 1e-6)
    let steep = LimitedMemoryBFGS(tolerance: 1e-9)
    let found = try? steep.minimum(from: [5, -4]) { x in
      (10 * x[0] * x[0] + (x[1] - 2) * (x[1] - 2) / 5, [20 * x[0], 0.4 * (x[1] - 2)])
    }
    #expect(zip(found ?? [9, 9], [0, 2]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// A hierarchy of the same points in another order is the same hierarchy.
  @Test func hierarchiesAreRememberedWhateverTheOrder() throws {
    var random = RandomSequence(seed: 2)
    let points = (0..<400).map { _ in (0..<4).map { _ in random.normal() } }
    var order = Array(points.indices)
    random.shuffle(&order)
    let weights = points.map { _ in 1.0 }
    let memo = WardMemo()
    var context = FitContext()
    let plain = try WardRounds.tree(
      centres: order.flatMap { points[$0] }, width: 4, weights: weights, context: context)
    context.shared = memo
    _ = try WardRounds.tree(
      centres: points.flatMap { $0 }, width: 4, weights: weights, context: context)
    let known = try #require(
      memo.tree(centres: order.flatMap { points[$0] }, width: 4, weights: weights))
    for count in [1, 2, 9, 100, 400] { #expect(known.groups(count) == plain.groups(count)) }
    for (a, b) in zip(known.merges, plain.merges) {
      #expect(agree(a.height, b.height) && a.kept == b.kept && a.gone == b.gone)
    }
    // Other points, or other weights, are not known.
    var other = points.flatMap { $0 }
    other[17] += 1e-9
    #expect(memo.tree(centres: other, width: 4, weights: weights) == nil)
    #expect(
      memo.tree(centres: points.flatMap { $0 }, width: 4, weights: [2] + weights.dropFirst())
        == nil)
  }

  /// Neighbours by plain distances in Double.
  @Test func neighboursAreTheNearest() throws {
    let (codes, truth) = Self.clouds(600, seed: 21, spread: 3)
    let groups = truth.map { $0 + 1 }
    let completion = try #require(
      try NeighbourCompletion(codes, groups: groups, context: FitContext()))
    let (more, _) = Self.clouds(90, seed: 22, spread: 3)
    let found = try completion.complete(more, context: FitContext())
    for index in 0..<90 {
      let own = more.sample(index)
      let near = (0..<600).sorted { a, b in
        let (x, y) = (square(own, codes.sample(a)), square(own, codes.sample(b)))
        return x != y ? x < y : a < b
      }.prefix(15).map { groups[$0] }
      let most = near.map { group in near.count { $0 == group } }.max() ?? 0
      #expect(near.count { $0 == found[index].group } == most)
    }
  }

  private func square(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
  }
}
