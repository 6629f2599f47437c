/// What is read besides the inputs themselves.
public enum InputSettings {
  public static let allowsVirtualRasters = Setting(
    "allow-vrt", option: "allow-vrt", .flag, default: false,
    "Take virtual rasters (VRT) of files under their own folders.")
}
