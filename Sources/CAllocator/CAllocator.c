#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void allocator_keep_freed_memory(int byte_count_max) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, byte_count_max);
#else
    (void)byte_count_max;
#endif
}
