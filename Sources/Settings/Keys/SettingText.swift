/// A value of a setting as files hold it.
package enum SettingText: Sendable, Equatable {
  /// A number, a word or true and false.
  case plain(String)
  /// A text of somebody's own, which must be quoted.
  case text(String)
  case numbers([String])
  case texts([String])
}
