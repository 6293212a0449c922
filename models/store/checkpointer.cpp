// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "models/telemetry/scarcememory.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
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
    std::jthread thread;

    void work(const std::stop_token& stop)
    {
        auto database = Database::open(path, Database::Mode::ReadWrite);
        if (!database)
            return; // the writer checkpoints when it closes
        if (!database->execute(kPatience))
            return;
        std::int64_t lastPages = -1;
        int idleRounds = 0;
        while (!stop.stop_requested()) {
            Statement passive = database->prepare("PRAGMA wal_checkpoint(PASSIVE)");
            const std::int64_t pages = passive.step() ? passive.integer(1) : 0;
            passive.reset();
            idleRounds = pages == std::exchange(lastPages, pages) ? idleRounds + 1 : 0;
            if (pages > kRestartPages)
                static_cast<void>(database->execute("PRAGMA wal_checkpoint(RESTART)"));
            else if (idleRounds == kIdleRounds && pages > 0)
                static_cast<void>(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop, kInterval, [] { return false; });
        }
    }
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
