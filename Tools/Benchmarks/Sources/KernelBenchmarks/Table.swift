import Foundation

/// Rates of kernels as Markdown, with their shares of the peaks.
struct Table {
  /// (kernel, seconds of a call), peaks among them.
  let rows: [(kernel: Kernel, seconds: Double)]

  var text: String {
    let lines = rows.map { kernel, seconds in
      "| `\(kernel.name)` | \(kernel.sizes) | \(rate(kernel, seconds)) | \(share(kernel, seconds)) |"
    }
    return (["| kernel | sizes | rate | of the peak |", "|---|---|---|---|"] + lines)
      .joined(separator: "\n")
  }

  private func rate(_ kernel: Kernel, _ seconds: Double) -> String {
    switch kernel.work {
    case .operations(let count): String(format: "%.1f GF/s", count / seconds / 1e9)
    case .bytes(let count): String(format: "%.1f GB/s", count / seconds / 1e9)
    }
  }

  private func share(_ kernel: Kernel, _ seconds: Double) -> String {
    let isOperations = if case .operations = kernel.work { true } else { false }
    let name = isOperations ? Peaks.fma : Peaks.near
    guard let peak = rows.first(where: { $0.kernel.name == name }) else { return "–" }
    let share = amount(kernel) / seconds / (amount(peak.kernel) / peak.seconds)
    return String(format: "%.0f %%", 100 * share)
  }

  private func amount(_ kernel: Kernel) -> Double {
    switch kernel.work {
    case .operations(let count), .bytes(let count): count
    }
  }

  private static let marks = (begin: "<!-- kernels -->", end: "<!-- /kernels -->")

  /// Puts the table between the marks of a Markdown file.
  func write(to path: String, heading: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard let begin = text.range(of: Self.marks.begin),
      let end = text.range(of: Self.marks.end), begin.upperBound <= end.lowerBound
    else { throw CocoaError(.fileReadCorruptFile) }
    let whole =
      text[..<begin.upperBound] + "\n\n\(heading)\n\n\(self.text)\n\n" + text[end.lowerBound...]
    try whole.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
