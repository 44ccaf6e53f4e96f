#ifndef CLANDLOCK_H
#define CLANDLOCK_H

#include <spawn.h>
#include <stdint.h>
#include <sys/types.h>

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

/// Does as `posix_spawn` does, for a program that can only do what the rules allow, has no privileges but that of
/// opening files, and cannot gain others.
///
/// A thread of its own takes the rules on, passes them to the program, and ends; the caller stays free.
/// Returns 0, or the number of an error.
int landlock_spawn(
    int ruleset, pid_t *identifier, const char *program, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]);

#endif
