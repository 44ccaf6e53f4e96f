import ArgumentParser
import CairnModel

/// What trails, buckets, topics, keys and log groups may be called: the rules by which CreateTrail judges them.
///
/// A policy for a name that no trail can have is of no use to anybody, and hides the slip of the pen.
///
/// Source: CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys"; CloudTrail
/// API Reference, CreateTrail; Amazon SNS API Reference, CreateTopic; CloudWatch Logs API Reference, CreateLogGroup.
///
/// All throw a `ValidationError` that says what was given wrong and what is allowed.
enum PolicyNames {
    /// - Parameter option: where the name was given.
    static func checkTrail(_ name: some StringProtocol, _ option: String) throws {
        let bytes = Array(name.utf8)
        let isValid =
            (3...128).contains(bytes.count) && name.consistsOfLettersAndDigits(or: ".-_")
            && bytes.first?.isLetterOrDigit == true && bytes.last?.isLetterOrDigit == true
            && !zip(bytes, bytes.dropFirst()).contains { !$0.isLetterOrDigit && !$1.isLetterOrDigit }
            && !isAddress(name)
        try check(
            isValid, option,
            "3 to 128 letters, digits, periods, hyphens and underscores, a letter or digit first, last and on either "
                + "side of each of the others, and no IP address",
            name)
    }

    static func checkBucket(_ name: String) throws {
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        let isValid =
            (3...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isLowercaseLetterOrDigit || ".-".utf8.contains($0) }
            && labels.allSatisfy { !$0.isEmpty && $0.first != hyphen && $0.last != hyphen } && !isAddress(name)
        try check(
            isValid, "the bucket",
            "its name alone: 3 to 63 lower-case letters, digits, periods and hyphens, a letter or digit first, last "
                + "and on either side of each period, and no IP address",
            name)
    }

    /// A slash at either end would make two in a row in the keys of log files.
    static func checkPrefix(_ prefix: String) throws {
        let isValid =
            prefix.unicodeScalars.count <= 200 && !prefix.hasPrefix("/") && !prefix.hasSuffix("/")
            && prefix.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        try check(
            isValid, "--prefix", "at most 200 characters, no slash at either end, no control characters", prefix)
    }

    static func checkTopic(_ text: String) throws {
        let name: Substring? = text.hasPrefix("arn:") ? resource(of: text, service: "sns") : text[...]
        let isValid =
            text.unicodeScalars.count <= 256 && name?.isEmpty == false
            && name?.consistsOfLettersAndDigits(or: "-_") == true
        try check(
            isValid, "the topic",
            "a name of letters, digits, hyphens and underscores, or an ARN such as "
                + "arn:aws:sns:eu-west-1:222233334444:audit-files, of at most 256 characters",
            text)
    }

    static func checkKey(_ text: String) throws {
        let isValid =
            text.hasPrefix("arn:")
            ? isKeyARN(text) || resource(of: text, service: "kms").map(isAlias) == true
            : isAlias(text[...]) || isKeyID(text[...])
        try check(
            isValid, "the key", "a key's id, alias/NAME, or the ARN of either, such as \(keyARNExample)", text)
    }

    /// An alias will not do: policies about encryption see the key itself.
    static func checkKeyARN(_ text: String) throws {
        try check(isKeyARN(text), "--key-arn", "the ARN of a key, such as \(keyARNExample)", text)
    }

    static func checkLogGroup(_ text: String) throws {
        var name: Substring? = text[...]
        if text.hasPrefix("arn:") {
            name = resource(of: text, service: "logs").flatMap { resource in
                guard resource.hasPrefix("log-group:"), resource.hasSuffix(":*") else { return nil }
                return resource.dropFirst("log-group:".count).dropLast(":*".count)
            }
        }
        let isValid = name.map {
            (1...512).contains($0.utf8.count) && $0.consistsOfLettersAndDigits(or: ".-_/#")
        }
        try check(
            isValid == true, "the log group",
            "a name of up to 512 letters, digits and any of . - _ / #, or an ARN such as "
                + "arn:aws:logs:eu-west-1:222233334444:log-group:NAME:*",
            text)
    }

    static func checkRegion(_ name: some StringProtocol, _ option: String) throws {
        let isValid =
            (3...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isLowercaseLetterOrDigit || $0 == UInt8(ascii: "-") }
        try check(isValid, option, "a region such as eu-west-1", name)
    }

    private static let keyARNExample =
        "arn:aws:kms:eu-west-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab"

    private static func check(_ isValid: Bool, _ option: String, _ rule: String, _ text: some StringProtocol) throws {
        guard !isValid else { return }
        throw ValidationError("\(option) wants \(rule); got '\(text)'")
    }

    /// The last part of an ARN of that service which has a region and an account.
    private static func resource(of text: String, service: String) -> Substring? {
        guard let arn = ARN(text), arn.service == service, !arn.region.isEmpty, arn.accountID != nil else { return nil }
        return arn.resource
    }

    private static func isKeyARN(_ text: String) -> Bool {
        guard let resource = resource(of: text, service: "kms"), resource.hasPrefix("key/") else { return false }
        return isKeyID(resource.dropFirst("key/".count))
    }

    private static func isAlias(_ text: Substring) -> Bool {
        guard text.hasPrefix("alias/") else { return false }
        let name = text.dropFirst("alias/".count)
        return (1...256).contains(name.utf8.count) && !name.hasPrefix("aws")
            && name.consistsOfLettersAndDigits(or: "/_-")
    }

    /// A UUID in lower case; `mrk-` and 32 digits for keys of several regions.
    private static func isKeyID(_ text: Substring) -> Bool {
        let isForManyRegions = text.hasPrefix("mrk-")
        let parts = text.utf8.dropFirst(isForManyRegions ? 4 : 0)
            .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == (isForManyRegions ? [32] : [8, 4, 4, 4, 12])
            && parts.allSatisfy { $0.allSatisfy("0123456789abcdef".utf8.contains) }
    }

    private static func isAddress(_ name: some StringProtocol) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."))
        return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy("0123456789".utf8.contains) }
    }
}

extension UInt8 {
    fileprivate var isLowercaseLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    fileprivate var isLetterOrDigit: Bool {
        isLowercaseLetterOrDigit || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
}

extension StringProtocol {
    fileprivate func consistsOfLettersAndDigits(or others: String) -> Bool {
        utf8.allSatisfy { $0.isLetterOrDigit || others.utf8.contains($0) }
    }
}
