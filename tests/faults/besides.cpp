// SPDX-License-Identifier: GPL-3.0-or-later

// What somebody else does to the file of a recording while it is recorded into.

#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/store/storefixture.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <string>

#include <sqlite3.h>
#include <unistd.h>

namespace faults {

namespace {

constexpr std::uint64_t kBefore = 5; // commits
constexpr std::uint64_t kAfter = 3;

enum class Deed
{
    Removed,
    Moved,
    Replaced,
    LogRemoved,
    Truncated,
    Locked,
    MadeReadOnly,
    MovedAndBack,
};
constexpr std::size_t kDeeds = 8;

telemetry::Result<void> commitNote(store::Writer& writer, std::uint64_t number)
{
    if (const auto done = writer.append(storetest::note(std::to_string(number), 1)); !done) {
        static_cast<void>(writer.commit());
        return tl::make_unexpected(done.error());
    }
    return writer.commit();
}

sqlite3* lockByAnother(const std::string& path)
{
    sqlite3* other = nullptr;
    require(sqlite3_open(path.c_str(), &other) == SQLITE_OK
                && sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK,
            "the file cannot be locked");
    return other;
}

} // namespace

void meddle(const Trial& trial)
{
    const auto deed = static_cast<Deed>(trial.seed % kDeeds);
    const std::string path = trial.path("here.plumb");
    const std::string elsewhere = trial.path("elsewhere.plumb");
    if (deed == Deed::MadeReadOnly && ::geteuid() == 0)
        notReached(); // root may write to it all the same
    auto opened = store::Writer::open(path);
    require(opened.has_value(), "the recording cannot be made");
    store::Writer& writer = **opened;
    for (std::uint64_t number = 1; number <= kBefore; ++number)
        require(commitNote(writer, number).has_value(), "the recording cannot be made");
    sqlite3* other = nullptr;
    switch (deed) {
    case Deed::Removed:
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(path + suffix);
        break;
    case Deed::Moved:
    case Deed::MovedAndBack:
        std::filesystem::rename(path, elsewhere);
        break;
    case Deed::Replaced: {
        const auto another = store::Writer::open(elsewhere);
        require(another && commitNote(**another, 1), "another recording cannot be made");
    }
        std::filesystem::rename(elsewhere, path);
        break;
    case Deed::LogRemoved:
        std::filesystem::remove(path + "-wal");
        break;
    case Deed::Truncated:
        std::filesystem::resize_file(path, trial.seed / kDeeds % 2 == 0 ? 0 : 8192 * 3);
        break;
    case Deed::Locked:
        other = lockByAnother(path);
        break;
    case Deed::MadeReadOnly:
        std::filesystem::permissions(path, std::filesystem::perms::owner_read);
        break;
    }
    std::uint64_t acknowledged = kBefore;
    for (std::uint64_t number = 1; number <= kAfter; ++number) {
        const auto done = commitNote(writer, acknowledged + 1);
        if (done)
            ++acknowledged;
        else
            require(done.error().message.find(path) != std::string::npos,
                    "an error that does not name the file: " + done.error().message);
        if (deed == Deed::Locked)
            break; // it waits for seconds
    }
    if (deed == Deed::Locked) {
        require(acknowledged == kBefore, "it wrote past the lock of another");
        sqlite3_close(other);
        require(commitNote(writer, ++acknowledged).has_value(), "it does not go on when it can");
    }
    if (deed == Deed::MovedAndBack) {
        std::filesystem::rename(elsewhere, path);
        require(commitNote(writer, ++acknowledged).has_value(), "it does not go on when it can");
    }
    opened->reset();
    // Whatever was acknowledged after the deed is where the name says.
    if (deed == Deed::Truncated) { // what was before is gone by another's hand
        const auto reader = store::Reader::open(path);
        require(reader.has_value() || reader.error().message.find(path) != std::string::npos,
                "an error that does not name the file");
        if (acknowledged == kBefore)
            return;
    }
    if (acknowledged > kBefore || deed == Deed::MadeReadOnly) {
        const Found found = checkRecording(path);
        require(found.newestNote == acknowledged,
                std::to_string(acknowledged) + " were acknowledged, "
                    + std::to_string(found.newestNote) + " are there");
    }
    if (deed == Deed::Removed || deed == Deed::Moved || deed == Deed::Replaced
        || deed == Deed::LogRemoved)
        require(acknowledged == kBefore,
                "it acknowledged what it wrote into a file without a name");
}

} // namespace faults
