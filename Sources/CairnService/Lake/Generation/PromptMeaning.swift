/// What a phrase of a prompt means.
enum PromptMeaning: Equatable {
    /// Nothing that changes the question.
    case plain
    case preposition
    /// `who`, `that`, `which` behind a noun; `which` and `what` before one.
    case relative
    /// A form of `to be`, which tells `users that were created` from `users that created`.
    case be
    /// `did`, which may stand before a name.
    case did
    case by
    /// `per`, `for each`
    case each
    case and, or
    /// `not`; or `except`, which goes for all that follows.
    case not, except
    /// `events`, `calls`, `requests`
    case events
    case eventIDs
    case count
    case most, least
    /// `top`, `most frequent`: what follows is ranked.
    case top, bottom
    case latest, oldest
    case newestFirst, oldestFirst
    case descending, ascending
    case distinct
    case unit(String)
    case daily(String)
    case dimension(PromptDimension)
    case thing(String)
    case iamUser
    case deed(PromptDeeds.Verb, isNoun: Bool)
    case attempt
    case named
    case signIn(isVerb: Bool)
    case failed, succeeded, errors, accessDenied, throttled
    case causes
    case mfa(Bool)
    case withoutErrors
    case withoutSnapshot
    case read, write, readAndWrite, changes
    case category(String)
    case root
    case service(String)
    case address, region, account, accessKey, operation
    case beginning
    case tag(isOfPrincipal: Bool)
    case hasValue
    case stackResources
    case anyone
}
