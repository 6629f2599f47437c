package import Foundation
import Rasters

/// One self-contained page about a survey: nothing is fetched, neither from
/// the network nor from beside it; it reads without scripts and prints.
package struct SurveyPage: PagePieces {
  let content: SurveyContent

  package init(_ content: SurveyContent) { self.content = content }

  package func data() -> Data { Data(html.source.utf8) }

  var html: HTML {
    page(
      content.title, images: "data:", style: Self.style + colours,
      skip: "<a class=\"skip\" href=\"#groups\">Skip to the groups</a>",
      head: header(content.title, content.subtitle, content.facts), main: "\(sections)",
      foot: footer(content.credit, versions: content.versions),
      scripts: "<script>\(Self.script)</script>")
  }

  private var sections: [HTML] {
    [
      picture("field", "The field", content.map), groupsSection,
      picture("planes", "Measurements", content.planes),
      "<div class=\"pair\">\(pointsSection)\(agreementSection)</div>",
      curves("Training", content.curves),
      parameters(content.parameters, notes: content.notes), reproduceSection,
      content.files.isEmpty ? .none : section("files", "Files", fileList(content.files)),
    ]
  }

  private var colours: HTML {
    HTML(text: content.groups.map { ".u\($0.number){--c:\($0.colour.hex)}" }.joined())
  }

  private static let style: HTML = """
    .picture{display:block;max-width:100%;height:auto;margin:0 auto}
    .prototypes{display:block;height:40px;max-width:none;width:auto}
    th button{font:inherit;font-weight:600;color:inherit;border:0;background:none;padding:0;min-height:0;text-align:inherit}
    th button:hover{text-decoration:underline;background:none}
    th[aria-sort=ascending] button::after{content:" \u{25b4}"}
    th[aria-sort=descending] button::after{content:" \u{25be}"}
    td.middle,th.middle{vertical-align:middle}
    #groups td,#groups tbody th{vertical-align:middle}
    #curves .plots{max-width:620px}
    #groups th,#groups td{padding-left:7px;padding-right:7px}
    .bars rect{fill:#0b5c78}.bars rect.rest{fill:#b9c3c8}
    @media print{.prototypes{height:33px}}
    """

  /// Sorts the table of groups by the column whose title is pressed, and copies
  /// the command.
  private static let script: HTML = """
    "use strict";
    for(const e of document.querySelectorAll("[data-script]"))e.hidden=false;
    const body=document.querySelector("#groups tbody");
    for(const head of document.querySelectorAll("#groups th[data-sort]")){
    const button=document.createElement("button");button.type="button";
    button.append(...head.childNodes);head.append(button);
    button.addEventListener("click",()=>{
    const up=head.getAttribute("aria-sort")!=="ascending",place=[...head.parentNode.children].indexOf(head);
    for(const other of head.parentNode.children)other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort",up?"ascending":"descending");
    const key=row=>row.children[place].dataset.v??row.children[place].textContent;
    const rows=[...body.rows].sort((a,b)=>{const x=key(a),y=key(b),n=Number(x)-Number(y);
    const empty=(x==="")-(y==="");if(empty)return empty;
    const order=Number.isNaN(n)?x.localeCompare(y):n;return up?order:-order});
    body.append(...rows)})}
    const copy=document.getElementById("copy");
    if(copy)copy.addEventListener("click",async()=>{
    try{await navigator.clipboard.writeText(document.getElementById("command").textContent);copy.textContent="copied"}
    catch{copy.textContent="not allowed"}
    setTimeout(()=>{copy.textContent="copy"},1500)});
    """
}

// MARK: sections

extension SurveyPage {
  private func image(_ picture: SurveyContent.Picture, _ style: String) -> HTML {
    let base64 = HTML(stringLiteral: picture.data.base64EncodedString())
    return """
      <img class="\(style)" width="\(picture.width)" height="\(picture.height)" \
      alt="\(picture.text)" src="data:\(picture.type);base64,\(base64)">
      """
  }

