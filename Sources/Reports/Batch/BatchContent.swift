package import Foundation

/// All that a page about a batch says.
package struct BatchContent: Sendable {
  package struct Picture: Sendable {
    package var mediaType: String
    package var data: Data
    package var width: Int
    package var height: Int

    package init(mediaType: String, data: Data, width: Int, height: Int) {
      (self.mediaType, self.data, self.width, self.height) = (mediaType, data, width, height)
    }
  }

  package struct Scene: Sendable {
    package var name: String
    /// "done", "failed", "pending", …
    package var state: String
    package var source: String
    /// Why it failed, or what is to be said about it.
    package var remark: String?
    package var attempts: Int
    package var duration: String?
    package var memory: String?
    package var picture: Picture?
    /// Paths relative to the page.
    package var report: String?
    package var log: String?

    package init(
      name: String, state: String, source: String, remark: String?, attempts: Int,
      duration: String?, memory: String?, picture: Picture?, report: String?, log: String?
    ) {
      (self.name, self.state, self.source, self.remark) = (name, state, source, remark)
      (self.attempts, self.duration, self.memory) = (attempts, duration, memory)
      (self.picture, self.report, self.log) = (picture, report, log)
    }
  }

  package var title: String
  package var subtitle: String
  package var facts: [ReportContent.Fact]
  package var scenes: [Scene]
  package var version: String

  package init(
    title: String, subtitle: String, facts: [ReportContent.Fact], scenes: [Scene], version: String
  ) {
    (self.title, self.subtitle, self.facts) = (title, subtitle, facts)
    (self.scenes, self.version) = (scenes, version)
  }
}
