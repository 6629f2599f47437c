import ArgumentParser
import FaciesKit

struct FaciesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facies",
    abstract: "Maps and catalogues from imagery, without training labels.",
    discussion: """
      EXAMPLE
        facies run scene.tif --units 8 --out result
        facies run scenes/shortest.yaml --out result
        facies score result/units.tif --reference labels.tif

      Exit codes: 0 done, 1 failed, 2 wrong call or scene file, 3 some scenes of a batch failed, \
      130 and 143 interrupted.
      """,
    version: version,
    subcommands: [
      RunCommand.self, ClassifyCommand.self, BatchCommand.self, FitCommand.self, MapCommand.self,
      ScoreCommand.self,
      RenderCommand.self,
      MergeCommand.self, SieveCommand.self, PolygonizeCommand.self, CompositeCommand.self,
      UnmixCommand.self, MatchCommand.self,
      CompareCommand.self, SweepCommand.self, DesignCommand.self, AssessCommand.self,
      CutoutsCommand.self, MeasureCommand.self, GroupCommand.self, InspectCommand.self,
      SimulateCommand.self, VerifyCommand.self, MethodsCommand.self, WeightsCommand.self,
      ManualCommand.self,
    ])

  /// The versions of libraries are asked for, and the libraries loaded, only
  /// where they are to be printed.
  private static var version: String {
    CommandLine.arguments.contains("--version") ? Facies.versionLine : Facies.version
  }
}
