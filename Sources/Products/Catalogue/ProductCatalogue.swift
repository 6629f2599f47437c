package import RasterIO
import Rasters

/// The kinds of products that are known, and the one door to them.
package enum ProductCatalogue {
  /// Asked in this order; a plain raster is what none of them recognises.
  private static var products: [any Product.Type] {
    [LandsatProduct.self, Sentinel2Product.self, AsterProduct.self, Sentinel2BandFiles.self]
  }

  /// Titles of the kinds, for messages.
  package static var titles: [String] { products.map { $0.title } + [GenericRaster.title] }

  /// The scene of a request, checked without reading pixels (but for a few
  /// small spots of hyperspectral rasters, to find empty bands).
  /// `maskBands` names, of all that is declared, the bands that masks need:
  /// those that are not chosen are read beside the others.
  package static func open(
    _ request: ProductRequest, maskBands: (DeclaredBands) throws -> [String] = { _ in [] }
  ) throws -> BandStack {
    let scene = try scene(for: request)
    guard scene.parts.isEmpty else { throw GenericRaster.isContainer(scene, request) }
    return try StackAssembly(scene).stack(
      for: request, maskBands: maskBands(DeclaredBands(scene)))
  }

  /// The name of a scene whose bands are files of their own.
  package static func name(ofFiles stems: [String]) -> String {
    GenericRaster.name(ofFiles: stems)
  }

  package static func describe(_ request: ProductRequest) throws -> ProductDescription {
    StackAssembly(try scene(for: request)).description(for: request)
  }

  package static func describe(path: String) throws -> ProductDescription {
    try describe(ProductRequest(path: path))
  }

  private static func scene(for request: ProductRequest) throws -> ProductScene {
    guard let first = request.paths.first else { throw Failure.usage("no input file is named") }
    if let refusal = request.paths.lazy.compactMap(ResultPlace.refusal).first { throw refusal }
    if request.paths.count == 1 {
      let location = try ProductLocation(first)
      for kind in products {
        guard let product = try kind.recognise(location) else { continue }
        try refuseNames(request, kind.title)
        return try product.scene(for: request)
      }
    }
    return try GenericRaster(paths: request.paths).scene(for: request)
  }

  private static func refuseNames(_ request: ProductRequest, _ title: String) throws {
    guard request.bandNames == nil else {
      throw Failure.usage("band names can be given to plain rasters only; \(title) names its own")
    }
    guard request.stack.isEmpty else {
      throw Failure.usage(
        "sensor, level, scale, offset and roles can be said of plain rasters only; \(title) says its "
          + "own")
    }
  }
}
