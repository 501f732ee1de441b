/* SPDX-License-Identifier: MIT */
/* What the tests run inside a sandbox: `guest VERB`. It prints facts, one a line, and judges
 * nothing. `serve VERB` is a fork server: each order runs the verb in a child. */
#define _GNU_SOURCE
#include "guest.h"

#include "contract/agent_call.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* "name: errno" of a call, 0 when it succeeded. */
#define FACT(name, call) printf("%s: %d\n", name, (call) < 0 ? errno : 0)

static void hello(void)
{
    printf("hello\n");
    fflush(stdout);
    fprintf(stderr, "world\n");
    int file = open("left/behind.txt", O_CREAT | O_WRONLY, 0600);
    FACT("no folder", file);
    FACT("mkdir", mkdir("left", 0));
}

static void machine(void)
{
    static const char *const paths[] = {"/etc/passwd", "/proc/self", "/sys",
                                        "/root",       "/home",      "/usr",
                                        "/../etc",     "/dev/kmsg",  "/dev/tty"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        FACT(paths[i], access(paths[i], F_OK));
    FACT("/dev/null", access("/dev/null", R_OK | W_OK));
    FACT("/dev/urandom", access("/dev/urandom", R_OK));
}

static void root(void)
{
    FACT("replace", rename("/program", "/task/program"));
    FACT("remove", unlink("/program"));
    FACT("overwrite", open("/program", O_RDWR));
    FACT("add", open("/added", O_CREAT | O_WRONLY, 0600));
    FACT("chmod", chmod("/program", 0777));
    FACT("mount over", mkdir("/mnt", 0700));
    int copy = open("copy", O_CREAT | O_WRONLY, 0777);
    FACT("write", write(copy, "#!/program", 10));
    close(copy);
    FACT("run a file of one's own", execl("copy", "copy", (char *)NULL));
}

static void identity(void)
{
    printf("user: %d %d %d\n", getuid(), geteuid(), getgid());
    printf("pid: %d %d %d\n", getpid(), getppid(), getsid(0));
    printf("new privileges: %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    printf("bounding: %d\n", prctl(PR_CAPBSET_READ, 21, 0, 0, 0));
    struct rlimit limit;
    for (int i = 0; i < 16; i++)
        if (i != RLIMIT_CPU && getrlimit((__rlimit_resource_t)i, &limit) == 0 &&
            limit.rlim_cur != limit.rlim_max)
            printf("limit %d can be raised\n", i);
    for (int fd = 3; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("descriptor %d is open\n", fd);
    char name[64] = "";
    gethostname(name, sizeof name);
    printf("host: %s\n", name);
    printf("stack: %p\n", __builtin_frame_address(0));
}

static void network(void)
{
    int ends[2];
    FACT("inet", socket(AF_INET, SOCK_STREAM, 0));
    FACT("unix", socket(AF_UNIX, SOCK_STREAM, 0));
    FACT("netlink", socket(AF_NETLINK, SOCK_RAW, 0));
    FACT("alg", socket(38, SOCK_SEQPACKET, 0));
    FACT("inet pair", socketpair(AF_INET, SOCK_STREAM, 0, ends));
    FACT("unix pair", socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

static void escape(void)
{
    FACT("unshare", unshare(CLONE_NEWUSER));
    FACT("chroot", chroot("/"));
    FACT("priority", setpriority(PRIO_PROCESS, 0, -5));
    cpu_set_t processors;
    CPU_ZERO(&processors);
    CPU_SET(0, &processors);
    FACT("affinity", sched_setaffinity(0, sizeof processors, &processors));
    FACT("keeper", kill(1, SIGKILL));
}

static void daemonise(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            close(1);
            close(2);
            for (;;)
                pause();
        }
        _exit(0);
    }
    wait(NULL);
    printf("left one behind\n");
}

static void ignore_and_sleep(void)
{
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    for (;;)
        pause();
}

static void spin(void)
{
    signal(SIGXCPU, SIG_IGN);
    for (volatile int i = 0;; i++)
        continue;
}

static void flood(void)
{
    for (;;)
        puts("and again");
}

static void hoard(void)
{
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block)
            exit(3);
        memset(block, 1, 1 << 20);
    }
}

static void multiply(void)
{
    int children = 0;
    pid_t child;
    while ((child = fork()) > 0)
        children++;
    if (child == 0)
        for (;;)
            pause();
    printf("children: %d, then %d\n", children, errno);
}

static void fill(void)
{
    static char block[1 << 16];
    signal(SIGXFSZ, SIG_IGN);
    int file = open("big", O_CREAT | O_WRONLY, 0600),
        another = open("more", O_CREAT | O_WRONLY, 0600);
    long size = 0;
    while (write(file, block, sizeof block) > 0)
        size += (long)sizeof block;
    printf("bytes: %ld, then %d\n", size, errno);
    while (write(another, block, sizeof block) > 0)
        size += (long)sizeof block;
    printf("all bytes: %ld, then %d\n", size, errno);
    unlink("big");
    unlink("more");
    int files = 0;
    char name[32];
    do
        snprintf(name, sizeof name, "%d", files);
    while (mknod(name, S_IFREG | 0600, 0) == 0 && ++files);
    printf("files: %d, then %d\n", files, errno);
}

static void open_many(void)
{
    int count = 0;
    while (dup(0) >= 0)
        count++;
    printf("descriptors: %d, then %d\n", count, errno);
}

/* Leaves as much as it can behind, then names the ids that it got. */
static void litter(void)
{
    pid_t child = fork();
    if (child == 0)
        ignore_and_sleep();
    int file = open("tickets.txt", O_RDWR);
    char count = '?';
    FACT("read", read(file, &count, 1));
    FACT("write", pwrite(file, "9", 1, 0));
    FACT("chmod", chmod("names.txt", 0));
    FACT("tree", mkdir("a", 0700) | mkdir("a/b", 0700) | mkdir("a/b/c", 0700) | chmod("a", 0));
    FACT("link", symlink("/", "link"));
    FACT("scratch", open("/tmp/x", O_CREAT | O_EXCL | O_WRONLY, 0600));
    FACT("shared", open("/dev/shm/x", O_CREAT | O_EXCL | O_WRONLY, 0600));
    FACT("segment", shmget(1234, 100, IPC_CREAT | IPC_EXCL | 0600));
    FACT("semaphores", semget(1234, 1, IPC_CREAT | IPC_EXCL | 0600));
    FACT("queue", msgget(1234, IPC_CREAT | IPC_EXCL | 0600));
    FACT("named queue", mq_open("/x", O_CREAT | O_EXCL | O_RDWR, 0600, NULL));
    printf("%c %d %d\n", count, getpid(), child);
}

static const struct verb {
    const char *name;
    void (*run)(void);
} verbs[] = {
    {"hello", hello},
    {"machine", machine},
    {"root", root},
    {"identity", identity},
    {"network", network},
    {"escape", escape},
    {"daemonise", daemonise},
    {"ignore-and-sleep", ignore_and_sleep},
    {"spin", spin},
    {"flood", flood},
    {"hoard", hoard},
    {"multiply", multiply},
    {"fill", fill},
    {"open-many", open_many},
    {"litter", litter},
    {"table", guest_table},
    {"conditions", guest_conditions},
    {"foreign-abi", guest_foreign_abi},
    {"x32", guest_x32},
};

static void serve(const struct verb *verb)
{
    while (syscall(AGENT_CALL, AGENT_READY, 0, 0, 0, 0) == GUEST_RUN) {
        pid_t child = fork();
        if (child == 0) {
            verb->run();
            exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        syscall(AGENT_CALL, GUEST_RUN_ENDED, 0, 0, status, 0);
    }
}

int main(int count, char **arguments)
{
    const char *name = arguments[count - 1];
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, name) != 0)
            continue;
        if (count == 3)
            serve(&verbs[i]);
        else
            verbs[i].run();
        return 0;
    }
    return 2;
}
