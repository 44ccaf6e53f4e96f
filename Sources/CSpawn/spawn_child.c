#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "spawn_child.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "landlock.h"

struct start {
    const char *program;
    char *const *arguments;
    char *const *environment;
    const int *descriptors;
    int ruleset;
    pid_t parent;
    pid_t identifier;
    // Written by the child, which shares the memory until it is another program.
    volatile int error;
    sem_t is_done;
};

static void close_all_from(int first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0u, 0) == 0) return;
#endif
    long count = sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor < (count < 0 || count > 65536 ? 65536 : count); descriptor++)
        close(descriptor);
}

static int place_descriptors(const int descriptors[3]) {
    int copies[3];
    // One that stands where another is to go would be lost.
    for (int target = 0; target < 3; target++)
        if ((copies[target] = fcntl(descriptors[target], F_DUPFD, 3)) < 0) return -1;
    for (int target = 0; target < 3; target++)
        if (dup2(copies[target], target) < 0) return -1;
    close_all_from(3);
    return 0;
}

// No handler of the parent may run where the memory is shared; what it ignores stays ignored.
static void forget_handlers(void) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
        action.sa_handler = SIG_DFL;
        action.sa_flags = 0;
        sigaction(number, &action, NULL);
    }
}

static _Noreturn void become(struct start *start) {
    forget_handlers();
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setpgid(0, 0) == 0 && place_descriptors(start->descriptors) == 0) {
        // The parent may have ended before it was asked for.
        if (getppid() != start->parent) _exit(127);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execve(start->program, start->arguments, start->environment);
    }
    start->error = errno;
    _exit(127);
}

static void spawn(struct start *start) {
    if (start->ruleset >= 0 && (start->error = landlock_restrict_thread(start->ruleset)) != 0) return;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    pid_t child = vfork();
    if (child == 0) become(start);
    if (child < 0) {
        start->error = errno;
    } else if (start->error != 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    } else {
        start->identifier = child;
    }
}

// A child is told of the end of the thread that started it, which therefore stays until the child has ended; the caller
// waits for the child.
static void *supervise(void *context) {
    struct start *start = context;
    spawn(start);
    pid_t child = start->error == 0 ? start->identifier : 0;
    sem_post(&start->is_done);
    if (child == 0) return NULL;
    siginfo_t information;
    while (waitid(P_PID, (id_t)child, &information, WEXITED | WNOWAIT) != 0 && errno == EINTR) {}
    return NULL;
}

int spawn_child(
    const char *program, char *const arguments[], char *const environment[], const int descriptors[3], int ruleset,
    pid_t *identifier) {
    struct start start = {
        .program = program,
        .arguments = arguments,
        .environment = environment,
        .descriptors = descriptors,
        .ruleset = ruleset,
        .parent = getpid(),
    };
    if (sem_init(&start.is_done, 0, 0) != 0) return errno;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, supervise, &start);
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        while (sem_wait(&start.is_done) != 0) {}
        error = start.error;
        *identifier = start.identifier;
    }
    sem_destroy(&start.is_done);
    return error;
}

#else

#include <errno.h>
#include <spawn.h>

int spawn_child(
    const char *program, char *const arguments[], char *const environment[], const int descriptors[3], int ruleset,
    pid_t *identifier) {
    if (ruleset >= 0) return ENOSYS;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int target = 0; target < 3; target++)
        posix_spawn_file_actions_adddup2(&actions, descriptors[target], target);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_CLOEXEC_DEFAULT);
    int error = posix_spawn(identifier, program, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

#endif
