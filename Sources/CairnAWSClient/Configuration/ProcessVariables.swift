#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The environment of this process.
public enum ProcessVariables {
    public static var current: [String: String] { ProcessInfo.processInfo.environment }
}
