package import Foundation
package import Rasters

/// What a page about a survey shows. Pictures are in it, so that the page can
/// be sent on alone.
package struct SurveyContent: Sendable {
  /// A picture as a browser takes it.
  package struct Picture: Sendable {
    package var data: Data
    /// "image/png" or "image/jpeg".
    package var type: String
    package var width: Int
    package var height: Int
    /// What it shows, for those who do not see it.
    package var text: String

    package init(data: Data, type: String, width: Int, height: Int, text: String) {
      self.data = data
      self.type = type
      self.width = width
      self.height = height
      self.text = text
    }
  }

  package struct Group: Sendable {
    package var number: Int
    package var name: String
    package var hint: String
    package var colour: RGB
    package var voted: Int
    package var completed: Int
    package var agreement: Double
    /// Medians by the titles of the columns.
    package var medians: [Double?]
    /// Members nearest to the middle, side by side.
    package var prototypes: Picture?
    /// The file with more of them.
    package var montage: String

    package init(
      number: Int, name: String, hint: String, colour: RGB, voted: Int, completed: Int,
      agreement: Double, medians: [Double?], prototypes: Picture?, montage: String
    ) {
      self.number = number
      self.name = name
      self.hint = hint
      self.colour = colour
      self.voted = voted
      self.completed = completed
      self.agreement = agreement
      self.medians = medians
      self.prototypes = prototypes
      self.montage = montage
    }
  }

  /// An object by its first two codes; group 0 is none.
  package struct Point: Sendable {
    package var x: Double
    package var y: Double
    package var group: Int

    package init(x: Double, y: Double, group: Int) {
      self.x = x
      self.y = y
      self.group = group
    }
  }

  package var title: String
  package var subtitle: String
  package var credit: String
  package var facts: [ReportContent.Fact] = []
  package var map: Picture?
  package var planes: Picture?
  /// Titles of the columns of medians.
  package var medianTitles: [String] = []
  package var groups: [Group] = []
  package var points: [Point] = []
  package var objects = 0
  /// Objects by the share of members that agree, from the least: (share, how
  /// many of them are voted, how many not).
  package var agreement: [(share: Double, voted: Int, others: Int)] = []
  package var curves: [ReportContent.Curve] = []
  package var parameters: [ReportContent.Group] = []
  package var notes: [String] = []
  package var command: String
  package var inputs: [ReportContent.Fact] = []
  package var files: [ReportContent.Fact] = []
  package var versions: [ReportContent.Fact] = []

  package init(title: String, subtitle: String, credit: String, command: String) {
    self.title = title
    self.subtitle = subtitle
    self.credit = credit
    self.command = command
  }
}
