import Foundation
import Kernels

/// The memory of this machine, or of the control group the process is in.
public enum MachineMemory {
  /// A quarter of what there is, at most 2 GB.
  public static var standardBudget: Int { min(2 << 30, total / 4) }

  package static var total: Int {
    let physical = Int(ProcessInfo.processInfo.physicalMemory)
    return min(physical, ControlGroup.own.memory ?? physical)
  }

  /// The largest resident set so far, in bytes.
  package static var peak: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return 0 }
    return kilobytes * 1024
  }
}
