import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import FaciesKit

/// Fits, maps and reads back by the library alone.
@Suite struct MapTests {
  private struct Made {
    let folder: TemporaryFolder
    let scene: Scene
    let model: Classifier
    let map: Map
  }

  private static func make(units: Int = 3) async throws -> Made {
    let folder = try TemporaryFolder()
    var options = SimulateOptions()
    (options.width, options.height) = (60, 50)
    let files = try await Facies.simulate(options, into: folder.file("made"))
    let scene = try Scene(input: files.scene, units: units)
    let model = try await Classifier.fit(to: scene, options: JobOptions(threads: 1))
    let map = try await model.map(
      scene, into: folder.file("map"), options: JobOptions(threads: 2))
    return Made(folder: folder, scene: scene, model: model, map: map)
  }

  @Test func aMapIsReadWindowByWindow() async throws {
    let made = try await Self.make()
    #expect(made.map.units.map(\.value) == [1, 2, 3])
    let whole = try made.map.counts(in: made.map.grid.extent)
    #expect(made.map.units.allSatisfy { whole[$0.value, default: 0] == $0.pixels })
    let all = try made.map.labels(in: made.map.grid.extent)
    let window = Window(column: 7, row: 11, width: 5, height: 3)
    let part = try made.map.labels(in: window)
    let rows: [ArraySlice<UInt16>] = (11..<14).map { row in
      let start = row * 60 + 7
      return all[start..<start + 5]
    }
    #expect(part == Array(rows.joined()))
    let confidence = try #require(try made.map.confidence(in: window))
    #expect(confidence.count == 15 && confidence.allSatisfy { $0.isNaN || (0...100).contains($0) })
  }

  @Test(arguments: [
    Window(column: -1, row: 0, width: 2, height: 2),
    Window(column: 0, row: 49, width: 1, height: 2),
    Window(column: 0, row: 0, width: 0, height: 1), Window(column: 59, row: 0, width: 2, height: 1),
  ])
  func windowsOutsideAreRefused(_ window: Window) async throws {
    let map = try await Self.make().map
    let error = #expect(throws: Failure.self) { try map.labels(in: window) }
    #expect(error?.description.contains("map of 60x50") == true)
  }

  @Test func aClassifierThatWasWrittenMapsTheSame() async throws {
    var made = try await Self.make()
    let path = made.folder.file("model.safetensors")
    var model = made.model
    try model.write(to: path)
    #expect(throws: Failure.self) { try model.write(to: path) }
    let again = try Classifier(contentsOf: path)
    #expect(again.bands == made.model.bands && again.unitNames == made.model.unitNames)
    let map = try await again.map(made.scene, into: made.folder.file("again"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: map.path))
        == Data(contentsOf: URL(fileURLWithPath: made.map.path)))
    made = try await Self.make()
    let reopened = try Map(contentsOf: made.folder.file("map"))
    #expect(reopened.units == made.map.units)
  }

  @Test func errorsCarryTheirKind() async throws {
    let made = try await Self.make()
    await #expect(throws: (any Error).self) {
      try await made.model.map(made.scene, into: made.folder.file("map"))
    }
    do {
      _ = try Classifier(contentsOf: made.folder.file("nothing.safetensors"))
      Issue.record("a model that is not there was opened")
    } catch let error as any FaciesError {
      #expect(error.exitCode == 1 && error.code == .failed)
    }
  }
}
