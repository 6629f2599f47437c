package import Foundation

/// One page about a batch: what failed and why, the maps side by side, and a
/// table of all scenes. Nothing is fetched; it has no scripts and prints.
package struct BatchPage: PagePieces {
  let content: BatchContent

  package init(_ content: BatchContent) { self.content = content }

  package func data() -> Data { Data(html.source.utf8) }

  /// What a browser may do on this page: show what is in it.
  private static let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="generator" content="facies">
    <title>\(content.title)</title>
    <style>\(PageStyle.sheet)\(Self.style)</style>
    </head>
    <body>
    <a class="skip" href="#scenes">Skip to the scenes</a>
    <header>
    <h1>\(content.title)</h1>
    <p class="lead">\(content.subtitle)</p>
    \(facts(content.facts, style: "facts"))
    </header>
    <main>
    \(failedSection)
    \(mapsSection)
    \(tableSection)
    </main>
    <footer><p>Made with facies.</p><p class="small">\(content.version)</p></footer>
    </body>
    </html>

    """
  }

  // MARK: sections

  private var failedSection: HTML {
    let failed = content.scenes.filter { $0.state == "failed" }
    guard !failed.isEmpty else { return .none }
    let rows = failed.map { scene -> HTML in
      let log: HTML = scene.log.map { " <a href=\"\(Self.link($0))\">log</a>" } ?? .none
      return """
        <li><strong>\(scene.name)</strong> <span>\(scene.remark ?? "no reason is known")</span>\(log)</li>

        """
    }
    return section("failed", "What failed, and why", "<ul class=\"failed\">\(rows)</ul>")
  }

  private var mapsSection: HTML {
    let cards = content.scenes.compactMap(card)
    guard !cards.isEmpty else { return .none }
    return section("maps", "Maps", "<ul class=\"cards\">\(cards)</ul>")
  }

  private func card(_ scene: BatchContent.Scene) -> HTML? {
    guard let picture = scene.picture else { return nil }
    let source = HTML(
      text: "data:\(picture.mediaType);base64,\(picture.data.base64EncodedString())")
    let image: HTML = """
      <img src="\(source)" width="\(picture.width)" height="\(picture.height)" alt="Map of \(scene.name)">
      """
    let name: HTML = "<span class=\"name\">\(scene.name)</span>"
    guard let report = scene.report else { return "<li>\(image)\(name)</li>\n" }
    return "<li><a href=\"\(Self.link(report))\">\(image)\(name)</a></li>\n"
  }

  private var tableSection: HTML {
    let head: HTML = """
      <th scope="col">scene</th><th scope="col">state</th><th scope="col" class="n">time</th>\
      <th scope="col" class="n">memory</th><th scope="col" class="n">attempts</th>\
      <th scope="col">from</th><th scope="col">log</th>
      """
    return section(
      "scenes", "Scenes", table("Scenes", head: head, rows: content.scenes.map(row)))
  }

  private func row(_ scene: BatchContent.Scene) -> HTML {
    let name: HTML =
      scene.report.map { "<a href=\"\(Self.link($0))\">\(scene.name)</a>" }
      ?? HTML(text: scene.name)
    let log: HTML = scene.log.map { "<a href=\"\(Self.link($0))\">log</a>" } ?? .none
    let warning: HTML =
      scene.state == "failed"
      ? .none : scene.remark.map { "<span class=\"help\">\($0)</span>" } ?? .none
    return """
      <tr><th scope="row">\(name)</th><td><span class="state \(scene.state)">\(scene.state)</span>\
      \(warning)</td><td class="n">\(scene.duration ?? "–")</td><td class="n">\(scene.memory ?? "–")</td>\
      <td class="n">\(scene.attempts)</td><td class="source">\(scene.source)</td><td>\(log)</td></tr>

      """
  }

  /// A relative address: "./" keeps a colon in a name from being read as a
  /// scheme.
  private static func link(_ path: String) -> String {
    var allowed = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
    allowed.remove("%")
    return "./" + (path.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
  }

  private static let style: HTML = """
    .facts .help{font-weight:400}
    .failed{list-style:none;margin:0;padding:0}
    .failed li{border-left:4px solid #b3261e;padding:4px 12px;margin:0 0 8px;background:#fdf3f2;overflow-wrap:anywhere}
    .failed span{display:block}
    .cards{list-style:none;margin:0;padding:0;display:grid;
    grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:18px 16px}
    .cards img{display:block;width:100%;height:150px;object-fit:contain;background:#eceff0;
    image-rendering:auto}
    .cards .name{display:block;font-size:14px;line-height:1.3;padding-top:4px;overflow-wrap:anywhere}
    .state{white-space:nowrap;font-weight:600}
    .state.done{color:#1f6b35}.state.failed{color:#b3261e}
    .state.pending,.state.interrupted,.state.running{color:#7a5200}
    .source{font-size:13px;color:#4a565d;overflow-wrap:anywhere;min-width:200px}
    tbody th{overflow-wrap:anywhere;min-width:110px}
    @media print{.cards{grid-template-columns:repeat(5,1fr)}.cards li,.failed li{break-inside:avoid}}
    """
}
