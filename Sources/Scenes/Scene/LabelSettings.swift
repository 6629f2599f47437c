import Learning
public import Settings

/// The options of the command that maps by labels alone; in a scene file they are keys of `known`.
public enum LabelSettings {
  public static let labels = Setting<String>(
    "labels", option: "labels", .text, "Labels of all classes: polygons, points or a raster.")
  public static let method = Setting<String>(
    "method", option: "method", .words(LabelUse.classifiers.map(\.rawValue)),
    default: LabelUse.maximumLikelihood.rawValue, "The classifier.")

  public static let all = [labels.description, method.description]
}
