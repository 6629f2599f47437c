/// Values at places that are taken and given back; place 0 is never taken.
struct Pool<Element> {
  private var elements: [Element]
  private var free: [UInt32] = []

  /// `filler` stands at place 0.
  init(_ filler: Element) { elements = [filler] }

  mutating func take(_ element: Element) -> UInt32 {
    if let place = free.popLast() {
      elements[Int(place)] = element
      return place
    }
    elements.append(element)
    return UInt32(elements.count - 1)
  }

  mutating func give(_ place: UInt32) { free.append(place) }

  subscript(place: UInt32) -> Element {
    get { elements[Int(place)] }
    set { elements[Int(place)] = newValue }
  }
}
