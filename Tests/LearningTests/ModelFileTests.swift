import Foundation
import Kernels
import Rasters
import Tensors
import Testing

@testable import Learning

/// Damaged model files, and what each is refused with.
@Suite struct ModelFileTests {
  static func file(_ encoder: String, _ clusterer: String) throws -> SafetensorsFile {
    let recipe = MethodTests.recipe(encoder, clusterer)
    let data = try MethodTests.model(MethodTests.fit(recipe), recipe).serialized()
    return try SafetensorsFile(data: data, name: "m")
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var message: String
    var encoder: String
    var apply: @Sendable (inout SafetensorsFile) -> Void

    init(
      _ name: String, _ message: String, encoder: String = "pca",
      _ apply: @escaping @Sendable (inout SafetensorsFile) -> Void
    ) {
      testDescription = name
      self.message = message
      self.encoder = encoder
      self.apply = apply
    }

    /// A tensor in place of another.
    static func tensor(
      _ name: String, _ tensor: Tensor?, encoder: String = "pca", _ message: String
    ) -> Damage {
      Damage("\(name) \(tensor?.shape.description ?? "missing")", message, encoder: encoder) {
        $0.tensors[name] = tensor
      }
    }

    /// A description in which some text is another.
    static func text(
      _ old: String, _ new: String, encoder: String = "pca", _ message: String
    ) -> Damage {
      Damage("\(old) is \(new)", message, encoder: encoder) {
        let text = $0.metadata["facies"] ?? ""
        let range = text.range(of: old, options: .regularExpression)
        $0.metadata["facies"] = range.map { text.replacingCharacters(in: $0, with: new) } ?? text
      }
    }
  }

  static let unfit = "the parts of the model 'm' do not fit together"
  static let damaged = "the description in 'm' is damaged"

  /// The smoothing by a Markov random field as a model keeps it.
  static func mrf(
    strength: Double = 50.5, sweeps: Int = 5, window: Int = 5, scale: Double = 2
  ) -> String {
    #""scale":\#(scale),"strength":\#(strength),"sweeps":\#(sweeps),"window":\#(window)"#
  }

  @Test func smoothingsComeBack() throws {
    let recipe = MethodTests.recipe("pca", "k-means")
    var model = MethodTests.model(try MethodTests.fit(recipe), recipe)
    let field = PottsSettings(strength: 2.5, sweeps: 3, window: 7)
    for smoothing in [nil, .majority(window: 3, keepCentre: false), .mrf(field, scale: 0.25)]
      as [Smoothing?]
    {
      model.description.smoothing = smoothing
      let back = try ModelFile(data: model.serialized(), name: "m")
      #expect(back.description == model.description)
    }
  }

