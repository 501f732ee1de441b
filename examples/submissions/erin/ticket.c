/* ticket, erin */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_locked(short kind)
{
    struct flock whole = {.l_type = kind, .l_whence = SEEK_SET};
    int file = open("tickets.txt", O_RDWR);
    if (file < 0 || fcntl(file, F_SETLKW, &whole) != 0)
        exit(1);
    return file;
}

static int read_count(int file)
{
    int count = -1;
    char text[64] = "";
    if (pread(file, text, sizeof text - 1, 0) > 0)
        sscanf(text, "{\"count\": %d}", &count);
    return count;
}

static void search(int number)
{
    int file = open_locked(F_RDLCK);
    printf("user%d: %d left\n", number, read_count(file));
    close(file);
}

static void buy(int number)
{
    int file = open_locked(F_WRLCK);
    int left = read_count(file);
    if (left > 0) {
        char text[64];
        int length = snprintf(text, sizeof text, "{\"count\": %d} ", left - 1);
        if (pwrite(file, text, (size_t)length, 0) != length || ftruncate(file, length) != 0)
            exit(1);
    }
    close(file); /* and with it the lock */
    printf(left > 0 ? "user%d: bought\n" : "user%d: sold out\n", number);
}

static void buyer(int number)
{
    search(number);
    usleep(100000);
    buy(number);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i <= count; i++) {
        if (fork() == 0) {
            buyer(i);
            return 0;
        }
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
