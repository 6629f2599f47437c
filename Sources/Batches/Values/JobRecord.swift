internal import GRDB

/// A scene of a batch, or the fit on all of them, as the state has it.
struct JobRecord: Codable, Sendable, Equatable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "job"

  enum Kind: String, Codable { case scene, survey, fit }
  enum Status: String, Codable { case pending, running, done, failed }

  /// Order in the batch, from 1; the fit has 0.
  var ordinal: Int
  /// The folder of its results.
  var name: String
  var kind: Kind
  /// Absolute path of what is processed.
  var source: String
  /// The scene file that `source` is put into.
  var template: String?
  /// The model that is applied instead of a fit.
  var model: String?
  /// Name of the job that has to be done before.
  var needs: String?
  /// The digest of parameters and inputs.
  var digest: String
  var status: Status
  /// How often it was begun.
  var attempts: Int
  /// How often it failed since it was last asked for.
  var failures: Int
  /// Seconds since 1970.
  var started: Double?
  var finished: Double?
  /// The duration of the last attempt that ended.
  var seconds: Double?
  var peakBytes: Int?
  var budgetBytes: Int?
  var exitCode: Int?
  var error: String?
  var claim: Claim?
  /// Seconds since 1970 after which a claim of another machine is void.
  var lease: Double?

  /// Who is at work on it.
  struct Claim: Codable, Sendable, Equatable {
    var token: String
    var owner: ProcessIdentity
    var child: ProcessIdentity?
  }

  /// Whether it waits for a process that still lives.
  func isHeld(at now: Double) -> Bool {
    guard status == .running, let claim else { return false }
    let lives = [claim.owner.life, claim.child?.life ?? .ended]
    if lives.contains(.alive) { return true }
    return lives.contains(.unknown) && (lease ?? 0) > now
  }

  /// Begun by a process that is gone.
  func isAbandoned(at now: Double) -> Bool { status == .running && !isHeld(at: now) }
}