  static let tensors: [Damage] = [
    .tensor("scaler.gain", nil, "the model lacks the tensor 'gain'"),
    .tensor("encoder.weight", nil, "the model lacks the tensor 'weight'"),
    .tensor("encoder.mean", nil, "the model lacks the tensor 'mean'"),
    .tensor("clusterer.centres", nil, "the model lacks the tensor 'centres'"),
    .tensor("filter.precision", nil, "the model lacks the tensor 'precision'"),
    .tensor(
      "scaler.centre", Tensor([1, 2]),
      "the model's tensor 'centre' has shape [2], expected [6] (-1 is any)"),
    .tensor(
      "encoder.weight", Tensor([1, 2]),
      "the model's tensor 'weight' has shape [2], expected [-1, -1] (-1 is any)"),
    .tensor(
      "encoder.weight", Tensor(shape: [2, 5], .init(repeating: 1, count: 10)),
      "the model's tensor 'mean' has shape [6], expected [5] (-1 is any)"),
    .tensor(
      "clusterer.centres", Tensor(shape: [0, 9], []),
      "the model's tensor 'mean' has shape [W], expected [9] (-1 is any)"),
    .tensor(
      "scaler.gain", Tensor([1, 2, .nan, 4, 5, 6]),
      "the model's tensor 'gain' holds values that are not finite"),
    .tensor(
      "encoder.mean", Tensor([1, 2, 3, 4, 5, .infinity]),
      "the model's tensor 'mean' holds values that are not finite"),
    .tensor(
      "encoder.width", Tensor([7]), encoder: "identity",
      "the model's tensor 'precision' has shape [6], expected [7] (-1 is any)"),
    Damage("one unit fewer", unfit) { file in
      let centres = file.tensors["clusterer.centres"]
      let width = centres?.shape[1] ?? 0
      file.tensors["clusterer.centres"] = Tensor(
        shape: [4, width], Array(centres?.floats.prefix(4 * width) ?? []))
    },
    .tensor(
      "encoder.width", Tensor([1e30]), encoder: "identity",
      "the model's encoder takes 1e+30 bands"),
    .tensor(
      "encoder.width", Tensor([5.5]), encoder: "identity",
      "the model's encoder takes 5.5 bands"),
    .tensor(
      "encoder.width", Tensor([-6]), encoder: "identity",
      "the model's encoder takes -6.0 bands"),
    .tensor(
      "filter.precision", Tensor([-1, 1, 1, 1, 1, 1]), encoder: "identity",
      "the model's filter has a precision below 0"),
    .tensor(
      "encoder.0.weight", nil, encoder: "autoencoder",
      "the model lacks the tensor '0.weight' of a network"),
    .tensor("encoder.1.bias", nil, encoder: "autoencoder", "the model lacks the tensor '1.bias'"),
    .tensor(
      "encoder.4.weight", Tensor([1]), encoder: "autoencoder",
      "the model's network has more than the 4 layers of its settings"),
  ]

  static let texts: [Damage] = [
    Damage("no description", "'m' is a safetensors file, but not a model that facies has written") {
      $0.metadata = ["format": "pt"]
    },
    Damage("not JSON", damaged) { $0.metadata["facies"] = "{" },
    Damage("a list", damaged) { $0.metadata["facies"] = "[]" },
    Damage("deep", damaged) {
      $0.metadata["facies"] = "{\"format\":1,\"bands\":" + String(repeating: "[", count: 100_000)
    },
    .text("\"format\":1", "\"format\":0", damaged),
    .text("\"format\":1", "\"format\":\"1\"", damaged),
    .text("\"format\":1", "\"format\":1e400", damaged),
    .text(
      "\"format\":1", "\"format\":4",
      "'m' was written by facies 1.2.3 in model format 4; this program reads up to 3"),
    .text("\"seed\":", "\"sead\":", damaged + ": a part is missing or of another kind"),
    .text("\"seed\":[0-9]+", "\"seed\":-1", damaged + ": a part is missing or of another kind"),
    .text(
      "\"encoder\":\"pca\"", "\"encoder\":\"pcx\"",
      "'m' uses z-score, pcx and k-means, not all of which this program has"),
    .text(
      "\"clusterer\":\"k-means\"", "\"clusterer\":\"som\"",
      "'m' uses z-score, pca and som, not all of which this program has"),
    .text(
      "\"scaling\":\"z-score\"", "\"scaling\":\"\"",
      "'m' uses , pca and k-means, not all of which this program has"),
    .text("\"bands\":\\[.*?\\]", "\"bands\":[]", "the model 'm' has no bands"),
    .text("\"unitOfCluster\":\\[.*?\\]", "\"unitOfCluster\":[]", "the model 'm' has no units"),
    .text("\"unitOfCluster\":\\[.*?\\]", "\"unitOfCluster\":[1,2,3,4]", unfit),
    .text("\"unitOfCluster\":\\[.*?\\]", "\"unitOfCluster\":[1,2,3,4,0]", unfit),
    .text("\"unitOfCluster\":\\[.*?\\]", "\"unitOfCluster\":[1,2,3,4,256]", unfit),
    .text("\"unitOfCluster\":\\[.*?\\]", "\"unitOfCluster\":[1,2,3,4,-5]", unfit),
    .text("\"unitNames\":\\[.*?\\]", "\"unitNames\":[\"a\"]", unfit),
    .text("\"radius\":2", "\"radius\":5", "the model's filter has radius 5 and 2 passes"),
    .text("\"passes\":2", "\"passes\":0", "the model's filter has radius 2 and 0 passes"),
    .text("\"window\":5", "\"window\":4", "the smoothing of the model 'm' has the window 4"),
    .text("\"window\":5", "\"window\":-1", "the smoothing of the model 'm' has the window -1"),
    .text(
      "\"window\":5", "\"window\":1000001",
      "the smoothing of the model 'm' has the window 1000001"),
    .text(
      #""keepCentre":true,"window":5"#, #""strength":5,"window":5"#,
      damaged + ": a part is missing or of another kind"),
    .text(
      #""keepCentre":true,"window":5"#, mrf(window: 4),
      "the smoothing of the model 'm' has the window 4"),
    .text(
      #""keepCentre":true,"window":5"#, mrf(strength: 0),
      "the smoothing of the model 'm' has the strength 0.0"),
    .text(
      #""keepCentre":true,"window":5"#, mrf(strength: -1),
      "the smoothing of the model 'm' has the strength -1.0"
    ),
    .text(
      #""keepCentre":true,"window":5"#, mrf(sweeps: 1000),
      "the smoothing of the model 'm' has the number of sweeps 1000"),
    .text(
      #""keepCentre":true,"window":5"#, mrf(scale: 0),
      "the smoothing of the model 'm' has the scale 0.0"),
    .text(
      "\"restarts\":2", "\"restart\":2",
      "the model 'm' sets 'restart', which this program does not know"),
    .text(
      "\"restarts\":2", "\"restarts\":0", "in the model 'm', restarts is 0: must be from 1 to 1000"),
    .text(
      "\"restarts\":2", "\"restarts\":1e300",
      "in the model 'm', restarts is 1e+300: must be a whole number"),
    .text(
      "\"hidden\":\\[8\\]", "\"hidden\":[8,9]", encoder: "autoencoder",
      "the model lacks the tensor '4.weight'"),
  ]

