// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/logcheck.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

namespace {

// See sqlite.org/fileformat2.html, 4: a head, then frames, each a page with a head of its own.
constexpr std::size_t kHeadBytes = 32;
constexpr std::size_t kFrameHeadBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682; // its last bit: the sums are of big-endian words
constexpr std::uint32_t kLogFormat = 3'007'000;
constexpr std::size_t kLeastPage = 512;
constexpr std::size_t kMostPage = 65'536;
constexpr std::int64_t kNanosOfSecond = 1'000'000'000;

std::uint32_t bigEndian(const unsigned char* bytes)
{
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U
        | std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

std::uint32_t littleEndian(const unsigned char* bytes)
{
    return std::uint32_t{bytes[3]} << 24U | std::uint32_t{bytes[2]} << 16U
        | std::uint32_t{bytes[1]} << 8U | std::uint32_t{bytes[0]};
}

using Salts = std::array<std::uint32_t, 2>;

Salts saltsAt(const unsigned char* bytes)
{
    return {bigEndian(bytes), bigEndian(bytes + 4)};
}

class LogSum
{
public:
    explicit LogSum(bool isBigEndian)
        : m_isBigEndian(isBigEndian)
    {
    }

    void add(const unsigned char* bytes, std::size_t size)
    {
        const auto word = m_isBigEndian ? bigEndian : littleEndian;
        for (std::size_t at = 0; at + 8 <= size; at += 8) {
            m_first += word(bytes + at) + m_second;
            m_second += word(bytes + at + 4) + m_first;
        }
    }

    bool isAt(const unsigned char* bytes) const
    {
        return bigEndian(bytes) == m_first && bigEndian(bytes + 4) == m_second;
    }

private:
    bool m_isBigEndian;
    std::uint32_t m_first = 0;
    std::uint32_t m_second = 0;
};

// From its place on, as much as there is.
std::size_t readAt(int file, std::size_t place, std::vector<unsigned char>& into)
{
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t count =
            ::pread(file, into.data() + done, into.size() - done, static_cast<off_t>(place + done));
        if (count <= 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

LogDamage damageOf(int file, std::size_t size)
{
    LogDamage damage;
    std::vector<unsigned char> head(kHeadBytes);
    if (size <= kHeadBytes || readAt(file, 0, head) < kHeadBytes)
        return damage; // nothing was ever committed into it
    const std::uint32_t magic = bigEndian(head.data());
    const std::size_t page = bigEndian(head.data() + 8);
    LogSum sum((magic & 1U) != 0);
    sum.add(head.data(), kHeadBytes - 8);
    const bool isHeadGood = (magic & ~1U) == kMagic && bigEndian(head.data() + 4) == kLogFormat
        && page >= kLeastPage && page <= kMostPage && (page & (page - 1)) == 0
        && sum.isAt(head.data() + kHeadBytes - 8);
    if (!isHeadGood) {
        damage.isCutOff = true; // as if it were empty
        return damage;
    }
    const Salts salts = saltsAt(head.data() + 16);
    std::vector<unsigned char> frame(kFrameHeadBytes + page);
    std::int64_t brokenFrames = 0; // with the salts of this round, from the first one on
    std::int64_t commitsBehind = 0;
    bool isCommitFirst = false;
    bool isValid = true;
    for (std::size_t place = kHeadBytes; place + kFrameHeadBytes <= size; place += frame.size()) {
        const std::size_t there = readAt(file, place, frame);
        if (there < kFrameHeadBytes)
            break;
        const bool isOfThisRound = saltsAt(frame.data() + 8) == salts;
        const bool isCommit = bigEndian(frame.data() + 4) != 0; // the size of the database
        if (isValid) {
            LogSum next = sum;
            next.add(frame.data(), 8);
            next.add(frame.data() + kFrameHeadBytes, page);
            isValid = isOfThisRound && there == frame.size() && bigEndian(frame.data()) != 0
                && next.isAt(frame.data() + 16);
            if (isValid) {
                sum = next;
                continue;
            }
            // The first that SQLite does not take, also when it is its salts that are damaged.
            isCommitFirst = isOfThisRound && isCommit;
            ++brokenFrames;
            continue;
        }
        if (!isOfThisRound)
            continue;
        ++brokenFrames;
        commitsBehind += isCommit ? 1 : 0;
    }
    damage.isCutOff = commitsBehind > 0;
    damage.commits = commitsBehind + (damage.isCutOff && isCommitFirst ? 1 : 0);
    damage.isEndTorn = !damage.isCutOff && isCommitFirst && brokenFrames == 1;
    return damage;
}

struct CheckedLog
{
    dev_t device = 0;
    ino_t file = 0;
    off_t size = 0;
    timespec changed{};
    LogDamage damage;

    bool isOf(const struct stat& status) const
    {
        return device == status.st_dev && file == status.st_ino && size == status.st_size
            && changed.tv_sec == status.st_mtim.tv_sec && changed.tv_nsec == status.st_mtim.tv_nsec;
    }
};

} // namespace

LogDamage logDamage(const std::string& path)
{
    // A window opens the same recording several times.
    static std::mutex mutex;
    static std::optional<CheckedLog> last;
    std::error_code error;
    const auto canonical = std::filesystem::canonical(path, error);
    const std::string log = (error ? path : canonical.string()) + "-wal";
    struct stat status = {};
    if (::stat(log.c_str(), &status) != 0 || status.st_size == 0)
        return {};
    const std::lock_guard lock(mutex);
    if (last && last->isOf(status))
        return last->damage;
    // SQLite locks the database and the shared memory, and never the log: closing it drops nothing.
    const int file = ::open(log.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return {}; // then SQLite cannot open it either, and says so
    LogDamage damage = damageOf(file, static_cast<std::size_t>(status.st_size));
    ::close(file);
    damage.lastWritten =
        telemetry::fromUnixNanos(std::int64_t{status.st_mtim.tv_sec} * kNanosOfSecond
                                 + std::int64_t{status.st_mtim.tv_nsec});
    last = CheckedLog{.device = status.st_dev,
                      .file = status.st_ino,
                      .size = status.st_size,
                      .changed = status.st_mtim,
                      .damage = damage};
    return damage;
}

Gap gapOf(const LogDamage& damage, const Database& database)
{
    telemetry::Timestamp newest;
    for (const char* sql : {"SELECT recorded_ns FROM spans ORDER BY id DESC LIMIT 1",
                            "SELECT recorded_ns FROM logs ORDER BY id DESC LIMIT 1",
                            "SELECT recorded_ns FROM evaluations ORDER BY id DESC LIMIT 1",
                            "SELECT recorded_ns FROM timeline ORDER BY sequence DESC LIMIT 1"}) {
        Statement select = database.prepare(sql);
        if (select.step())
            newest = std::max(newest, select.time(0));
    }
    const std::string lost = damage.commits > 0
        ? "at least " + std::to_string(damage.commits) + " commits"
        : std::string("it cannot be told how much");
    return {.source = "recording",
            .range = {newest, std::max(newest, damage.lastWritten)},
            .reason = "the log of the recording (-wal) is damaged: lost is " + lost};
}

} // namespace store
