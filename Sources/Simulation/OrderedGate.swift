import Foundation

/// Lets workers through one at a time in the order of their items, and lends
/// each the one resource behind it. Items must be begun in order, as
/// `Workers.forEach` does; then the next item is always in someone's hands.
///
/// Unchecked because the condition admits one worker at a time.
final class OrderedGate<Resource>: @unchecked Sendable {
  private let condition = NSCondition()
  private var next = 0
  private var isBroken = false
  private let resource: Resource

  init(_ resource: Resource) { self.resource = resource }

  /// Thrown to those who waited behind a worker that failed.
  struct Broken: Error {}

  func pass(_ item: Int, _ body: (Resource) throws -> Void) throws {
    condition.lock()
    defer { condition.unlock() }
    while next < item, !isBroken { condition.wait() }
    guard !isBroken else { throw Broken() }
    do {
      try body(resource)
      next += 1
    } catch {
      isBroken = true
      condition.broadcast()
      throw error
    }
    condition.broadcast()
  }
}
