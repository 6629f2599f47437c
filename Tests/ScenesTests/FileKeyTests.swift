import Rasters
import Settings
import Testing

@testable import Scenes

/// The tables of keys of scene and survey files, and the options that are made of them.
@Suite struct FileKeyTests {
  @Test func everyKeyOfAFileStandsOnce() {
    for names in [SceneKeys.all.map(\.name), SurveyKeys.all.map(\.name)] {
      #expect(Set(names).count == names.count)
    }
    for (name, settings) in SceneKeys.all.map({ ($0.name, $0.settings) })
      + SurveyKeys.all.map({ ($0.name, $0.settings) })
    {
      #expect(!settings.isEmpty)
      for setting in settings { #expect(setting.key.split(separator: ".").first == name[...]) }
    }
  }

  @Test func optionsAreThoseOfTheirSettings() {
    let options = Scene.options.compactMap(\.name.option) + Survey.options.compactMap(\.name.option)
    #expect(
      options == [
        "bands", "bounds", "clip", "allow-vrt", "recipe", "units", "detail", "sieve", "style",
        "palette", "colours", "outputs", "library", "title", "credit", "catalog", "threshold",
        "size", "groups", "classes",
      ])
  }

  @Test func optionsChangeAScene() throws {
    var scene = Scene(name: "a", input: .init(paths: ["/a.tif"]))
    func type(_ option: String, _ text: String) throws {
      try Scene.options.first { $0.name.option == option }?.apply(text, to: &scene)
    }
    try type("bounds", "8.1, 45.2,8.4,45.4,EPSG:4326")
    #expect(scene.region == .bounds([8.1, 45.2, 8.4, 45.4], crs: "EPSG:4326"))
    try type("bounds", "1,2,3,4")
    #expect(scene.region == .bounds([1, 2, 3, 4], crs: nil))
    for wrong in ["1,2,3", "1,2,3,4,", "3,2,1,4", "a,2,3,4", "1,2,nan,4"] {
      #expect(throws: Failure.self) { try type("bounds", wrong) }
    }
    try type("clip", "areas.gpkg|layername=outlines")
    #expect(scene.region == .polygons(path: "areas.gpkg", layer: "outlines"))
    try type("units", "3..5")
    try type("recipe", "k-means")
    try type("bands", "red,nir")
    try type("sieve", "2.5")
    try type("style", "lithology")
    try type("allow-vrt", "true")
    #expect(scene.units == .best(of: 3...5) && scene.recipe.units == 5)
    #expect(scene.recipeName == "k-means" && scene.bands == ["red", "nir"])
    #expect(scene.sieve == .hectares(2.5) && scene.style == "lithology")
    #expect(scene.allowsVirtualRasters)
    #expect(throws: Failure.self) { try type("recipe", "kmeans") }
    #expect(throws: Failure.self) { try type("units", "none") }
  }

  @Test func optionsChangeASurvey() throws {
    var survey = Survey(name: "a", input: .folder("/a"))
    for (option, text) in [
      ("catalog", "a.csv"), ("threshold", "3"), ("size", "96"), ("groups", "7"), ("classes", "c.y"),
    ] {
      try Survey.options.first { $0.name.option == option }?.apply(text, to: &survey)
    }
    #expect(survey.catalogue?.path == "a.csv" && survey.detection.threshold == 3)
    #expect(survey.cutouts.size == 96 && survey.vote.groups == 7 && survey.classes == "c.y")
  }
}
