// SPDX-License-Identifier: GPL-3.0-or-later

// The power goes while somebody records. ARCHITECTURE.md promises (WAL, synchronous=NORMAL): the
// newest commits may be lost, those before never, and never the file. What a console says in a room
// is promised more (synchronous=FULL): what was said is kept.

#include "models/room/roomjournal.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/faultydisk.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/store/storefixture.h"

#include <QCoreApplication>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include <unistd.h>

namespace faults {

namespace {

constexpr std::uint64_t kMostChanges = 2500; // before the power goes
constexpr std::uint64_t kCommitted = 1; // kinds of what is told
constexpr std::uint64_t kDurable = 2;
constexpr std::int64_t kKeptSeconds = 6; // of a ring: one commit is one second

std::uint64_t spansOf(std::uint64_t commit)
{
    return 1 + commit * 7 % 23;
}

store::Keep keepOf(const Trial& trial)
{
    store::Keep keep;
    if (trial.seed % 3 == 0)
        keep.age = std::chrono::seconds(kKeptSeconds);
    return keep;
}

bool commitOne(store::Writer& writer, std::uint64_t number)
{
    const auto second = static_cast<std::int64_t>(number);
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < spansOf(number); ++i)
        spans.push_back(storetest::chatSpan(number * kPerBatch + i, second));
    return writer.append(storetest::spansBatch(spans, second)).has_value()
        && writer.append(storetest::note(std::to_string(number), second)).has_value()
        && writer.commit().has_value();
}

// Opens, writes for a while and closes, again and again, until the power goes.
void recordUntilCut(const Trial& trial, int tell, bool isLying)
{
    Random random(trial.seed);
    FaultyDisk& disk = FaultyDisk::install();
    const std::string path = trial.path("cut.plumb");
    std::atomic<std::uint64_t> committed = 0;
    disk.setSynced([&](const std::string& file) {
        if (file == path + "-wal")
            Victim::say(tell, {kDurable, committed});
    });
    DiskPlan plan;
    plan.cutAt = static_cast<std::int64_t>(1 + below(random, kMostChanges));
    plan.seed = random();
    plan.isLying = isLying;
    disk.set(plan);
    while (true) {
        auto writer = store::Writer::open(path, keepOf(trial));
        if (!writer)
            broken("a sound disk, and yet: " + writer.error().message);
        const store::Checkpointer checkpointer(path);
        for (std::uint64_t left = 1 + below(random, 40); left > 0; --left) {
            if (!commitOne(**writer, committed + 1))
                broken("a sound disk, and yet nothing could be committed");
            Victim::say(tell, {kCommitted, ++committed});
            if (trial.seed % 3 == 0)
                static_cast<void>(
                    (*writer)->prune(storetest::at(static_cast<std::int64_t>(committed)), 200));
            if (below(random, 4) == 0) // so that checkpoints come between
                std::this_thread::sleep_for(std::chrono::milliseconds(below(random, 40)));
        }
    }
}

void removeSharedMemory(const std::string& path)
{
    std::error_code ignored; // it was memory: nothing of it outlives the power
    std::filesystem::remove(path + "-shm", ignored);
}

void cutRecording(const Trial& trial, bool isLying)
{
    std::uint64_t committed = 0;
    std::uint64_t durable = 0;
    {
        Victim victim([&](int tell) { recordUntilCut(trial, tell, isLying); });
        require(victim.ended() == kPowerCut, "the power did not go");
        for (const Victim::Told& told : victim.told())
            (told.kind == kCommitted ? committed : durable) = told.number;
    }
    const std::string path = trial.path("cut.plumb");
    removeSharedMemory(path);
    if (durable == 0) { // the file itself may not have been made yet
        if (!store::Reader::open(path)) {
            const auto writer = store::Writer::open(path);
            require(writer.has_value(),
                    writer ? "" : "nor can it be begun: " + writer.error().message);
            notReached();
        }
    }
    const Found found = checkRecording(path);
    require(found.newestNote >= durable,
            "commit " + std::to_string(found.newestNote) + " is the newest, of "
                + std::to_string(durable) + " that were synced");
    require(found.newestNote <= committed + 1, "there is more than was committed");
    const bool isRing = trial.seed % 3 == 0;
    for (std::uint64_t commit = 1; commit <= found.newestNote; ++commit) {
        const auto batch = found.batches.find(commit);
        const auto there =
            batch == found.batches.end() ? 0 : static_cast<std::uint64_t>(batch->second);
        const bool mayBeGone =
            isRing && commit + static_cast<std::uint64_t>(kKeptSeconds) <= committed + 1;
        require(there == spansOf(commit) || (mayBeGone && there <= spansOf(commit)),
                "of commit " + std::to_string(commit) + " there are " + std::to_string(there)
                    + " spans, not " + std::to_string(spansOf(commit)));
    }
    require(found.batches.empty() || found.batches.rbegin()->first <= found.newestNote,
            "spans of a commit that is not there");
    if (durable == 0) // nothing was promised: a recorder that never syncs passes that far
        nothingAtStake();
}

telemetry::TimelineEntry saidNumber(std::uint64_t number)
{
    telemetry::TimelineEntry entry = storetest::note(std::to_string(number), 1);
    entry.payload = "{}";
    return entry;
}

using JournalResult = telemetry::Result<std::unique_ptr<room::RoomJournal>>;
JournalResult openJournal(const Trial& trial)
{
    return room::RoomJournal::open(std::make_shared<room::JournalThread>(),
                                   QString::fromStdString(trial.path("journal.db")), "here", "main",
                                   {.console = {}, .person = "ada", .account = "ada", .host = "h"});
}

void cutJournal(const Trial& trial, bool isLying)
{
    std::uint64_t said = 0;
    {
        Victim victim([&](int tell) {
            int none = 0;
            const QCoreApplication application(none, nullptr);
            Random random(trial.seed);
            FaultyDisk& disk = FaultyDisk::install();
            DiskPlan plan;
            plan.cutAt = static_cast<std::int64_t>(1 + below(random, 400));
            plan.seed = random();
            plan.isLying = isLying;
            disk.set(plan);
            std::uint64_t number = 0;
            while (true) {
                const auto journal = openJournal(trial);
                if (!journal)
                    broken("a sound disk, and yet: " + journal.error().message);
                for (std::uint64_t left = 1 + below(random, 30); left > 0; --left) {
                    if (!(*journal)->append(saidNumber(number + 1)))
                        broken("a sound disk, and yet nothing could be said");
                    Victim::say(tell, {kCommitted, ++number});
                }
            }
        });
        require(victim.ended() == kPowerCut, "the power did not go");
        if (!victim.told().empty())
            said = victim.told().back().number;
    }
    int none = 0;
    const QCoreApplication application(none, nullptr);
    removeSharedMemory(trial.path("journal.db"));
    const auto journal = openJournal(trial);
    require(journal.has_value(), journal ? "" : journal.error().message);
    const auto last = static_cast<std::uint64_t>((*journal)->last());
    require(last == said || last == said + 1,
            std::to_string(said) + " were said, " + std::to_string(last) + " are there");
    std::string previous = room::kNoHash;
    for (std::int64_t from = 0; from < (*journal)->last();) {
        const auto page = (*journal)->after(from);
        require(page && !page->empty(), "the journal's entries cannot be read");
        for (const room::RoomEntry& entry : *page) {
            require(entry.previousHash == previous && entryHash(entry, "main") == entry.hash,
                    "the journal's chain is broken");
            require(entry.entry.text == std::to_string(entry.authorSequence), "out of order");
            previous = entry.hash;
            from = entry.authorSequence;
        }
    }
}

} // namespace

void cutPower(const Trial& trial)
{
    cutRecording(trial, false);
}

void cutPowerOfJournal(const Trial& trial)
{
    cutJournal(trial, false);
}

void cutPowerOfLyingDisk(const Trial& trial)
{
    cutRecording(trial, true);
}

} // namespace faults
