import Testing
@testable import Reports
@Suite struct MarkupTests {
  @Test func textIsEscaped() { #expect(("<b>\("<i>")</b>" as HTML).source == "<b>&lt;i&gt;</b>") }
}
