import Files
import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// Trainings in a safetensors file: what they are and how far they came in its
/// metadata, their vectors as tensors "0.weights", "0.first" … Nothing in it is
/// believed whose checksum is another.
struct CheckpointFile {
  /// A training and where it stands.
  struct Training: Codable {
    var name: String
    /// Two trainings of one fingerprint come to the same bytes.
    var fingerprint: String
    var epochs: Int
    var facts: TrainingState.Facts
    /// SHA-256 of the vectors.
    var digests: [String: String] = [:]
  }

  let trainings: [Training]
  private let archive: TensorArchive

  /// Counts up when what is written changes.
  static let format = 1
  private static let key = "facies-checkpoint"
  private static let digestKey = "facies-checkpoint-sha256"

  init(_ path: String) throws {
    archive = try TensorArchive(path: path)
    guard let text = archive.metadata[Self.key],
      archive.metadata[Self.digestKey] == FileDigest.sha256(of: Data(text.utf8))
    else { throw Self.damaged }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let found = try? decoder.decode([Training].self, from: Data(text.utf8)) else {
      throw Self.damaged
    }
    trainings = found
  }

  private static let damaged = Failure("its checksum is another")

  /// Where a training stands, checked against the checksums.
  func state(_ index: Int, workers: Workers) throws -> TrainingState {
    let training = trainings[index]
    var state = TrainingState(facts: training.facts, vectors: [:])
    for vector in TrainingState.Vector.allCases {
      guard let digest = training.digests[vector.rawValue] else { continue }
      guard let tensor = try archive.tensor(Self.name(index, vector)) else { throw Self.damaged }
      let values = FloatBuffer(tensor.floats)
      guard FileDigest.sha256(of: values.all, workers: workers) == digest else {
        throw Self.damaged
      }
      state.vectors[vector] = values
    }
    return state
  }

  static func write(
    _ trainings: [(Training, TrainingState)], to path: String, workers: Workers
  ) throws {
    var vectors: [(name: String, values: UnsafeBufferPointer<Float>)] = []
    var kept: [Training] = []
    for (index, (training, state)) in trainings.enumerated() {
      var training = training
      training.facts = state.facts
      for (vector, values) in state.vectors {
        training.digests[vector.rawValue] = FileDigest.sha256(of: values.all, workers: workers)
        vectors.append((name(index, vector), values.all))
      }
      kept.append(training)
    }
    let text = try JSONText.line(kept, namesInfinities: true)
    let file = try OutputFile(path)
    try SafetensorsFile.write(
      vectors,
      metadata: [key: text, digestKey: FileDigest.sha256(of: Data(text.utf8))], to: file)
    try file.finish()
    withExtendedLifetime(trainings) {}
  }

  private static func name(_ index: Int, _ vector: TrainingState.Vector) -> String {
    "\(index).\(vector.rawValue)"
  }
}

extension FloatBuffer {
  fileprivate var all: UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: pointer, count: count)
  }
}
