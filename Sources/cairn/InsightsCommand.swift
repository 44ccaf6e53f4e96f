import ArgumentParser

struct InsightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insights",
        abstract: "Finds unusual activity in events of the past.",
        subcommands: [BacktestCommand.self]
    )
}
