import Foundation

/// Which of the readers is fed: the environment's FUZZ_TARGET.
private let chosen: FuzzTarget = {
  let wanted = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == wanted }) else {
    let names = FuzzTarget.all.map(\.name).joined(separator: " ")
    FileHandle.standardError.write(Data("FUZZ_TARGET must be one of: \(names)\n".utf8))
    exit(2)
  }
  return target
}()

/// One input; ends the process where it is not read as it should be.
@_cdecl("facies_fuzz_one")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let problem = chosen.problem(input) { fatalError(problem) }
  return 0
}
