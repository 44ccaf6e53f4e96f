import CSpawn

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a program may touch of the machine; all else the system refuses, whatever the program tries.
///
/// On Linux that is done by Landlock: the program reads and writes what is named here, starts nothing but itself, opens no
/// socket, and from Linux 6.12 on signals nobody. Where there is no Landlock the program runs without it.
///
/// Source: Linux kernel documentation, "Landlock: unprivileged access control".
public struct Confinement: Sendable, Hashable {
    /// Folders and files that are read, besides the libraries of the system.
    var readable: [String] = []
    /// Folders in which files are made, read, written and removed.
    var writable: [String] = []

    /// The version of Landlock that the system has; `nil` if it has none.
    public static let version: Int? = {
        let version = landlock_version()
        return version > 0 ? Int(version) : nil
    }()

    /// The rules for a program, to be closed by the caller; `nil` where the system has none.
    /// - Throws: ``LakeError`` with `engineFailed` if they cannot be made: then nothing may be started.
    func ruleset(for program: String) throws(LakeError) -> Int32? {
        guard let version = Self.version else { return nil }
        let rights = Rights(version: version)
        let ruleset = landlock_ruleset_open(Int32(version), rights.all, rights.network, rights.scopes)
        guard ruleset >= 0 else { throw Self.error(-ruleset, "the rules") }
        do throws(LakeError) {
            for place in Self.systemFolders { try Self.allow(place, rights.read, in: ruleset) }
            for place in Self.systemFiles { try Self.allow(place, rights.read, in: ruleset) }
            try Self.allow("/proc", rights.readFiles, in: ruleset)
            try Self.allow("/dev/null", rights.read | rights.write, in: ruleset)
            for file in [program, ProgramFile.loader(of: program)].compactMap(\.self) {
                try Self.allow(file, rights.start | rights.read, in: ruleset)
            }
            try Self.allow(ProgramFile.libraries(of: program), rights.read, in: ruleset)
            for place in readable { try Self.allow(place, rights.read, in: ruleset) }
            for place in writable { try Self.allow(place, rights.read | rights.write, in: ruleset) }
        } catch {
            close(ruleset)
            throw error
        }
        return ruleset
    }

    /// Where libraries lie.
    private static let systemFolders = [
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store",
    ]
    /// What programs ask for the number of processors, the memory that is theirs, and random numbers. Of `/proc` they
    /// get single files: the memory, environment and open files of other processes stay closed to them there.
    private static let systemFiles = [
        "/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/urandom", "/dev/random", "/sys/devices/system/cpu",
        "/sys/fs/cgroup", "/etc/localtime", "/usr/share/zoneinfo",
    ]

    private static func allow(_ place: String, _ rights: UInt64, in ruleset: Int32) throws(LakeError) {
        let number = landlock_ruleset_allow(ruleset, place, rights, rights & Rights.ofFiles)
        // What is not there cannot be read either.
        guard number == 0 || number == -ENOENT || number == -ENOTDIR else { throw error(-number, place) }
    }

    private static func error(_ number: Int32, _ what: String) -> LakeError {
        LakeError(.engineFailed, "Landlock does not take \(what): \(String(cString: strerror(number)))")
    }
}

extension Confinement {
    /// The rights that a version of Landlock knows, by the bits of its interface.
    private struct Rights {
        let start: UInt64 = 1 << 0
        let readFiles: UInt64 = 1 << 2
        /// Files, and which there are in a folder.
        let read: UInt64 = 1 << 2 | 1 << 3
        let write: UInt64
        let all: UInt64
        /// Connecting and listening by TCP.
        let network: UInt64
        /// Abstract sockets of others, and signals to others.
        let scopes: UInt64

        /// Those that a file can have: starting, writing, reading, cutting off, commands to devices.
        static let ofFiles: UInt64 = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15

        init(version: Int) {
            // Writing a file, removing folders and files, making folders and files.
            let writing: UInt64 = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8
            let truncating: UInt64 = version >= 3 ? 1 << 14 : 0
            write = writing | truncating
            // Everything else that can be made, and moving files between folders, is allowed nowhere.
            let count: UInt64 = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13
            all = (1 << count) - 1
            network = version >= 4 ? 0b11 : 0
            scopes = version >= 6 ? 0b11 : 0
        }
    }
}
