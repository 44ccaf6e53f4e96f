import ArgumentParser

enum ReplayPlanFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}
