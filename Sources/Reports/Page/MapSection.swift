import Foundation
import Rasters

/// The map over the scene, with a legend that switches units on and off.
extension ReportPage {
  var mapSection: HTML {
    """
    <section id="map" aria-label="Map">
    <div class="mapgrid">
    <figure>
    \(stage)
    \(controls)
    </figure>
    \(legendPanel)
    </div>
    </section>

    """
  }

  private var stage: HTML {
    let map = content.map
    let shape = Figures.digits(
      Double(map.grid.width) / (Double(map.grid.height) * (map.grid.pixelShape ?? 1)), 6)
    let sharp: HTML = max(map.width, map.height) < 700 ? " sharp" : .none
    let png = HTML(stringLiteral: map.png.base64EncodedString())
    return """
      <div class="stage\(sharp)" id="stage" style="aspect-ratio:\(shape);--shape:\(shape)">
      \(scenes)<img id="units" class="layer" alt="\(mapText)" \
      src="data:image/png;base64,\(png)">
      \(confidence)<div id="divider" hidden><span></span></div>
      \(scaleBar)</div>
      """
  }

  private var scenes: [HTML] {
    content.scenes.enumerated().map { index, scene in
      let jpeg = HTML(stringLiteral: scene.jpeg.base64EncodedString())
      let hidden: HTML = index == 0 ? .none : " hidden"
      return """
        <img class="layer scene" id="scene-\(index)"\(hidden) \
        alt="The scene in colours made of its bands \(scene.title)" \
        src="data:image/jpeg;base64,\(jpeg)">

        """
    }
  }

  /// Lies over the units, and darkens them where the map is not sure.
  private var confidence: HTML {
    guard let picture = content.confidence else { return .none }
    return """
      <img class="layer unsure" id="confidence" style="opacity:0" alt="" \
      src="data:image/jpeg;base64,\(HTML(stringLiteral: picture.jpeg.base64EncodedString()))">

      """
  }

  private var confidenceSlider: HTML {
    guard let picture = content.confidence else { return .none }
    return """
      <label>\(picture.title) <input type="range" id="sureness" min="0" max="100" value="0" \
      aria-label="How dark the map is where it is not sure"></label>

      """
  }

  private var mapText: String {
    let shares = content.legend.entries.prefix(40).map {
      "\($0.name) \(Figures.fixed(content.legend.percent(of: $0), 1)) percent"
    }
    return "Map of \(content.legend.entries.count) units: \(shares.joined(separator: ", "))"
  }

  private var scaleBar: HTML {
    guard let bar = ScaleBar(content.map.grid) else { return .none }
    return """
      <div class="scalebar" style="width:\(Figures.fixed(100 * bar.share, 3))%"><span>\(bar.text)</span></div>

      """
  }

  private var controls: HTML {
    guard !content.scenes.isEmpty else {
      let slider: HTML =
        content.confidence == nil
        ? .none : "<div class=\"controls\" data-script hidden>\(confidenceSlider)</div>"
      return "\(slider)<figcaption id=\"readout\" class=\"readout\"></figcaption>"
    }
    let options = content.scenes.enumerated().map { index, scene -> HTML in
      "<option value=\"\(index)\">\(scene.title)</option>"
    }
    return """
      <div class="controls" data-script hidden>
      <label>Units <input type="range" id="swipe" min="0" max="100" value="0" \
      aria-label="Where the image ends and the units begin, from the left"> image</label>
      <label>Opacity <input type="range" id="opacity" min="0" max="100" value="100"></label>
      \(confidenceSlider)<label>Image <select id="scene">\(options)</select></label>
      </div>
      <figcaption id="readout" class="readout">Image under the units: bands \
      \(content.scenes[0].title) as red, green and blue.</figcaption>
      """
  }

  private var legendPanel: HTML {
    let rows = content.legend.rows.map { entry, units -> HTML in
      let values = units.map(String.init).joined(separator: " ")
      return """
        <li class="u\(entry.value)"><label><input type="checkbox" checked data-toggle="\(values)">\
        <span class="swatch"></span><span class="name">\(entry.name)</span>\
        <span class="share">\(Figures.fixed(content.legend.percent(of: entry), 1)) %</span></label>\
        <button type="button" data-only="\(values)" data-script hidden \
        aria-label="Show \(entry.name) only">only</button></li>

        """
    }
    return """
      <div class="legend">
      <div class="legendhead"><h2>Legend</h2><span data-script hidden>\
      <button type="button" id="all">all</button> \
      <button type="button" id="none">none</button></span></div>
      \(groupSlider)<ul tabindex="0" aria-label="Units of the map">
      \(rows)</ul>
      <p class="small">Where there is no unit, the image shows.</p>
      </div>
      """
  }

  /// Reads the map with fewer units.
  private var groupSlider: HTML {
    let units = content.legend.entries.count
    guard content.tree != nil, units > 2 else { return .none }
    return """
      <p class="groups-of" data-script hidden><label for="coarse">Read with</label> \
      <input type="range" id="coarse" min="2" max="\(units)" value="\(units)"> \
      <output id="coarse-n" for="coarse">\(units) units</output></p>

      """
  }
}
