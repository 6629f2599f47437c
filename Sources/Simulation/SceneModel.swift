import Features

/// Everything that decides the pixels of a scene. A pure value: any block of
/// any thread reads the same one.
struct SceneModel: Sendable {
  let shape: SceneShape
  let geology: Geology
  let abundance: UnitAbundance
  let cover: GroundCover
  let relief: ShadedRelief
  let texture: FractalNoise
  let clouds: CloudLayer?
  let pointSpread: GaussianBlur
  let noise: SensorNoise
  let encoding: RadiometricRescaling
  /// Reflectances as [band][end member]: the units, then the cover.
  let spectra: [Float]
  let cloudSpectrum: [Float]
  let bands: [SimulatedSensor.Band]

  var units: [GroundUnit] { geology.units }
  var endMembers: Int { units.count + GroundCover.materials.count }

  init(_ request: SimulationRequest) {
    let seed = request.seed
    let sensor = request.sensor
    shape = SceneShape(width: request.width, height: request.height)
    geology = Geology(shape: shape, unitCount: request.units, seed: seed)
    abundance = UnitAbundance(geology: geology, bedding: Bedding(seed: seed))
    cover = GroundCover(
      shape: shape, vegetation: request.vegetation, alluviumLevel: geology.levels.alluvium,
      seed: seed)
    relief = ShadedRelief(sun: request.sun, step: shape.step)
    texture = FractalNoise(
      seed: seed, stream: 8, largest: min(0.2, 48 * shape.step), smallest: shape.finest,
      persistence: 0.7)
    clouds = CloudLayer(
      shape: shape, fraction: request.clouds, pixelMetres: sensor.pixelMetres, sun: request.sun,
      seed: seed)
    pointSpread = GaussianBlur(sigma: sensor.pointSpread)
    noise = SensorNoise(
      signalToNoise: sensor.signalToNoise, factor: request.noise, sceneWidth: request.width,
      seed: seed)
    encoding = request.asProduct ? .landsatLevel1(request.sun) : .scaled
    bands = sensor.bands
    let materials = geology.units.map(\.material) + GroundCover.materials
    spectra = sensor.bands.flatMap { band in
      materials.map { Float(band.reflectance(of: $0)) }
    }
    cloudSpectrum = sensor.bands.map { Float($0.reflectance(of: .cloud)) }
  }
}
