import ArgumentParser

@main
struct GoalsServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "GoalsServer",
        abstract: "Set goals, check in on them, and see honestly whether you will get there.",
        discussion: "Configuration comes from the environment:\n\n\(Settings.help)",
        subcommands: [Serve.self, Health.self, Migrate.self, Users.self],
        defaultSubcommand: Serve.self)
}
