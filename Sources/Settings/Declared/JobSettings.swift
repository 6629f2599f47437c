/// What every job is told: where its results go and how much of the machine it takes.
public enum JobSettings {
  public static let out = Setting<String>("out", option: "out", .text, "Where the results go.")
  public static let overwrite = Setting(
    "overwrite", option: "overwrite", .flag, default: false,
    "Replace results that are already there.")
  public static let threads = Setting<Int>(
    "threads", option: "threads", .from(1...1024),
    chosen: "the processors that the process may use", "Threads that work.")
  public static let memory = Setting<String>(
    "memory", option: "memory", .described("a size such as 512MB or 2GB"),
    chosen: "a quarter of the machine's, at most 2GB", "Memory to stay within, such as 1GB.")
  public static let model = Setting<String>(
    "model", option: "model", .text, "The file of the model (.safetensors).")
  public static let relativePaths = Setting(
    "relative-paths", option: "relative-paths", .flag, default: false,
    "Name inputs in run.json relative to the folder of the results, so that both can be moved "
      + "together.")
  public static let quiet = Setting(
    "quiet", option: "quiet", .flag, default: false, "No progress and no notes.")

  public static let all = [
    out.description, overwrite.description, threads.description, memory.description,
    model.description, relativePaths.description,
  ]
}
