import FaciesKit

/// How the command writes settings in its messages.
enum OptionText {
  /// `--threshold`; the key in quotes where only a file can say it.
  static func word(_ setting: SettingName) -> String {
    setting.option.map { "--\($0)" } ?? "'\(setting.key)'"
  }
}
