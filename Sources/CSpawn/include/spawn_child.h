#ifndef CSPAWN_SPAWN_CHILD_H
#define CSPAWN_SPAWN_CHILD_H

#include <sys/types.h>

/// Starts a program in a process group of its own, with no other files and sockets than the three that become its
/// input, output and errors. On Linux it ends when this process does, however that ends.
///
/// - program: the path of the program; `arguments` and `environment` end with a null pointer.
/// - ruleset: the rules of Landlock that it is held to; -1 for none.
/// - identifier: set to that of the process, which the caller has to wait for.
///
/// Returns 0, or the number of an error.
int spawn_child(
    const char *program, char *const arguments[], char *const environment[], const int descriptors[3], int ruleset,
    pid_t *identifier);

#endif
