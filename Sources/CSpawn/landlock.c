#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "landlock.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The headers of distributions name fewer than their kernels know; the numbers are the same on every architecture.
enum { create_ruleset = 444, add_rule = 445, restrict_self = 446, version_flag = 1, path_beneath = 1 };

struct ruleset_attributes {
    uint64_t file_rights;
    uint64_t network_rights;
    uint64_t scopes;
};

struct path_rule {
    uint64_t rights;
    int32_t folder;
} __attribute__((packed));

int landlock_version(void) {
    long version = syscall(create_ruleset, NULL, 0, version_flag);
    return version < 0 ? 0 : (int)version;
}

// An older kernel knows only the first members.
static size_t attributes_size(int version) {
    if (version >= 6) return sizeof(struct ruleset_attributes);
    return version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

int landlock_ruleset_open(int version, uint64_t file_rights, uint64_t network_rights, uint64_t scopes) {
    struct ruleset_attributes attributes = {file_rights, network_rights, scopes};
    long ruleset = syscall(create_ruleset, &attributes, attributes_size(version), 0);
    return ruleset < 0 ? -errno : (int)ruleset;
}

int landlock_ruleset_allow(int ruleset, const char *path, uint64_t folder_rights, uint64_t file_rights) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return -errno;
    struct stat information;
    int result = fstat(place, &information) == 0 ? 0 : -errno;
    if (result == 0) {
        uint64_t rights = S_ISDIR(information.st_mode) ? folder_rights : file_rights;
        struct path_rule rule = {rights, place};
        if (syscall(add_rule, ruleset, path_beneath, &rule, 0) != 0) result = -errno;
    }
    close(place);
    return result;
}

#if defined(__x86_64__)
enum { architecture = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { architecture = AUDIT_ARCH_AARCH64 };
#else
enum { architecture = 0 };
#endif

// Landlock knows TCP alone: what opens or connects sockets of any kind is refused by a filter of system calls.
static int refuse_sockets(void) {
    enum { io_uring_setup = 425, first_of_x32 = 0x40000000 };
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)architecture, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first_of_x32, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_connect, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, io_uring_setup, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), filter};
    if (architecture == 0) return 0;
    // A kernel without filters has no such call.
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 || errno == EINVAL ? 0 : -1;
}

// Of root's capabilities those stay with which it opens files of others: their folders may not be root's own. With others
// the kernel would show it the memory of other processes in /proc, whatever the rules.
static int drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    uint32_t kept = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;
    for (int word = 0; word < _LINUX_CAPABILITY_U32S_3; word++) {
        sets[word].permitted &= word == 0 ? kept : 0;
        sets[word].effective = sets[word].permitted;
        sets[word].inheritable = 0;
    }
    return (int)syscall(SYS_capset, &header, sets);
}

int landlock_restrict_thread(int ruleset) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || drop_capabilities() != 0) return errno;
    return syscall(restrict_self, ruleset, 0) == 0 && refuse_sockets() == 0 ? 0 : errno;
}

#else

int landlock_version(void) { return 0; }

int landlock_ruleset_open(int version, uint64_t file_rights, uint64_t network_rights, uint64_t scopes) {
    (void)version, (void)file_rights, (void)network_rights, (void)scopes;
    return -ENOSYS;
}

int landlock_ruleset_allow(int ruleset, const char *path, uint64_t folder_rights, uint64_t file_rights) {
    (void)ruleset, (void)path, (void)folder_rights, (void)file_rights;
    return -ENOSYS;
}

int landlock_restrict_thread(int ruleset) {
    (void)ruleset;
    return ENOSYS;
}

#endif
