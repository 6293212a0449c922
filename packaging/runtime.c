// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of the AppImage: a static program, behind whose end lies a squashfs with the application. It shows that as a
// folder (FUSE), or where it may not, unpacks it once into the user's cache, and starts AppRun there.
//   --appimage-offset    where the squashfs begins
//   --appimage-extract   unpacks it into ./squashfs-root
//   APPIMAGE_EXTRACT_AND_RUN=1 in the environment: without FUSE

#include <squashfuse/config.h>

#include <squashfuse/ll.h>

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// What is being unpacked into the cache; no half of it stays.
static char unfinished[PATH_MAX];

static int removeEntry(const char* path, const struct stat* state, int kind, struct FTW* place)
{
    (void)state;
    (void)kind;
    (void)place;
    return remove(path);
}

static void removeUnfinished(void)
{
    if (unfinished[0] != '\0')
        nftw(unfinished, removeEntry, 16, FTW_DEPTH | FTW_PHYS);
    unfinished[0] = '\0';
}

static _Noreturn void die(const char* format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("plumbline (AppImage): ", stderr);
    vfprintf(stderr, format, arguments);
    fputs("\n", stderr);
    va_end(arguments);
    removeUnfinished();
    exit(126);
}

// A path of two parts; static storage of the caller's.
static void join(char out[PATH_MAX], const char* folder, const char* name)
{
    if (snprintf(out, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
        die("the path %s/%s is too long", folder, name);
}

// Where this program ends in its file: the table of sections is its last part.
static size_t imageOffset(int file)
{
    Elf64_Ehdr head;
    if (pread(file, &head, sizeof head, 0) != (ssize_t)sizeof head)
        die("the file cannot be read: %s", strerror(errno));
    return head.e_shoff + (size_t)head.e_shentsize * head.e_shnum;
}

static void openImage(sqfs* image, const char* self, size_t* offset)
{
    const int file = open(self, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        die("%s cannot be read: %s", self, strerror(errno));
    *offset = imageOffset(file);
    if (sqfs_init(image, file, *offset) != SQFS_OK)
        die("%s is damaged, or was not downloaded to its end", self);
}

static void writeFile(sqfs* image, sqfs_inode* inode, const char* path, mode_t mode)
{
    static char buffer[1 << 17];
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
    if (file < 0)
        die("%s cannot be written: %s", path, strerror(errno));
    const sqfs_off_t size = (sqfs_off_t)inode->xtra.reg.file_size;
    for (sqfs_off_t at = 0; at < size;) {
        sqfs_off_t part = sizeof buffer;
        if (sqfs_read_range(image, inode, at, &part, buffer) != SQFS_OK || part <= 0)
            die("the image is damaged: %s cannot be unpacked", path);
        for (sqfs_off_t done = 0; done < part;) {
            const ssize_t written = write(file, buffer + done, (size_t)(part - done));
            if (written < 0)
                die("%s cannot be written: %s", path, strerror(errno));
            done += written;
        }
        at += part;
    }
    close(file);
}

static void writeEntry(sqfs* image, sqfs_dir_entry* entry, const char* path)
{
    sqfs_inode inode;
    if (sqfs_inode_get(image, &inode, sqfs_dentry_inode(entry)) != SQFS_OK)
        die("the image is damaged: %s cannot be unpacked", path);
    if (S_ISDIR(inode.base.mode)) {
        if (mkdir(path, 0755) != 0)
            die("%s cannot be made: %s", path, strerror(errno));
    } else if (S_ISLNK(inode.base.mode)) {
        char target[PATH_MAX];
        size_t size = sizeof target;
        if (sqfs_readlink(image, &inode, target, &size) != SQFS_OK || symlink(target, path) != 0)
            die("the link %s cannot be made", path);
    } else if (S_ISREG(inode.base.mode)) {
        writeFile(image, &inode, path, inode.base.mode);
    }
}

static void unpack(sqfs* image, const char* folder)
{
    sqfs_traverse walk;
    if (sqfs_traverse_open(&walk, image, sqfs_inode_root(image)) != SQFS_OK)
        die("the image is damaged: its root cannot be read");
    sqfs_err error = SQFS_OK;
    while (sqfs_traverse_next(&walk, &error)) {
        if (walk.dir_end)
            continue;
        char path[PATH_MAX];
        join(path, folder, walk.path);
        writeEntry(image, &walk.entry, path);
    }
    sqfs_traverse_close(&walk);
    if (error != SQFS_OK)
        die("the image is damaged");
}

// Serves the file system until nobody holds the other end of `alive` any more: the application and what it started.
static void serve(sqfs* image, const char* folder, int ready, int alive)
{
    sqfs_ll* layer = calloc(1, sizeof *layer);
    if (layer == NULL)
        _exit(1);
    layer->fs = *image;
    if (sqfs_ll_init(layer) != SQFS_OK)
        _exit(1);
    struct fuse_lowlevel_ops operations = {
        .getattr = sqfs_ll_op_getattr,
        .opendir = sqfs_ll_op_opendir,
        .releasedir = sqfs_ll_op_releasedir,
        .readdir = sqfs_ll_op_readdir,
        .lookup = sqfs_ll_op_lookup,
        .open = sqfs_ll_op_open,
        .create = sqfs_ll_op_create,
        .release = sqfs_ll_op_release,
        .read = sqfs_ll_op_read,
        .readlink = sqfs_ll_op_readlink,
        .forget = sqfs_ll_op_forget,
        .statfs = stfs_ll_op_statfs,
    };
    char* words[] = {"plumbline", "-o", "ro,nodev,nosuid,fsname=plumbline", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(3, words);
    sqfs_ll_chan channel;
    if (sqfs_ll_mount(&channel, folder, &arguments, &operations, sizeof operations, layer) != SQFS_OK)
        _exit(1);
    (void)!write(ready, "", 1);
    close(ready);
    struct pollfd waiting[] = {{.fd = fuse_session_fd(channel.session), .events = POLLIN}, {.fd = alive, .events = POLLIN}};
    struct fuse_buf request = {.mem = NULL};
    while (!fuse_session_exited(channel.session)) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            break;
        if (waiting[1].revents != 0)
            break;
        if (waiting[0].revents == 0)
            continue;
        const int size = fuse_session_receive_buf(channel.session, &request);
        if (size <= 0 && size != -EINTR)
            break;
        if (size > 0)
            fuse_session_process_buf(channel.session, &request);
    }
    sqfs_ll_unmount(&channel, folder);
    rmdir(folder);
    _exit(0);
}

static bool mayMount(void)
{
    const char* without = getenv("APPIMAGE_EXTRACT_AND_RUN");
    if ((without != NULL && *without != '\0') || access("/dev/fuse", R_OK | W_OK) != 0)
        return false;
    // Without root, FUSE's helper mounts.
    return geteuid() == 0 || access("/usr/bin/fusermount3", X_OK) == 0 || access("/bin/fusermount3", X_OK) == 0;
}

// The folder in which the image shows; false when it cannot be shown.
static bool mountImage(sqfs* image, char folder[PATH_MAX])
{
    const char* temporary = getenv("TMPDIR");
    join(folder, temporary != NULL && *temporary == '/' ? temporary : "/tmp", ".mount_plumbline_XXXXXX");
    int ready[2];
    int alive[2];
    if (mkdtemp(folder) == NULL)
        return false;
    if (pipe(ready) != 0 || pipe(alive) != 0) {
        rmdir(folder);
        return false;
    }
    const pid_t server = fork();
    if (server == 0) {
        close(ready[0]);
        close(alive[1]);
        setsid(); // what ends the application from a terminal is not for this one
        const int nowhere = open("/dev/null", O_RDWR);
        for (int stream = 0; stream <= 2; ++stream)
            dup2(nowhere, stream);
        serve(image, folder, ready[1], alive[0]);
    }
    close(ready[1]);
    close(alive[0]); // alive[1] stays open, for whoever is started from here
    char told;
    const bool isMounted = server > 0 && read(ready[0], &told, 1) == 1;
    close(ready[0]);
    if (!isMounted) {
        close(alive[1]);
        if (server > 0)
            waitpid(server, NULL, 0);
        rmdir(folder);
    }
    return isMounted;
}

// Tells this image from any other (FNV-1a of all its bytes).
static uint64_t fingerprint(const char* self)
{
    static unsigned char buffer[1 << 17];
    uint64_t hash = 0xcbf29ce484222325U;
    const int file = open(self, O_RDONLY | O_CLOEXEC);
    for (ssize_t size; (size = read(file, buffer, sizeof buffer)) > 0;) {
        for (ssize_t i = 0; i < size; ++i)
            hash = (hash ^ buffer[i]) * 0x100000001b3U;
    }
    close(file);
    return hash;
}

static void unpackToCache(sqfs* image, const char* self, char folder[PATH_MAX])
{
    char cache[PATH_MAX];
    const char* given = getenv("XDG_CACHE_HOME");
    const char* home = getenv("HOME");
    if (given != NULL && *given == '/')
        join(cache, given, "plumbline-appimage");
    else if (home != NULL && *home == '/')
        join(cache, home, ".cache/plumbline-appimage");
    else
        die("it can neither be mounted (FUSE) nor unpacked: HOME is not set");
    for (char* slash = strchr(cache + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(cache, 0700);
        *slash = '/';
    }
    mkdir(cache, 0700);
    char name[32];
    snprintf(name, sizeof name, "%016llx", (unsigned long long)fingerprint(self));
    join(folder, cache, name);
    if (access(folder, X_OK) == 0)
        return;
    // Whole or not there: another one that starts at the same time may be first.
    join(unfinished, cache, "new-XXXXXX");
    if (mkdtemp(unfinished) == NULL) {
        unfinished[0] = '\0';
        die("it can neither be mounted (FUSE) nor unpacked: %s: %s", cache, strerror(errno));
    }
    unpack(image, unfinished);
    if (rename(unfinished, folder) == 0)
        unfinished[0] = '\0';
    else if (access(folder, X_OK) != 0)
        die("%s cannot be made: %s", folder, strerror(errno));
    removeUnfinished();
}

int main(int argc, char** argv)
{
    char self[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        die("/proc is not mounted: where this file is cannot be known");
    self[length] = '\0';
    static sqfs image;
    size_t offset = 0;
    openImage(&image, self, &offset);
    if (argc > 1 && strcmp(argv[1], "--appimage-offset") == 0) {
        printf("%zu\n", offset);
        return 0;
    }
    if (argc > 1 && strcmp(argv[1], "--appimage-extract") == 0) {
        if (mkdir("squashfs-root", 0755) != 0)
            die("squashfs-root cannot be made: %s", strerror(errno));
        unpack(&image, "squashfs-root");
        puts("squashfs-root");
        return 0;
    }
    char folder[PATH_MAX];
    if (!mayMount() || !mountImage(&image, folder))
        unpackToCache(&image, self, folder);
    setenv("APPIMAGE", self, 1);
    setenv("APPDIR", folder, 1);
    char start[PATH_MAX];
    join(start, folder, "AppRun");
    argv[0] = start;
    execv(start, argv);
    die("%s cannot be started: %s", start, strerror(errno));
}
