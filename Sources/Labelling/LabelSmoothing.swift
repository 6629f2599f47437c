package import Learning
import Rasters
import Scenes

/// What a smoothing of labels takes, and how people read it.
extension Smoothing {
  /// Rows around a core that its labels depend on.
  package var halo: Int {
    switch effective {
    case .none: 0
    case .majority(let window, let keepCentre):
      MajorityFilter(window: window, keepCentre: keepCentre).halo
    case .mrf(let settings, _): settings.halo
    }
  }

  /// Bytes that every pixel of a strip takes until its label is known.
  package func bytesPerPixel(units: Int) -> Int {
    guard case .mrf = effective else { return 0 }
    return PottsField.bytesPerPixel(labels: units)
  }

  /// As people read it.
  package var text: String {
    switch effective {
    case .none: "none"
    case .majority(let window, _): "majority \(window)x\(window)"
    case .mrf(let settings, _):
      "mrf \(settings.window)x\(settings.window) of strength \(Self.plain(settings.strength))"
    }
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
