#ifndef CAIRN_WIRE_TABLE_H
#define CAIRN_WIRE_TABLE_H

#include <stddef.h>

/// The bytes of wire-table.bin, in the binary's read-only data: they are paged in where they are read.
const unsigned char *cairn_wire_table(void);

/// How many bytes that is.
size_t cairn_wire_table_size(void);

#endif
