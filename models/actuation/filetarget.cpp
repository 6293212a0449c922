// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/filetarget.h"

#include "models/telemetry/text.h"

#include <QCryptographicHash>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace actuation {

namespace {

constexpr std::string_view kScheme = "file://";
constexpr std::size_t kMaxFileBytes = std::size_t{4} * 1024 * 1024;

class Descriptor
{
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

// A file beside the one that it is to replace, taken away unless it has done so.
struct Unnamed
{
    const std::string& name;
    bool isGone = false;
    ~Unnamed()
    {
        if (!isGone)
            ::unlink(name.c_str());
    }
};

net::Exchange replied(int status, std::string body)
{
    net::Exchange exchange;
    exchange.state = net::ExchangeState::Replied;
    exchange.status = status;
    exchange.body = std::move(body);
    return exchange;
}

net::Exchange failed(const std::string& what)
{
    net::Exchange exchange;
    exchange.error = what + ": " + std::strerror(errno);
    return exchange;
}

std::string pathOf(const std::string& url)
{
    const std::string encoded = url.substr(kScheme.size(), url.find('?') - kScheme.size());
    std::string path;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        unsigned value = 0;
        const char* begin = encoded.data() + i + 1;
        if (encoded[i] == '%' && i + 2 < encoded.size()
            && std::from_chars(begin, begin + 2, value, 16).ptr == begin + 2) {
            path += static_cast<char>(value);
            i += 2;
        } else {
            path += encoded[i];
        }
    }
    return path;
}

std::string tagOf(const std::string& bytes)
{
    return '"'
        + QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
              .toHex()
              .toStdString()
        + '"';
}

// All of an open file; nullopt when it cannot be read or is too long.
std::optional<std::string> contentOf(int descriptor)
{
    std::string content;
    char buffer[65536];
    while (content.size() <= kMaxFileBytes) {
        const ssize_t count =
            ::pread(descriptor, buffer, sizeof buffer, static_cast<off_t>(content.size()));
        if (count < 0)
            return std::nullopt;
        if (count == 0)
            return content;
        content.append(buffer, static_cast<std::size_t>(count));
    }
    errno = EFBIG;
    return std::nullopt;
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

std::string headerOf(const net::ClientRequest& request, std::string_view name)
{
    for (const auto& [header, value] : request.headers) {
        if (telemetry::asciiLowered(header) == name)
            return value;
    }
    return {};
}

// What the path names still is this file.
bool isAt(const std::string& path, const struct stat& file)
{
    struct stat now
    { };
    return ::lstat(path.c_str(), &now) == 0 && now.st_dev == file.st_dev
        && now.st_ino == file.st_ino;
}

// Under the lock of the file that is replaced; `before` is how it is.
net::Exchange replaced(const std::string& path, const Descriptor& file, const struct stat& before,
                       const std::string& tag, const std::string& body)
{
    std::string name = path.substr(0, path.rfind('/') + 1) + ".plumbline-XXXXXX";
    // All that takes memory afterwards is made before: what was written may not be told as not
    // sent.
    const std::string folderPath = path.substr(0, path.rfind('/') + 1);
    net::Exchange done = replied(204, {});
    done.headers = {{"etag", tagOf(body)}};
    const Descriptor made(::mkstemp(name.data()));
    if (made.get() < 0)
        return failed(path + " cannot be written: no file can be made beside it");
    Unnamed unnamed{.name = name};
    // Its owner and rights stay, or it may be read by none of those that follow it.
    const bool isOwned = before.st_uid == ::geteuid() && before.st_gid == ::getegid();
    bool isDone = (isOwned || ::fchown(made.get(), before.st_uid, before.st_gid) == 0)
        && ::fchmod(made.get(), before.st_mode & 07777) == 0 && writeAll(made.get(), body)
        && ::fsync(made.get()) == 0;
    const auto now = isDone ? contentOf(file.get()) : std::nullopt;
    if (isDone && (!now || tagOf(*now) != tag || !isAt(path, before)))
        return replied(412, "It was written meanwhile.");
    isDone = isDone && ::rename(name.c_str(), path.c_str()) == 0;
    if (!isDone)
        return failed(path + " cannot be written");
    unnamed.isGone = true;
    const Descriptor folder(::open(folderPath.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ::fsync(folder.get()); // the name too outlives a power cut, where the file system can do that
    return done;
}

} // namespace

bool isFileUrl(const std::string& url)
{
    return url.starts_with("file:///");
}

net::Exchange performOnFile(const net::ClientRequest& request)
{
    const std::string path = pathOf(request.url);
    const bool isWrite = request.method == "PUT";
    if (!isWrite && request.method != "GET")
        return replied(405, "A file takes GET and PUT.");
    if (path.find('\0') != std::string::npos)
        return replied(403, "There is no such path.");
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0)
        return replied(errno == ENOENT ? 404 : 403,
                       path + ": " + (errno == ELOOP ? "a symbolic link" : std::strerror(errno)));
    struct stat before
    { };
    if (::fstat(file.get(), &before) != 0 || !S_ISREG(before.st_mode))
        return replied(403, path + ": no regular file");
    if (isWrite && ::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return replied(409, "Another one is writing it.");
    if (isWrite && !isAt(path, before))
        return replied(412, "It was replaced meanwhile.");
    auto content = contentOf(file.get());
    if (!content)
        return failed(path + " cannot be read");
    const std::string tag = tagOf(*content);
    if (!isWrite) {
        net::Exchange exchange = replied(200, std::move(*content));
        exchange.headers = {{"etag", tag}};
        return exchange;
    }
    if (headerOf(request, "if-match").empty())
        return replied(428, "If-Match is required.");
    if (headerOf(request, "if-match") != tag)
        return replied(412, "It is not the document that was read.");
    if (request.body.size() > kMaxFileBytes)
        return replied(413, "At most 4 MiB.");
    return replaced(path, file, before, tag, request.body);
}

} // namespace actuation
