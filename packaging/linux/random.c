// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Debian's libarchive takes from glibc 2.36 and newer, for systems with an older one: see packaging/bundle.

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void* buffer, size_t size);

void arc4random_buf(void* buffer, size_t size)
{
    for (unsigned char* at = buffer; size > 0;) {
        const ssize_t got = getrandom(at, size, 0);
        if (got < 0 && errno != EINTR)
            abort();
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
}
