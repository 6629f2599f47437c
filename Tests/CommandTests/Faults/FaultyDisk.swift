import Foundation
import TestSupport

/// A disk that fails under a program, or a power cut: `faults.c`, preloaded
/// into it.
struct FaultyDisk {
  /// One call to the system that changes what is under a folder.
  struct Call {
    var number: Int
    var name: String
    var path: String
    /// Of a renaming, the new name.
    var other: String
  }

  /// What becomes of a call.
  enum Fault: Hashable, CustomStringConvertible {
    /// It fails, and all later ones too.
    case lasting(Int32)
    /// It alone fails.
    case once(Int32)
    /// The program is killed instead.
    case kill

    var description: String {
      switch self {
      case .lasting(let code): "\(String(cString: strerror(code))) from then on"
      case .once(let code): "\(String(cString: strerror(code))) once"
      case .kill: "killed"
      }
    }

    fileprivate var environment: [String: String] {
      switch self {
      case .lasting(let code): ["FAULTS_ERROR": "\(code)", "FAULTS_LAST": "1"]
      case .once(let code): ["FAULTS_ERROR": "\(code)"]
      case .kill: ["FAULTS_ERROR": "0"]
      }
    }
  }

  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// A new folder whose path is as the kernel says it, without links and double
  /// slashes: that is how calls are told to be in it.
  static func place(in folder: TemporaryFolder) throws -> String {
    URL(fileURLWithPath: try folder.folder("o")).resolvingSymlinksInPath().path
  }

  /// What makes the `number`-th call fail.
  func environment(_ fault: Fault, at number: Int) throws -> [String: String] {
    try base().merging(fault.environment) { $1 }.merging(["FAULTS_AT": "\(number)"]) { $1 }
  }

  /// What notes all calls, for ``calls(in:)``.
  func environment(log: String) throws -> [String: String] {
    try base().merging(["FAULTS_LOG": log]) { $1 }
  }

  private func base() throws -> [String: String] {
    ["FAULTS_FOLDER": folder, "LD_PRELOAD": try Self.library.get()]
  }

  static func calls(in log: String) throws -> [Call] {
    try Files.text(log).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4, let number = Int(parts[0]) else { return nil }
      return Call(number: number, name: parts[1], path: parts[2], other: parts[3])
    }
  }

  // MARK: the library

  struct Unbuilt: Error, CustomStringConvertible {
    let description: String
  }

  private static let place = Result { try TemporaryFolder() }

  /// Built once, and tried on a program that writes nothing.
  static let library: Result<String, Unbuilt> = {
    do {
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("faults.c").path
      let library = try place.get().file("faults.so")
      let built = try BuiltCommand.shell(
        "cc -O1 -Wall -Wextra -Werror -shared -fPIC -o '\(library)' '\(source)'")
      guard built.isSuccess else { return .failure(Unbuilt(description: built.errors)) }
      let tried = try BuiltCommand.run(
        ["--version"], environment: ["FAULTS_FOLDER": "/nowhere", "LD_PRELOAD": library])
      guard tried.isSuccess else { return .failure(Unbuilt(description: tried.errors)) }
      return .success(library)
    } catch {
      return .failure(Unbuilt(description: "\(error)"))
    }
  }()

  /// No C compiler, another processor, or a kernel without such filters.
  static let canFail: Bool = {
    if case .failure(let why) = library {
      print("no faulty disk here, its tests are left out: \(why)")
      return false
    }
    return true
  }()

  /// Every call of every job fails in every way: minutes (`make faults`).
  static let isThorough = ProcessInfo.processInfo.environment["FACIES_FAULTS"] != nil
}
