#pragma once

/// Keeps up to so many bytes of freed memory at hand, where the C library can be told; else does nothing.
void allocator_keep_freed_memory(int byte_count_max);
