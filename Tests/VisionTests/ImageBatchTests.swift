import Testing
import Vision

@Suite struct ImageBatchTests {
  @Test func picksImagesInTheOrderGiven() {
    let batch = ImageBatch(
      count: 3, channels: 1, height: 1, width: 2, values: [0, 1, 2, 3, 4, 5])
    #expect(batch.images([2, 0]).values == [4, 5, 0, 1])
    #expect(batch.range(1) == 2..<4)
  }
}
