import Rasters

/// Pieces that all pages share.
protocol PagePieces {}

extension PagePieces {
  /// A whole page, which fetches nothing and reads without scripts.
  ///
  /// - Parameters:
  ///   - images: where pictures may come from, beside the page itself.
  ///   - skip: a link over the head, for those who go by keyboard.
  func page(
    _ title: String, images: String, style: HTML, skip: HTML, head: HTML, main: HTML, foot: HTML,
    scripts: HTML
  ) -> HTML {
    // What a browser may do on this page: show what is in it.
    let policy =
      "default-src 'none'; img-src \(images); style-src 'unsafe-inline'; "
      + "script-src 'unsafe-inline'"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="generator" content="facies">
      <title>\(title)</title>
      <style>\(PageStyle.sheet)\(style)</style>
      </head>
      <body>
      \(skip)
      \(head)
      <main>
      \(main)
      </main>
      \(foot)
      \(scripts)
      </body>
      </html>

      """
  }

  func header(
    _ title: String, _ subtitle: String, choice: String? = nil, _ facts: [ReportContent.Fact]
  ) -> HTML {
    let why = choice.map { "\n<p><a href=\"#curves\">Number of units</a>: \($0)</p>" as HTML }
    return """
      <header>
      <h1>\(title)</h1>
      <p class="lead">\(subtitle)</p>\(why ?? .none)
      \(self.facts(facts, style: "facts"))
      </header>
      """
  }

  func footer(_ credit: String, versions: [ReportContent.Fact]) -> HTML {
    let text = versions.map { "\($0.name) \($0.value)" }.joined(separator: " · ")
    return "<footer><p>\(credit)</p><p class=\"small\">\(text)</p></footer>"
  }

  func section(_ id: String, _ title: String, _ body: HTML) -> HTML {
    """
    <section id="\(id)" aria-labelledby="\(id)-h">
    <h2 id="\(id)-h">\(title)</h2>
    \(body)
    </section>

    """
  }

  func facts(_ facts: [ReportContent.Fact], style: String) -> HTML {
    guard !facts.isEmpty else { return .none }
    let rows = facts.map { fact -> HTML in
      let help: HTML = fact.help.isEmpty ? .none : "<span class=\"help\">\(fact.help)</span>"
      return "<div><dt>\(fact.name)</dt><dd>\(fact.value)\(help)</dd></div>"
    }
    return "<dl class=\"\(style)\">\(rows)</dl>"
  }

  /// A table that scrolls on its own where it is too wide, by keyboard too.
  func table(_ label: String, head: HTML, rows: [HTML]) -> HTML {
    """
    <div class="scroll" role="region" tabindex="0" aria-label="\(label)">
    <table><thead><tr>\(head)</tr></thead><tbody>
    \(rows)</tbody></table></div>
    """
  }

  /// Links to what lies beside the page.
  func fileList(_ files: [ReportContent.Fact]) -> HTML {
    let rows = files.map { file -> HTML in
      "<div><dt><a href=\"\(file.name)\">\(file.name)</a></dt><dd>\(file.value)</dd></div>"
    }
    return "<dl class=\"rows\">\(rows)</dl>"
  }

  /// Curves of a fit; none where there is nothing to draw.
  func curves(_ title: String, _ curves: [ReportContent.Curve]) -> HTML {
    let plots = curves.enumerated().map { index, curve -> HTML in
      let svg = CurvePlot(curve: curve, id: "curve-\(index)").svg
      return svg == .none
        ? .none : "<figure><figcaption>\(curve.title)</figcaption>\(svg)</figure>"
    }
    guard plots.contains(where: { $0 != .none }) else { return .none }
    return section("curves", title, "<div class=\"plots\">\(plots)</div>")
  }

  /// Parameters by what they are of, notes, and what follows them.
  func parameters(
    _ groups: [ReportContent.Group], notes: [String], more: HTML = .none
  ) -> HTML {
    let groups = groups.filter { !$0.facts.isEmpty }.map { group -> HTML in
      "<div><h3>\(group.title)</h3>\(facts(group.facts, style: "rows"))</div>"
    }
    let items = notes.map { "<li>\($0)</li>" as HTML }
    let list: HTML = items.isEmpty ? .none : "<h3>Notes</h3><ul class=\"notes\">\(items)</ul>"
    return section(
      "parameters", "Parameters", "<div class=\"groups\">\(groups)</div>\(list)\(more)")
  }

  /// What a person types, with a button that copies it.
  func command(_ text: String) -> HTML {
    """
    <div class="command"><pre tabindex="0" id="command">\(text)</pre>\
    <button type="button" id="copy" data-script hidden>copy</button></div>
    """
  }
}