  @Test(arguments: tensors + texts) func isRefused(_ damage: Damage) throws {
    var file = try Self.file(damage.encoder, "k-means")
    let width = try ModelFile(data: file.serialized(), name: "m").classifier.encoder.outputs
    damage.apply(&file)
    let message = damage.message.replacing("[W]", with: "[\(width)]")
    #expect(throws: Failure(message)) { try ModelFile(data: file.serialized(), name: "m") }
  }

  /// 500 seeded mutations of a model end in a model that labels, or in one
  /// line.
  @Test(
    arguments: ["identity", "mnf", "autoencoder", "nagar2024"], ["k-means", "gaussian-mixture"])
  func mutationsNeverTrap(_ encoder: String, _ clusterer: String) throws {
    let good = Array(try Self.file(encoder, clusterer).serialized())
    let header = 8 + good.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var random = RandomSequence(seed: 77)
    for round in 0..<500 {
      let bytes = Self.mutated(good, header: header, wild: round % 2 == 0, &random)
      do {
        let model = try ModelFile(data: Data(bytes), name: "m")
        Self.use(model)
      } catch {
        #expect(error is Failure && !"\(error)".contains("\n"))
      }
    }
  }

  /// Wild mutations hit all bytes; tame ones change digits of the header, so
  /// that the file often stays well formed.
  static func mutated(
    _ good: [UInt8], header: Int, wild: Bool, _ random: inout RandomSequence
  ) -> [UInt8] {
    var bytes = good
    for _ in 0...random.index(below: 3) {
      let place = random.index(below: wild ? bytes.count : header)
      if wild {
        bytes[place] = UInt8(truncatingIfNeeded: random.bits())
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
        bytes[place] = UInt8(ascii: "0") + UInt8(random.index(below: 10))
      }
    }
    return bytes
  }

  /// Labels a few pixels with what was read.
  static func use(_ model: ModelFile) {
    let classifier = model.classifier
    let samples = PlanarMatrix(features: classifier.bands, count: 32)
    let codes = classifier.encoder.encode(classifier.scaler.apply(samples))
    let out = label(classifier, codes)
    #expect(out.confidence.allSatisfy { $0 <= 100 })
    #expect(out.units.allSatisfy { classifier.unitOfCluster.contains(Int($0)) })
  }
}