  private func picture(_ id: String, _ title: String, _ picture: SurveyContent.Picture?) -> HTML {
    picture.map { section(id, title, "<figure>\(image($0, "picture"))</figure>") } ?? .none
  }

  private var groupsSection: HTML {
    let hasNames = content.groups.contains { !$0.name.isEmpty }
    let hasHints = content.groups.contains { !$0.hint.isEmpty }
    func head(_ title: String, _ style: String = "n") -> HTML {
      "<th scope=\"col\" class=\"\(style)\" data-sort>\(title)</th>"
    }
    let titles = content.medianTitles.map { head($0) }
    let names: HTML = hasNames ? head("class", "") : .none
    let hints: HTML = hasHints ? head("hint", "") : .none
    let note: HTML =
      hasHints
      ? """
      <p class="small">Hints come from the medians alone (Gini, M20, Sérsic index). They do not \
      replace a look at the pictures: open a group's montage, then give it a name in \
      classes.yaml.</p>
      """ : .none
    return section(
      "groups", "Groups",
      table(
        "Groups",
        head: """
          <th scope="col"><span class="hear">colour</span></th>\(head("group"))\(names)\
          <th scope="col">nearest to the middle</th>\(head("voted"))\(head("completed"))\
          \(head("agreement"))\(titles)\(hints)
          """, rows: content.groups.map { row($0, names: hasNames, hints: hasHints) }) + note)
  }

  private func row(_ group: SurveyContent.Group, names: Bool, hints: Bool) -> HTML {
    let name: HTML = names ? "<td>\(group.name)</td>" : .none
    let hint: HTML = hints ? "<td>\(group.hint)</td>" : .none
    let medians = group.medians.map { value -> HTML in
      let shown = value.map { Figures.fixed($0, 2) } ?? "–"
      let sorted = value.map { Figures.plain($0) } ?? ""
      return "<td class=\"n\" data-v=\"\(sorted)\">\(shown)</td>"
    }
    let pictures: HTML = group.prototypes.map { image($0, "prototypes") } ?? .none
    return """
      <tr class="u\(group.number)"><td><span class="swatch"></span></td>\
      <th scope="row" class="n" data-v="\(group.number)"><a href="\(group.montage)">\
      \(group.number)</a></th>\(name)<td>\(pictures)</td>\
      <td class="n" data-v="\(group.voted)">\(Figures.grouped(group.voted))</td>\
      <td class="n" data-v="\(group.completed)">\(Figures.grouped(group.completed))</td>\
      <td class="n">\(Figures.fixed(group.agreement, 2))</td>\(medians)\(hint)</tr>

      """
  }

  private var pointsSection: HTML {
    guard content.points.count >= 2 else { return .none }
    let entries = content.groups.map {
      ($0.number, $0.name.isEmpty ? "group \($0.number)" : $0.name)
    }
    let plot = GroupScatter(points: content.points, groups: entries, objects: content.objects)
    return section(
      "codes-plot", "Codes",
      """
      \(plot.svg)
      <p class="small">\(Figures.grouped(content.points.count)) of \
      \(Figures.grouped(content.objects)) objects by their first two codes, in the colours of \
      their groups; grey: not voted.</p>
      """)
  }

  private var agreementSection: HTML {
    guard !content.agreement.isEmpty else { return .none }
    return section(
      "agreement", "Agreement",
      """
      \(AgreementPlot(bins: content.agreement).svg)
      <p class="small">Objects by the share of members that name the same group; dark: voted, \
      pale: rejected or completed.</p>
      """)
  }

  private var reproduceSection: HTML {
    let rows = content.inputs.map { input -> HTML in
      """
      <tr><th scope="row">\(input.name)</th><td><code class="sum">\(input.value)</code></td></tr>

      """
    }
    let inputs: HTML =
      rows.isEmpty
      ? .none
      : """
      <details><summary>Input files</summary>
      \(table(
        "Input files", head: "<th scope=\"col\">file</th><th scope=\"col\">SHA-256</th>",
        rows: rows))</details>
      """
    return section(
      "reproduce", "Make this again",
      """
      \(command(content.command))
      \(inputs)
      """)
  }
}
