import Testing

@testable import Rasters

@Suite struct MessageTests {
  private static let memory = SettingName("memory", option: "memory")
  private static let sample = SettingName("sample")

  private func command(_ name: SettingName) -> String {
    name.option.map { "--\($0)" } ?? "'\(name.key)'"
  }

  @Test func aFrontWordsTheSettings() {
    let message: Message = "raise \(Self.memory) to \(2) GB" + ", or lower \(Self.sample)"
    #expect(message.description == "raise memory to 2 GB, or lower sample")
    #expect(message.text(command) == "raise --memory to 2 GB, or lower 'sample'")
    #expect(message.settings == [Self.memory, Self.sample])
  }

  @Test func aFailureKeepsItsMessageOnOneLine() {
    let failure = Failure.usage("'\("a\nb")' needs \(Self.memory)")
    #expect(failure.description == "'a\\u{a}b' needs memory")
    #expect(failure.message.settings == [Self.memory])
  }

  @Test func textsThatProgramsPutTogetherAreFailuresToo() {
    let text = ["a", "b"].joined(separator: " ")
    #expect(Failure(text).description == "a b")
    #expect(Failure.usage(text).exitCode == 2)
  }

  @Test func temporaryNamesAreReplaced() {
    let message: Message = "cannot write '/a/.tmp-1/x' with \(Self.memory)"
    #expect(
      message.replacing("/a/.tmp-1", with: "/a").description == "cannot write '/a/x' with memory")
  }
}
