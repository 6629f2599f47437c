package import Fitting
import Kernels
import Rasters
package import Scenes
import Surveys
package import Vision

/// Fits what turns cutouts into codes, on a sample of them.
package struct CutoutCoderFit {
  package let survey: Survey
  package let source: any CutoutSource
  /// What could be opened before a cutout is read, such as a pretrained network.
  package let network: (any ImageEncoder)?
  package let context: FitContext

  /// Floats of features or pixels that are kept at once: 1 GB.
  package static let mostSamples = 256 << 20

  /// Floats of features that are kept for a second look: 256 MB.
  package static let mostKept = 64 << 20

  /// A coder, and the codes of the sample that it was fitted on by row where
  /// they were cheap to keep: no cutout is then encoded twice.
  package struct Fitted {
    package var coder: CutoutCoder
    package var known: [Int: [Float]]

    package init(coder: CutoutCoder, known: [Int: [Float]]) {
      self.coder = coder
      self.known = known
    }
  }

  package func fit() throws -> Fitted {
    var notes = FitNotes()
    let crop = try self.crop()
    let base = try survey.seer.fit(self, crop: crop, &notes)
    let encoder = try EncoderChain.chain(base, survey)
    let view = try self.view(encoder, crop: crop)
    let width = encoder.codeLength
    let room = Self.mostSamples / max(1, width)
    var (rows, features) = try features(min(survey.vote.fitSamples, room), width: width) {
      try CutoutCoder.features($0, view: view, encoder: encoder, context)
    }
    guard rows.count > 1 else { throw Failure("fewer than two cutouts can be read and shown") }
    let kept = features.count <= Self.mostKept ? features : []
    let way = CodeReduction(survey, features: width, isOrbit: encoder is OrbitEncoder)
    let reduction = try way.fit(&features, width: width, context: context)
    let coder = CutoutCoder(
      view: view, base: base, encoder: encoder, reduction: reduction,
      isUnitLength: way.isUnitLength, notes: notes)
    var known: [Int: [Float]] = [:]
    for (place, row) in rows.enumerated() where !kept.isEmpty {
      known[row] = coder.code(kept[place * width..<(place + 1) * width])
    }
    return Fitted(coder: coder, known: known)
  }

  /// How people are shown the cutouts.
  package func pictureView() throws -> CutoutView {
    try view(
      side: CutoutPictures.side, bands: Array(0..<source.bandCount), crop: try crop())
  }

  // MARK: the view

  private func crop() throws -> Double {
    if let crop = survey.view.crop { return crop }
    if case .images = survey.input { return 1 }
    let own = try CropFinder(
      source: source, detection: survey.detection, context: context
    ).crop()
    let widening = survey.seer.widening
    return widening > 1 ? min(1, widening * own) : own
  }

  private func view(_ encoder: any ImageEncoder, crop: Double) throws -> CutoutView {
    let pictures = try Self.pictureBands(survey, bands: source.bandCount)
    let seer = survey.seer
    return try view(
      side: survey.view.side ?? seer.side(of: encoder),
      bands: seer.seesPictures ? pictures : Array(0..<source.bandCount), crop: crop)
  }

  func view(side: Int, bands: [Int], crop: Double) throws -> CutoutView {
    CutoutView(
      side: side, crop: crop, stretch: Stretch(survey.view.stretch), bands: bands,
      pictureBands: try Self.pictureBands(survey, bands: source.bandCount))
  }

  /// From 0. Three bands are shown with the first, the bluest by custom, as
  /// blue; those of pictures as they come.
  package static func pictureBands(_ survey: Survey, bands: Int) throws -> [Int] {
    guard let chosen = survey.view.pictureBands else {
      guard bands >= 3 else { return [0] }
      if case .images = survey.input { return [2, 1, 0] }
      return [0, 1, 2]
    }
    guard chosen.allSatisfy({ $0 <= bands }) else {
      throw Failure.usage(
        "picture-bands is \(chosen.map(String.init).joined(separator: ",")), there are bands 1 to "
          + "\(bands)")
    }
    return chosen.map { $0 - 1 }
  }

  // MARK: the sample

  func draw(_ limit: Int) -> [Int] {
    ClusterQuality.draw(
      max(2, limit), of: Array(source.objects.ids.indices), seed: context.seed
    ).sorted()
  }

  /// What `make` makes of cutouts that are drawn, [cutout][width], and their rows.
  private func features(
    _ limit: Int, width: Int, _ make: ([CutoutReading]) throws -> [[Float]?]
  ) throws -> (rows: [Int], values: [Float]) {
    let drawn = draw(limit)
    var values = [Float](repeating: 0, count: drawn.count * width)
    let places = try read(drawn, "encode sample", make) { place, own in
      values.replaceSubrange(place * width..<(place + 1) * width, with: own)
    }
    for (to, from) in places.enumerated() where to != from {
      for index in 0..<width { values[to * width + index] = values[from * width + index] }
    }
    values.removeLast((drawn.count - places.count) * width)
    return (places.map { drawn[$0] }, values)
  }

  /// Hands what `make` makes of cutouts to `keep`, with the places of their rows
  /// among those drawn; returns the places, ascending. What is fitted to values
  /// at these places depends on neither memory nor threads, whatever order the
  /// source has.
  func read(
    _ drawn: [Int], _ stage: String, _ make: ([CutoutReading]) throws -> [[Float]?],
    keep: (_ place: Int, _ values: [Float]) -> Void
  ) throws -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: drawn.enumerated().map { ($1, $0) })
    var found: [Int] = []
    try source.forEach(drawn, stage: stage, context) { readings in
      for (reading, own) in zip(readings, try make(readings)) {
        guard let own, let place = places[reading.row] else { continue }
        keep(place, own)
        found.append(place)
      }
    }
    return found.sorted()
  }

  package init(
    survey: Survey, source: any CutoutSource, network: (any ImageEncoder)?, context: FitContext
  ) {
    self.survey = survey
    self.source = source
    self.network = network
    self.context = context
  }
}
