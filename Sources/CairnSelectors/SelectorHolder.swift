/// What has selectors: trails and event data stores do not take the same ones.
public enum SelectorHolder: Sendable, Hashable {
    case trail
    case eventDataStore
}
