package import Foundation
package import Rasters

/// Everything that a report page shows: plain values, gathered by whoever
/// made the map. What depends on the machine or the hour is no part of it,
/// so that one map has one page.
package struct ReportContent: Sendable, Codable {
  package var title: String
  package var subtitle: String
  package var credit: String
  /// Why there are as many units as there are; nil where somebody said so.
  package var choice: String?
  package var legend: Legend
  package var map: MapPicture
  /// What can be laid under the units; the first is shown.
  package var scenes: [ScenePicture] = []
  /// How sure the map is of every pixel: white where it is sure; nil where nobody knows.
  package var confidence: ScenePicture?
  package var facts: [Fact] = []
  package var bands: [Band] = []
  /// What is known of the units beside their sizes, in the order of the
  /// legend; empty where nothing is.
  package var hints: [String] = []
  /// Real pixels of the units, in the order of the legend; empty where none are known.
  package var exemplars: [Exemplar] = []
  /// In the order of the legend.
  package var spectra: [Spectrum] = []
  package var codes: CodeScatter?
  /// Which units are most alike.
  package var tree: UnitTree?
  package var curves: [Curve] = []
  package var validPixels = 0
  package var rejected: [Fact] = []
  /// Numbers of patches by size: at place n those of 2ⁿ up to 2ⁿ⁺¹ - 1 pixels.
  package var patchSizes: [Int] = []
  package var quality: [Fact] = []
  package var score: Score?
  /// Against labels of places that were held out in turn.
  package var crossValidation: Score?
  /// Against labels of known units that the fit did not see.
  package var heldOut: Score?
  package var parameters: [Group] = []
  package var inputs: [Input] = []
  package var notes: [String] = []
  package var files: [File] = []
  /// What a person types to make the map again.
  package var command: String
  package var versions: [Fact] = []

  package init(
    title: String, subtitle: String, credit: String, legend: Legend, map: MapPicture,
    command: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.credit = credit
    self.legend = legend
    self.map = map
    self.command = command
  }
}

extension ReportContent {
  /// The map as palette indices, and where it lies.
  package struct MapPicture: Sendable {
    package var png: Data
    package var width: Int
    package var height: Int
    package var grid: Grid

    package init(png: Data, width: Int, height: Int, grid: Grid) {
      self.png = png
      self.width = width
      self.height = height
      self.grid = grid
    }
  }

  /// A colour image of the scene.
  package struct ScenePicture: Sendable {
    /// "swir2, nir, blue"
    package var title: String
    package var jpeg: Data

    package init(title: String, jpeg: Data) {
      self.title = title
      self.jpeg = jpeg
    }
  }

  /// A name and a value beside it.
  package struct Fact: Sendable, Equatable, Codable {
    package var name: String
    package var value: String
    /// What it means, where that is not plain.
    package var help: String

    package init(_ name: String, _ value: String, help: String = "") {
      self.name = name
      self.value = value
      self.help = help
    }
  }

  package struct Group: Sendable, Codable {
    package var title: String
    package var facts: [Fact]

    package init(_ title: String, _ facts: [Fact]) {
      self.title = title
      self.facts = facts
    }
  }

  package struct Band: Sendable, Codable {
    package var name: String
    package var label: String
    /// Micrometres.
    package var wavelength: Double?
    /// "reflectance"
    package var quantity: String

    package init(name: String, label: String, wavelength: Double?, quantity: String) {
      self.name = name
      self.label = label
      self.wavelength = wavelength
      self.quantity = quantity
    }
  }

  /// Mean and standard deviation of a unit in every band; nil for a unit
  /// without pixels.
  package struct Spectrum: Sendable, Codable {
    package var means: [Double?]
    package var deviations: [Double?]

    package init(means: [Double?], deviations: [Double?]) {
      self.means = means
      self.deviations = deviations
    }
  }

  /// A part of the sample by its first two codes.
  package struct CodeScatter: Sendable, Codable {
    package struct Point: Sendable {
      package var x: Double
      package var y: Double
      package var unit: Int

      package init(x: Double, y: Double, unit: Int) {
        self.x = x
        self.y = y
        self.unit = unit
      }
    }

    package var points: [Point]
    /// The number of samples of which these are some.
    package var samples: Int
    /// "mnf"
    package var encoder: String

    package init(points: [Point], samples: Int, encoder: String) {
      self.points = points
      self.samples = samples
      self.encoder = encoder
    }
  }

  /// Lines over one axis: a loss by epochs, an index by number of units.
  package struct Curve: Sendable, Codable {
    package struct Line: Sendable {
      package var name: String
      package var points: [(x: Double, y: Double)]

      package init(name: String, points: [(x: Double, y: Double)]) {
        self.name = name
        self.points = points
      }
    }

    package var title: String
    package var xTitle: String
    package var lines: [Line]
    /// The place on the axis that was chosen.
    package var mark: Double?

    package init(title: String, xTitle: String, lines: [Line], mark: Double? = nil) {
      self.title = title
      self.xTitle = xTitle
      self.lines = lines
      self.mark = mark
    }
  }

  /// How the map agrees with labels.
  package struct Score: Sendable, Codable {
    package var reference: String
    package var facts: [Fact]
    package var units: [String]
    package var classes: [String]
    /// Pixels [unit][class].
    package var confusion: [[Int]]

    package init(
      reference: String, facts: [Fact], units: [String], classes: [String], confusion: [[Int]]
    ) {
      self.reference = reference
      self.facts = facts
      self.units = units
      self.classes = classes
      self.confusion = confusion
    }
  }

  package struct Input: Sendable, Codable {
    package var name: String
    package var bytes: Int
    package var sha256: String?

    package init(name: String, bytes: Int, sha256: String?) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// A file beside the page.
  package struct File: Sendable, Codable {
    package var name: String
    package var meaning: String

    package init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }
}
