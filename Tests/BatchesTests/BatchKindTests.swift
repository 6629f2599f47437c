import Foundation
import Rasters
import Settings
import TestSupport
import Testing

@testable import Batches

/// Templates, models and fits on all scenes.
@Suite struct BatchKindTests {
  @Test func aTemplateIsFilledInForEveryProduct() throws {
    let batch = try BatchFixture([])
    for name in ["may", "june"] { try batch.folder.write("x", to: "scenes/\(name).tif") }
    let template = try batch.folder.write(
      "units: 5\nmasks: [{inside: lakes.gpkg}]\n", to: "template.yaml")
    var request = BatchRequest(scenes: [batch.scenes])
    request.template = template
    #expect(try batch.run(request).text == "june done, may done")
    let text = try Files.text(batch.out + "/scenes/may.yaml")
    #expect(text.contains("name: \"may\"") || text.contains("name: may"))
    #expect(text.contains(batch.scenes + "/may.tif"))
    #expect(text.contains("units: 5"))
    #expect(text.contains(batch.path("lakes.gpkg")))
    try batch.forgetTally()
    _ = try Batch.resume(batch.options())
    #expect(try batch.tally().isEmpty)
    // A template that is edited counts for all.
    try batch.folder.write("units: 6\n", to: "template.yaml")
    _ = try Batch.resume(batch.options())
    #expect(try batch.tally() == ["run june.yaml", "run may.yaml"])
  }

  @Test func templatesThatDoNotFitAreRefused() throws {
    let batch = try BatchFixture(["a"])
    var request = batch.request
    request.template = try batch.folder.write(
      "inputs: [{name: a, input: a.tif}, {name: b, input: b.tif}]\n", to: "two.yaml")
    #expect(throws: Failure.self) { try batch.run(request) }
    request.template = try batch.folder.write("units: 5\n", to: "one.yaml")
    request.scenes = [batch.scenes + "/a.yaml"]
    #expect(
      throws: Failure.usage(
        "'\(batch.scenes)/a.yaml' is a scene file; \(BatchOptions.template) takes products")
    ) {
      try batch.run(request)
    }
  }

  @Test func aModelIsAppliedToAll() throws {
    let batch = try BatchFixture(["a", "b"])
    var request = batch.request
    try batch.folder.write("one", to: "m.safetensors")
    request.model = batch.path("m.safetensors")
    #expect(try batch.run(request).done == 2)
    #expect(try batch.tally() == ["map a.yaml", "map b.yaml"])
    #expect(try Files.text(batch.out + "/logs/a.log").contains("--model \(request.model ?? "")"))
    try batch.forgetTally()
    try batch.folder.write("two", to: "m.safetensors")
    #expect(try Batch.resume(batch.options()).done == 2)
    #expect(try batch.tally().count == 2)
    request.model = batch.folder.file("none.safetensors")
    #expect(throws: Failure.self) { try batch.run(request) }
  }

  @Test func oneFitIsDoneBeforeAllMaps() throws {
    let batch = try BatchFixture(["a", "b", "bad"])
    var request = batch.request
    request.fitsOnAll = true
    let status = try batch.run(request)
    #expect(status.text == "model done, a done, b done, bad failed")
    #expect((status.total, status.done) == (3, 2))
    #expect(try batch.tally() == ["fit a.yaml", "map a.yaml", "map b.yaml", "map bad.yaml"])
    try batch.forgetTally()
    _ = try Batch.resume(batch.options())
    #expect(try batch.tally().isEmpty)
    // Another scene is another sample: all maps get its legend.
    try batch.scene("c")
    try batch.run(request)
    #expect(
      try batch.tally() == [
        "fit a.yaml", "map a.yaml", "map b.yaml", "map bad.yaml", "map c.yaml",
      ])
  }

  @Test func withoutAFitThereAreNoMaps() throws {
    let batch = try BatchFixture(["a", "unfit"])
    var request = batch.request
    request.fitsOnAll = true
    let status = try batch.run(request)
    #expect(status.text == "model failed, a failed, unfit failed")
    #expect(
      status.scene("a")?.error == "waits for the fit on all scenes, which failed: no fit")
    try FileManager.default.removeItem(atPath: batch.scenes + "/unfit.yaml")
    request.model = "x"
    #expect(throws: Failure.self) { try batch.run(request) }
  }

  /// Said at once, and not by a fit that fails overnight.
  @Test(arguments: [
    ("known: {file: rocks.gpkg, field: rock}", "known"), ("relabel: may.tif", "relabel"),
  ])
  func aFitOnAllIsRefusedWhereItCannotBe(_ line: String, _ key: String) throws {
    let batch = try BatchFixture(["a", "b"])
    try batch.scene("b", more: line)
    var request = batch.request
    request.fitsOnAll = true
    let words = "has '\(key)', which goes with a fit of its own; fit-on all makes one fit for all"
    let error = #expect(throws: Failure.self) { try batch.run(request) }
    #expect(error?.exitCode == 2)
    #expect(error?.description.contains("/b.yaml' \(words)") == true, "\(error?.description ?? "")")
    #expect(!Files.exists(batch.out))
    request.template = try batch.folder.write(line + "\n", to: "template.yaml")
    request.scenes = [batch.scenes + "/a.tif"]
    let other = #expect(throws: Failure.self) { try batch.run(request) }
    #expect(other?.description.contains("/template.yaml' \(words)") == true)
  }

  @Test func theReportNamesAndEscapes() throws {
    let odd = ["=1+2", "<b>&amp", "Große Bäche 'x' \"y\"", "-q", ".hidden", "100%", "a:b"]
    let batch = try BatchFixture(odd.map { "bad \($0)" })
    for name in odd where name != ".hidden" { try batch.scene(name) }
    let status = try batch.run()
    #expect(status.failed == odd.count)
    #expect(status.done == odd.count - 1)
    let names = Set(status.scenes.map(\.name))
    #expect(names.isSuperset(of: ["_-q", "=1+2", "<b>&amp", "100%", "Große Bäche 'x' \"y\""]))
    let page = try Files.text(batch.out + "/report.html")
    #expect(!page.contains("<b>"))
    #expect(page.contains("&lt;b&gt;&amp;amp"))
    #expect(page.contains("href=\"./logs/100%25.log\""))
    #expect(page.contains("href=\"./logs/a%3Ab.log\""))
    let table = try Files.text(batch.out + "/batch.csv")
    #expect(table.contains("\n'=1+2,scene,done,"))
    #expect(table.split(separator: "\n").count == 2 * odd.count)
  }
}
