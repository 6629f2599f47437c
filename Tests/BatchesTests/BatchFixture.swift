import Foundation
import Jobs
import TestSupport

@testable import Batches

/// A batch whose scenes are done by a shell script: what becomes of them is
/// in their names.
final class BatchFixture {
  let folder: TemporaryFolder
  var out: String { path("out") }
  var scenes: String { path("scenes") }

  private static let script = """
    #!/bin/sh
    # $2 is the scene, $4 the folder of its results.
    name=$(basename "$2")
    echo "$1 $name" >>"$(dirname "$0")/tally"
    case $1 in fit)
      case "$*" in *unfit*) echo 'facies: no fit' >&2; exit 1;; esac
      while [ "$1" != --model ]; do shift; done
      echo model >"$2"
      exit 0;;
    esac
    mkdir -p "$4"
    touch "$4/.units.tif.tmp-$$-half"
    case $name in
      bad*) echo 'facies: it is bad' >&2; exit 1;;
      wrong*) echo 'facies: it is wrong' >&2; exit 2;;
      killed*) kill -9 $$;;
      slow*) sleep 0.2;;
      hang*) exec sleep 60;;
      deaf*) trap '' TERM; sleep 60;;
      hungry*) x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 60;;
      flaky*) if [ ! -e "$2.tried" ]; then touch "$2.tried"; exit 1; fi;;
    esac
    rm "$4/.units.tif.tmp-$$-half"
    echo '{}' >"$4/run.json"
    """

  init(_ names: [String]) throws {
    folder = try TemporaryFolder()
    try folder.write(Self.script, to: "run.sh")
    _ = try folder.folder("scenes")
    for name in names { try scene(name) }
  }

  /// As the batch spells it.
  func path(_ name: String) -> String { SceneList.absolute(folder.file(name)) }

  /// Writes a scene file with an input of its own.
  func scene(_ name: String, more: String = "") throws {
    try folder.write("input: '\(name).tif'\n\(more)\n", to: "scenes/\(name).yaml")
    try folder.write("pixels", to: "scenes/\(name).tif")
  }

  var request: BatchRequest { BatchRequest(scenes: [scenes]) }

  func options(jobs: Int? = 2, _ change: (inout BatchOptions) -> Void = { _ in }) -> BatchOptions {
    var options = BatchOptions(folder: out)
    options.jobs = jobs
    options.program = ["/bin/sh", folder.file("run.sh")]
    options.shard = .all
    change(&options)
    return options
  }

  @discardableResult
  func run(
    _ request: BatchRequest? = nil, control: RunControl = RunControl(),
    _ change: (inout BatchOptions) -> Void = { _ in }
  ) throws -> BatchStatus {
    try Batch.run(
      request ?? self.request, options: options(jobs: 2, change), control: control)
  }

  /// What was begun, in the order of the names.
  func tally() throws -> [String] {
    try Files.text(folder.file("tally")).split(separator: "\n").map(String.init).sorted()
  }

  func forgetTally() throws { try folder.write("", to: "tally") }
}

extension BatchStatus {
  /// "a done, b failed"
  var text: String { scenes.map { "\($0.name) \($0.state.rawValue)" }.joined(separator: ", ") }

  func scene(_ name: String) -> Scene? { scenes.first { $0.name == name } }
}
