/// A unit of a map or a class of a reference: its pixel value and its name.
package struct LabelCategory: Codable, Hashable, Sendable {
  package var value: Int
  package var name: String

  package init(value: Int, name: String) {
    self.value = value
    self.name = name
  }
}
