import Foundation
import Testing

@testable import Kernels

/// Limits as containers and job schedulers set them.
@Suite struct ControlGroupTests {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("cgroup-\(UUID())")
  }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  @Test(
    arguments: [
      (["cpu.max": "max 100000\n", "memory.max": "max\n"], nil, nil),
      (["cpu.max": "150000 100000\n", "memory.max": "1073741824\n"], 2, 1 << 30),
      (["job/cpu.max": "400000 100000", "cpu.max": "100000 100000"], 1, nil),
      (["job/step/cpu.max": "300000 100000", "job/memory.max": "4096"], 3, 4096),
      (["cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"], nil, nil),
      (
        [
          "cpu/cpu.cfs_quota_us": "50000", "cpu/cpu.cfs_period_us": "100000",
          "memory/memory.limit_in_bytes": "2048",
        ], 1, 2048
      ),
      (["cpu.max": "rubbish"], nil, nil), ([:], nil, nil),
    ] as [([String: String], Int?, Int?)])
  func limitsAreRead(_ files: [String: String], _ processors: Int?, _ memory: Int?) throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try write(files)
    let group = ControlGroup(root: root.path, membership: "1:cpu:/x\n0::/job/step\n")
    #expect(group.processors == processors && group.memory == memory)
  }
}
