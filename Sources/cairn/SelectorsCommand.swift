import ArgumentParser

struct SelectorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selectors",
        abstract: "Tries event selectors out.",
        subcommands: [SelectorsTestCommand.self]
    )
}
