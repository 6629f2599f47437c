import Dispatch
import Foundation
import Kernels
import Synchronization
import Testing

@Suite struct WorkersTests {
  struct Broken: Error, Equatable { var item: Int }

  @Test(arguments: [-3, 0, 1, 2, 5, 64], [0, 1, 2, 7, 1000])
  func everyItemOnceAndInOrder(workers: Int, items: Int) throws {
    let calls = Mutex([Int](repeating: 0, count: items))
    let team = Workers(workers)
    let squares = try team.map(items) { worker, item in
      #expect((0..<team.count).contains(worker))
      calls.withLock { $0[item] += 1 }
      return item * item
    }
    #expect(squares == (0..<items).map { $0 * $0 })
    #expect(calls.withLock { $0.allSatisfy { $0 == 1 } })
  }

  /// No worker index is used by two threads at once.
  @Test func aWorkerIsAloneWithItsScratch() throws {
    let busy = Mutex([Bool](repeating: false, count: 4))
    try Workers(4).forEach(400) { worker, _ in
      #expect(busy.withLock { exchange(&$0[worker], true) } == false)
      usleep(50)
      busy.withLock { $0[worker] = false }
    }
  }

  /// However the workers race, the error is that of the lowest item that
  /// fails, as with one worker.
  @Test(arguments: [1, 2, 5]) func theLowestErrorIsThrown(_ workers: Int) {
    for round in 0..<2000 {
      let lowest = round % 7
      #expect(throws: Broken(item: lowest)) {
        try Workers(workers).forEach(16) { _, item in
          if item >= lowest { throw Broken(item: item) }
        }
      }
    }
  }

  @Test func nothingNewBeginsAfterAnError() {
    let calls = Mutex(0)
    #expect(throws: Broken.self) {
      try Workers(2).forEach(1_000_000) { _, item in
        calls.withLock { $0 += 1 }
        if item == 10 { throw Broken(item: item) }
      }
    }
    #expect(calls.withLock { $0 } < 1_000_000)
  }

  @Test func atLeastOneProcessor() { #expect(Workers.available >= 1) }

  private func exchange(_ value: inout Bool, _ new: Bool) -> Bool {
    defer { value = new }
    return value
  }
}
