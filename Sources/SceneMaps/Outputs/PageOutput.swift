import Files
import MapTools
import RasterIO
import Reports

extension MapOutput {
  static let page = MapOutput(
    key: .report,
    file: MapFile(
      .page, nil,
      asset: .init("report", file: "report.html", .html, "Report", roles: ["metadata"])),
    writing: .closing { map, parts in
      map.control.progress("page", 0)
      let labels = try LabelMap(path: map.folder.file(.units))
      let images = try map.source.composites().map {
        (choice: $0, image: try CompositeImage($0, onto: map.source.grid))
      }
      var pictures = try PagePictures(
        labels, legend: parts.legend, source: map.source, images: images)
      let exemplars = try PageExemplars(grid: map.source.grid, image: images.first)
        .content(map.exemplars, legend: parts.legend)
      if parts.report.outputs.contains(ResultFolder.Name.confidence.rawValue) {
        pictures.confidence = try ConfidencePicture.picture(
          of: map.folder.file(.confidence), title: "Confidence", size: PictureSize(labels.grid))
      }
      pictures.patchSizes = try PatchSizes.counts(
        of: labels, folder: map.folder.staging, map.control)
      let files = parts.report.outputs.compactMap { name in
        MapFile.named(name)?.meaning.map { ReportContent.File(name, $0) }
      }
      let page = PageDraft(
        scene: map.scene, parts: parts, pictures: pictures, words: map.words, files: files,
        exemplars: exemplars)
      try TemporaryName.write(ReportPage(page.content).data(), to: map.folder.file(.page))
    })
}
