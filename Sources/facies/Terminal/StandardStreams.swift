import Foundation

/// The descriptors 0, 1 and 2. Where whoever started the program closed one,
/// the next file that is opened would get its number, and what is meant for
/// the terminal would end up in that file.
enum StandardStreams {
  /// Takes the free ones of the three. Standard output is opened for reading
  /// only, so that writing to it still fails.
  static func hold() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one: those before it are taken.
      _ = open("/dev/null", mode)
    }
  }
}
