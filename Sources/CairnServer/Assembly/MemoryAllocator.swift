import CAllocator

/// How the process keeps memory that it has freed.
public enum MemoryAllocator {
    /// Freed memory that is not given back to the system, in bytes.
    private static let keptByteCountMax: Int32 = 64 << 20

    /// Keeps some freed memory at hand: glibc gives it back at once otherwise, and the next look-up that needs it again
    /// waits up to 40 ms for the system to hand it out page by page.
    public static func keepFreedMemory() { allocator_keep_freed_memory(keptByteCountMax) }
}
