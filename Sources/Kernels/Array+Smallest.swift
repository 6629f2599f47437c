extension Array {
  /// Brings the `count` smallest elements to the front, in no order (Hoare's
  /// quickselect); elements do not equal each other.
  mutating func gatherSmallest(_ count: Int, by isLess: (Element, Element) -> Bool) {
    guard count > 0, count < self.count else { return }
    withUnsafeMutableBufferPointer { all in
      var (low, high) = (0, all.count - 1)
      while low < high {
        let pivot = all[low + (high - low) / 2]
        var (left, right) = (low, high)
        while left <= right {
          while isLess(all[left], pivot) { left += 1 }
          while isLess(pivot, all[right]) { right -= 1 }
          guard left <= right else { break }
          all.swapAt(left, right)
          left += 1
          right -= 1
        }
        if count - 1 <= right {
          high = right
        } else if count - 1 >= left {
          low = left
        } else {
          return
        }
      }
    }
  }
}
