// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "models/telemetry/scarcememory.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace store {

namespace {

using namespace std::chrono_literals;

constexpr auto kInterval = 300ms;
// Beyond this many pages of 8 KiB the write-ahead log is started afresh, which waits for readers;
// below, nobody is ever waited for.
constexpr std::int64_t kRestartPages = 16'384;
// When nothing was written for this long, the log is emptied.
constexpr int kIdleRounds = 30;
// A restart keeps the writer out while it waits for readers: it gives up at once and tries again.
constexpr const char* kPatience = "PRAGMA busy_timeout=20";

} // namespace

struct Checkpointer::Private
{
    std::string path;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::optional<Database> database; // below here of the thread alone; nothing: to be opened
    std::int64_t lastPages = -1;
    int idleRounds = 0;

    // It is tried again in every round: without it the log only grows until the writer closes. Once
    // it is open it stays: another file may have its name by then.
    bool isOpen()
    {
        if (!database) {
            auto opened = Database::open(path, Database::Mode::ReadWrite);
            if (opened && opened->execute(kPatience))
                database = std::move(*opened);
        }
        return database.has_value();
    }

    void moveOnce()
    {
        Statement passive = database->prepare("PRAGMA wal_checkpoint(PASSIVE)");
        const std::int64_t pages = passive.step() ? passive.integer(1) : 0;
        passive.reset();
        idleRounds = pages == std::exchange(lastPages, pages) ? idleRounds + 1 : 0;
        if (pages > kRestartPages)
            static_cast<void>(database->execute("PRAGMA wal_checkpoint(RESTART)"));
        else if (idleRounds == kIdleRounds && pages > 0)
            static_cast<void>(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    void work(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            if (isOpen())
                moveOnce();
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop, kInterval, [] { return false; });
        }
        database.reset(); // on the thread that used it
    }

    std::jthread thread; // last: it ends before what it uses goes
};

Checkpointer::Checkpointer(std::string path)
    : d(std::make_unique<Private>())
{
    d->path = std::move(path);
    d->thread = std::jthread([this](const std::stop_token& stop) {
        // Begins anew where there was not memory enough.
        telemetry::withPatience([&] {
            if (!stop.stop_requested())
                d->work(stop);
        });
    });
}

Checkpointer::~Checkpointer() = default;

} // namespace store
