import Clusterers
package import Fitting
import Foundation
package import Kernels
import Tensors

/// A voting ensemble of clusterers, each in a space of its own, once fitted:
/// every pixel is labelled by all members, and a table says how probable
/// their labels are in each unit.
package struct SpectralVote: Clusterer {
  package let inputs: Int
  package let clusters: Int
  /// Encoders of codes into the members' spaces.
  let spaces: [any Encoder]
  let spaceNames: [String]
  /// In the order of their spaces.
  let members: [FittedMember]
  /// log share of every unit [clusters].
  let prior: [Float]
  /// Weighted log probabilities of a member's labels, for each member
  /// [labels][clusters].
  let tables: [[Float]]
  /// The unit that each label of a member speaks for, for each member [labels].
  private let choices: [[Int32]]

  init(
    spaces: [any Encoder], spaceNames: [String], members: [FittedMember], prior: [Float],
    tables: [[Float]]
  ) {
    inputs = spaces[0].inputs
    clusters = prior.count
    self.spaces = spaces
    self.spaceNames = spaceNames
    self.members = members
    self.prior = prior
    self.tables = tables
    let k = prior.count
    choices = tables.map { table in
      stride(from: 0, to: table.count, by: k).map { start in
        let row = (0..<k).map { table[start + $0] + prior[$0] }
        return Int32(row.firstIndex(of: row.max() ?? 0) ?? 0)
      }
    }
  }

  /// Names of the members.
  package var memberNames: [String] { members.map(\.member.description) }

  package func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    for cluster in 0..<clusters {
      (logits + cluster * logitStride).update(repeating: prior[cluster], count: count)
    }
    forEachMember(codes, stride: stride, count: count, scratch: scratch) { member, labels in
      tables[member].withUnsafeBufferPointer { table in
        Planar.addRows(
          clusters: clusters, rows: table.count / clusters, count: count,
          table: table.firstAddress, labels: labels, into: logits, stride: logitStride)
      }
    }
  }

  /// The margin is the probability of the best unit minus that of the second.
  package func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    assignMostProbable(
      codes, stride: stride, count: count, labels: labels, margins: margins, scratch: scratch)
  }

  /// The share of the members that speak for each pixel's unit.
  package func agreement(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into shares: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    var units = [Int32](repeating: 0, count: count)
    var margins = [Float](repeating: 0, count: count)
    assign(
      codes, stride: stride, count: count, labels: &units, margins: &margins, scratch: scratch)
    shares.update(repeating: 0, count: count)
    let one = 1 / Float(members.count)
    forEachMember(codes, stride: stride, count: count, scratch: scratch) { member, labels in
      let choice = choices[member]
      for pixel in 0..<count where choice[Int(labels[pixel])] == units[pixel] {
        shares[pixel] += one
      }
    }
  }

  /// Calls `use` with the number of every member and its labels of the pixels.
  private func forEachMember(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int, scratch: Scratch,
    _ use: (Int, UnsafePointer<Int32>) -> Void
  ) {
    let margins = scratch.floats(.memberMargins, Chunk.pixels)
    scratch.ballots.withUnsafeMutableBufferPointer { labels in
      for (space, encoder) in spaces.enumerated() {
        let seen = scratch.floats(.memberCodes, encoder.outputs * Chunk.pixels)
        encoder.encode(
          codes, stride: stride, count: count, into: seen, codeStride: Chunk.pixels,
          scratch: scratch)
        for (index, member) in members.enumerated() where member.space == space {
          member.clusterer.assign(
            seen, stride: Chunk.pixels, count: count, labels: labels.firstAddress,
            margins: margins, scratch: scratch)
          use(index, UnsafePointer(labels.firstAddress))
        }
      }
    }
  }

  /// Logits are log probabilities already.
  package func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}
