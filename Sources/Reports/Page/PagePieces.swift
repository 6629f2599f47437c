import Rasters

/// Pieces that all pages share.
protocol PagePieces {}

extension PagePieces {
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
}
