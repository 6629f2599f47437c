/// A kind of distribution: how it is recognised and what its files mean.
/// What differs between products is declared in tables (bands, quality);
/// choosing, opening and placing are common (``StackAssembly``).
protocol Product {
  /// "Landsat 4-9"
  static var title: String { get }

  /// The product at a place; nil where the place is not of this kind.
  static func recognise(_ location: ProductLocation) throws -> Self?

  /// Everything the product declares about the scene, before any choice.
  func scene(for request: ProductRequest) throws -> ProductScene
}
