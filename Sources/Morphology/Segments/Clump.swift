/// Connected areas of a stamp; corners connect.
enum Clump {
  /// The pixels of `mask` that are connected with `seed`; all false where
  /// the seed is not set.
  static func around(_ seed: Int, in mask: [Bool], width: Int) -> [Bool] {
    var out = [Bool](repeating: false, count: mask.count)
    guard width > 0, mask.indices.contains(seed), mask[seed] else { return out }
    let height = mask.count / width
    var stack = [seed]
    out[seed] = true
    out.withUnsafeMutableBufferPointer { out in
      mask.withUnsafeBufferPointer { mask in
        while let at = stack.popLast() {
          let x = at % width
          let y = at / width
          for v in max(0, y - 1)...min(height - 1, y + 1) {
            for u in max(0, x - 1)...min(width - 1, x + 1) {
              let next = v * width + u
              if mask[next], !out[next] {
                out[next] = true
                stack.append(next)
              }
            }
          }
        }
      }
    }
    return out
  }

  static func area(_ mask: [Bool]) -> Int { mask.reduce(0) { $0 + ($1 ? 1 : 0) } }
}
