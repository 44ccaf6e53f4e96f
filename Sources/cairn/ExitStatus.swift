import ArgumentParser

/// How a command ended, for scripts.
enum ExitStatus: Int32 {
    case good = 0
    /// It ran, and what it looked for is not as it should be.
    case findings = 1
    case usage = 2
    case couldNotRun = 3

    var exitCode: ExitCode { ExitCode(rawValue) }
}
