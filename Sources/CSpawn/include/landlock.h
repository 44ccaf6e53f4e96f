#ifndef CSPAWN_LANDLOCK_H
#define CSPAWN_LANDLOCK_H

#include <stdint.h>

/// The version of Landlock, Linux's confinement for programs without privileges; 0 where there is none.
///
/// See "Landlock: unprivileged access control" in the kernel's documentation.
int landlock_version(void);

/// Opens a set of rules in which everything that is named here is forbidden until it is allowed.
///
/// What the version at hand does not know may not be named.
/// Returns a descriptor, or the negative number of an error.
int landlock_ruleset_open(int version, uint64_t file_rights, uint64_t network_rights, uint64_t scopes);

/// Allows rights on a file, or on a folder and all that is in it. Returns 0, or the negative number of an error.
int landlock_ruleset_allow(int ruleset, const char *path, uint64_t folder_rights, uint64_t file_rights);

/// Holds the calling thread, and what it starts, to the rules, lets it open no socket, and takes every privilege from it
/// but that of opening files of others. Returns 0, or the number of an error.
int landlock_restrict_thread(int ruleset);

#endif
