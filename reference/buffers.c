/* SPDX-License-Identifier: MIT */
/* Around a fork every page that is written to costs a fault and often a copy, dearer than all the
 * code here. fflush(NULL) writes to each stream's lock, whether there is something to flush or not;
 * so the list of streams is read first, which glibc exports for such purposes. With other threads
 * around, which may open and close streams meanwhile, and with other C libraries, nothing is read
 * and everything flushed. */
#include "buffers.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/single_threaded.h>
#include <unistd.h>

extern FILE *_IO_list_all __attribute__((weak)); /* linked by _chain */

/* A stream in wide characters keeps them elsewhere. */
static bool may_have_output(const FILE *stream)
{
    return stream->_mode > 0 || stream->_IO_write_ptr > stream->_IO_write_base;
}

static bool nothing_to_flush(void)
{
    if (!&_IO_list_all || !__libc_single_threaded)
        return false;
    for (const FILE *stream = _IO_list_all; stream; stream = stream->_chain)
        if (may_have_output(stream))
            return false;
    return true;
}

void mp_buffers_flush_(void)
{
    if (!nothing_to_flush())
        fflush(NULL);
}

/* Also what the parent had already read of its input, and not yet used, isn't the child's. The name
 * lies on the stack, which the child writes to anyway. */
void mp_buffers_empty_input_(void)
{
    char null_device[] = "/dev/null";
    close(STDIN_FILENO);
    open(null_device, O_RDONLY);
    if (stdin->_IO_read_ptr == stdin->_IO_read_end && !feof_unlocked(stdin))
        return; /* a write would copy the page */
    __fpurge(stdin);
    clearerr(stdin);
}
