import ArgumentParser

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Many scenes or surveys, each in a process of its own; goes on after anything.",
    discussion: """
      facies batch SCENES… --out DIR does all of them; see facies batch run --help for the \
      options. Results are in DIR/NAME, what they said in DIR/logs, an overview in \
      DIR/report.html and batch.csv, the state in DIR/batch.sqlite.

      EXAMPLE
        facies batch scenes/ --out maps --jobs 4
        facies batch --template landsat.yaml LC08_*.tar.gz --out maps --fit-on all
        facies batch status maps
        facies batch resume maps
      """,
    subcommands: [
      BatchRunCommand.self, BatchStatusCommand.self, BatchResumeCommand.self,
      BatchRetryCommand.self,
    ],
    defaultSubcommand: BatchRunCommand.self)
}
