import Batches
import Clusterers
import CodedCutouts
import Groups
import Jobs
import MapTools
import SceneMaps
import Scenes
public import Settings
import Sweeps
import Unmixing

extension Facies {
  /// Every setting that there is, by subject.
  public static var settings: [SettingGroup] {
    [
      SettingGroup(
        "job",
        commands: [
          "run", "classify", "fit", "map", "sweep", "cutouts", "group", "measure", "batch",
          "composite", "unmix", "match",
          "design", "assess", "compare", "render", "sieve", "merge", "polygonize", "simulate",
          "weights", "verify",
        ], settings: JobSettings.all),
      SettingGroup(
        "scene", file: "scene",
        commands: ["run", "classify", "fit", "map", "sweep", "unmix", "match"],
        settings: SceneSettings.all),
      SettingGroup(
        "mixtures", commands: ["unmix", "match"], settings: MixtureSettings.all),
      SettingGroup("labels", commands: ["classify"], settings: LabelSettings.all),
      SettingGroup("sweep", commands: ["sweep"], settings: SweepOptions.settings),
      SettingGroup(
        "survey", file: "survey", commands: ["run"], settings: SurveySettings.all),
      SettingGroup(
        "cutouts", commands: ["cutouts"],
        settings: CutoutSettings.all + CatalogueSettings.all + DetectionSettings.all
          + [DetectionSettings.noSmoothing.description]),
      SettingGroup(
        "group", commands: ["group"],
        settings: VoteRequest.settings + GroupOptions.settings + groupedCutouts),
      SettingGroup("measure", commands: ["measure"], settings: MeasureSettings.all),
      SettingGroup("weights", commands: ["weights"], settings: WeightsSettings.all),
      SettingGroup(
        "maps",
        commands: ["render", "sieve", "merge", "score", "assess", "compare", "composite"],
        settings: MapSettings.all),
      SettingGroup(
        "design", commands: ["design"],
        settings: DesignOptions.settings + [SceneSettings.seed.description]),
      SettingGroup("batch", commands: ["batch"], settings: BatchOptions.settings),
      SettingGroup("simulation", commands: ["simulate"], settings: SimulationSettings.all),
    ]
  }

  /// How `facies group` sees cutouts.
  private static var groupedCutouts: [SettingDescription] {
    [
      SurveySettings.preset.description, SurveySettings.encoder.description,
      SurveySettings.weights.description, SurveySettings.side.description,
      SurveySettings.crop.description, SurveySettings.components.description,
      SurveySettings.whitening.description, SurveySettings.symmetry.description,
    ]
  }
}
