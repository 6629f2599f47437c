import Learning
import Rasters
import Scenes

/// What is done to the labels of a map when they are known.
enum LabelSmoothing: Sendable, Equatable {
  case none
  case majority(MajorityFilter)
  /// `scale` makes log probabilities of the clusterer's logits.
  case potts(PottsSettings, scale: Double)

  init(_ smoothing: Scene.Smoothing, scale: Double = 1) {
    switch smoothing {
    case .none: self = .none
    case .majority(let window, let keepCentre):
      self = .majority(MajorityFilter(window: window, keepCentre: keepCentre))
    case .mrf(let settings):
      self = settings.strength > 0 ? .potts(settings, scale: scale) : .none
    }
  }

  init(_ smoothing: ModelDescription.Smoothing?) {
    switch smoothing {
    case nil: self = .none
    case .majority(let window, let keepCentre):
      self = .majority(MajorityFilter(window: window, keepCentre: keepCentre))
    case .mrf(let settings, let scale):
      self = settings.strength > 0 ? .potts(settings, scale: scale) : .none
    }
  }

  /// As a model keeps it.
  var description: ModelDescription.Smoothing? {
    switch self {
    case .none: nil
    case .majority(let filter): .majority(window: filter.window, keepCentre: filter.keepCentre)
    case .potts(let settings, let scale): .mrf(settings, scale: scale)
    }
  }

  /// Rows around a core that its labels depend on.
  var halo: Int {
    switch self {
    case .none: 0
    case .majority(let filter): filter.halo
    case .potts(let settings, _): settings.halo
    }
  }

  /// Bytes that every pixel of a strip takes until its label is known.
  func bytesPerPixel(units: Int) -> Int {
    guard case .potts = self else { return 0 }
    return PottsField.bytesPerPixel(labels: units)
  }

  /// As people read it.
  var text: String {
    switch self {
    case .none: "none"
    case .majority(let filter): "majority \(filter.window)x\(filter.window)"
    case .potts(let settings, _):
      "mrf \(settings.window)x\(settings.window) of strength \(Self.plain(settings.strength))"
    }
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}

extension Scene.Smoothing {
  package var text: String { LabelSmoothing(self).text }
}
