#include "wire_table.h"

// #embed is C23; clang takes it in earlier modes too, with a warning.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char table[] = {
#embed "wire-table.bin"
};

#pragma clang diagnostic pop

const unsigned char *cairn_wire_table(void) { return table; }

size_t cairn_wire_table_size(void) { return sizeof table; }
