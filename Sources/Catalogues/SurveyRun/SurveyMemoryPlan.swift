import Clusterers
import CodedCutouts
import Foundation
import Jobs
import Kernels
import Rasters
import Scenes
import Settings
import Vision

/// What a survey's run keeps in memory, worked out as soon as the number of its
/// objects is known: rows of the objects, the samples that encoder, components
/// and vote are fitted on. The rest is for cutouts on their way. Results do not
/// depend on it: samples are those that the survey asks for, or the run is
/// refused.
struct SurveyMemoryPlan {
  /// What a survey is of.
  struct Work {
    var objects: Int
    var bands: Int
    /// Bytes of the fewest cutouts that can be on their way.
    var cutoutBytes: Int
    var workers: Int
  }

  /// For cutouts on their way.
  let cutoutBytes: Int
  /// For the network and the rows of the objects, which stay to the end.
  let heldBytes: Int

  /// The program, its libraries, small buffers and pictures.
  private static let fixedBytes = 120 << 20
  /// Bytes of an object without its codes and votes: its name, places, frame, flags,
  /// as detected and as drawn.
  private static let objectBytes = 640

  /// - Parameters:
  ///   - network: that encodes, where one is asked for.
  ///   - model: what codes the objects where nothing is fitted.
  init(
    _ survey: Survey, _ work: Work, network: (any ImageEncoder)? = nil, model: CutoutCoder?,
    budget: Int
  ) throws {
    let width =
      model?.encoder.codeLength ?? network?.codeLength ?? survey.seer.features(bands: work.bands)
    let length = model?.codeLength ?? Self.codeLength(survey, features: width)
    let votes = survey.vote.members.count * max(1, survey.vote.bootstraps)
    let objects = work.objects * (Self.objectBytes + 8 * length + 8 * votes)
    let fit =
      model != nil
      ? 0
      : max(
        survey.seer.fitBytes(objects: work.objects, bands: work.bands, workers: work.workers),
        Self.components(survey, work, width: width, length: length),
        Self.vote(survey, work, length: length))
    heldBytes = survey.seer.heldBytes(workers: work.workers) + objects
    let held = Self.fixedBytes + heldBytes + fit
    guard held + work.cutoutBytes <= budget else {
      throw Failure.usage(
        "a survey of \(work.objects) objects needs at least \(ByteCount.text(Self.roundedUp(held + work.cutoutBytes))) of "
          + "memory, \(ByteCount.text(budget)) is allowed: raise \(JobSettings.memory)"
          + (fit > objects
            ? ", or lower \(SurveySettings.sample) or \(VoteRequest.fitSamples)" : "")
      )
    }
    cutoutBytes = budget - held
  }

  /// As it is said, with a decimal of gigabytes: what is said suffices.
  private static func roundedUp(_ bytes: Int) -> Int {
    let step = bytes > 1 << 30 ? (1 << 30) / 10 : 1 << 20
    return (bytes / step + 1) * step
  }

  // MARK: what is fitted

  private static func codeLength(_ survey: Survey, features: Int) -> Int {
    let isOrbit = survey.encoder.isSymmetric && survey.view.polar == .none
    let way = CodeReduction(survey, features: features, isOrbit: isOrbit)
    return min(features, way.mostComponents)
  }

  /// Features of the sample, a copy where it is kept, components, codes.
  private static func components(
    _ survey: Survey, _ work: Work, width: Int, length: Int
  ) -> Int {
    let rows = min(
      survey.vote.fitSamples, work.objects, CutoutCoderFit.mostSamples / max(1, width))
    let isKept = rows * width <= CutoutCoderFit.mostKept
    let axes = 3 * 4 * width * (length + 10)
    return 4 * rows * width * (isKept ? 2 : 1) + axes + (isKept ? rows * (4 * length + 128) : 0)
  }

  /// Codes of the sample, in double precision for some members, and those of a
  /// resample.
  private static func vote(_ survey: Survey, _ work: Work, length: Int) -> Int {
    let rows = min(survey.vote.fitSamples, work.objects)
    return rows * length * (survey.vote.bootstraps > 0 ? 24 : 16)
  }
}
