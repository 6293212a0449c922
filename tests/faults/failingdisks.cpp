// SPDX-License-Identifier: GPL-3.0-or-later

// A disk that is full, fails or is slow while somebody records: what cannot be done is said with
// the file's name, what was acknowledged is there, and it goes on when the disk does.

#include "models/bundle/bundle.h"
#include "models/ingest/pipeline.h"
#include "models/room/roomjournal.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/faultydisk.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/ingest/ingestfixture.h"
#include "tests/models/store/storefixture.h"

#include <QCoreApplication>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <sys/resource.h>

namespace faults {

namespace {

constexpr std::uint64_t kCommits = 6;
constexpr std::uint64_t kFewSpans = 4; // of each
constexpr int kMostAttempts = 60;
constexpr std::int64_t kLongFailure = 25; // writes, reads or syncs in a row

void requireNamed(const telemetry::Error& error, const std::string& path)
{
    require(error.message.find(path) != std::string::npos,
            "an error that does not name " + path + ": " + error.message);
}

telemetry::Result<void> commitFew(store::Writer& writer, std::uint64_t number,
                                  std::int64_t noteSecond = 0)
{
    const auto second = static_cast<std::int64_t>(number);
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < kFewSpans; ++i)
        spans.push_back(storetest::chatSpan(number * kPerBatch + i, second));
    if (const auto done = writer.append(storetest::spansBatch(spans, second)); !done) {
        static_cast<void>(writer.commit()); // that transaction is over
        return tl::make_unexpected(done.error());
    }
    if (const auto done = writer.append(
            storetest::note(std::to_string(number), noteSecond == 0 ? second : noteSecond));
        !done) {
        static_cast<void>(writer.commit());
        return tl::make_unexpected(done.error());
    }
    return writer.commit();
}

// What a reader sees is what was acknowledged, or an error: never less, never half of what was not.
void readBeside(const std::string& path, std::uint64_t acknowledged)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return requireNamed(reader.error(), path);
    const auto rows = (*reader)->spans({}, {});
    if (!rows)
        return requireNamed(rows.error(), path);
    require(rows->size() % kFewSpans == 0 && rows->size() / kFewSpans >= acknowledged
                && rows->size() / kFewSpans <= acknowledged + 1,
            std::to_string(rows->size()) + " spans are seen after " + std::to_string(acknowledged)
                + " commits");
}

void recordOnFailingDisk(const std::string& path)
{
    std::unique_ptr<store::Writer> writer;
    int attempts = 0;
    for (std::uint64_t number = 1; number <= kCommits;) {
        require(++attempts < kMostAttempts, "it does not go on when the disk does");
        if (!writer) {
            auto opened = store::Writer::open(path);
            if (!opened) {
                requireNamed(opened.error(), path);
                continue;
            }
            writer = std::move(*opened);
        }
        if (const auto done = commitFew(*writer, number); !done) {
            requireNamed(done.error(), path);
            readBeside(path, number - 1);
            continue; // as a sender that was not answered sends again
        }
        readBeside(path, number);
        if (++number == kCommits / 2)
            writer.reset(); // closes, which moves the log into the file
    }
}

// The seed says which: each kind of failure at the first write, read or sync, at the second, ...
DiskPlan planOf(const Trial& trial)
{
    constexpr std::array kKinds{DiskFault::Full, DiskFault::Write, DiskFault::Read,
                                DiskFault::Sync};
    DiskPlan plan;
    plan.fault = kKinds[trial.seed % kKinds.size()];
    plan.failsFrom = 1 + static_cast<std::int64_t>(trial.seed / kKinds.size() / 2);
    plan.failures = trial.seed / kKinds.size() % 2 == 0 ? 1 : kLongFailure;
    return plan;
}

} // namespace

void failDisk(const Trial& trial)
{
    const DiskPlan plan = planOf(trial);
    FaultyDisk& disk = FaultyDisk::install();
    const std::string path = trial.path("failing.plumb");
    disk.set(plan);
    recordOnFailingDisk(path);
    const bool hasFailed = disk.failed() > 0;
    disk.mend();
    const Found found = checkRecording(path);
    require(found.newestNote == kCommits && found.batches.size() == kCommits,
            "what was acknowledged is not there");
    for (const auto& [number, spans] : found.batches)
        require(spans == static_cast<std::int64_t>(kFewSpans),
                "of commit " + std::to_string(number) + " there are " + std::to_string(spans)
                    + " spans");
    if (!hasFailed)
        notReached();
}

namespace {

constexpr std::int64_t kKeptBehind = 4; // seconds that the ring keeps
constexpr std::uint64_t kRingCommits = 14; // one a second
constexpr std::int64_t kRowsAtOnce = 5;
constexpr std::int64_t kElsewhere = 100'000; // second of the notes: around them all is kept

// Until nothing is too old any more; false: it failed, and said so.
bool pruneAll(store::Writer& writer, const std::string& path, std::uint64_t number)
{
    while (true) {
        const auto more =
            writer.prune(storetest::at(static_cast<std::int64_t>(number)), kRowsAtOnce);
        if (!more)
            requireNamed(more.error(), path);
        if (!more || !*more)
            return more.has_value();
    }
}

} // namespace

void failDiskOfRing(const Trial& trial)
{
    FaultyDisk& disk = FaultyDisk::install();
    const std::string path = trial.path("ring.plumb");
    store::Keep keep;
    keep.age = std::chrono::seconds(kKeptBehind);
    auto opened = store::Writer::open(path, keep);
    require(opened.has_value(), opened ? "" : opened.error().message);
    store::Writer& writer = **opened;
    constexpr std::uint64_t kSound = kRingCommits / 2;
    bool isPruned = true;
    for (std::uint64_t number = 1; number <= kRingCommits; ++number) {
        int attempts = 0;
        while (true) {
            const auto done = commitFew(writer, number, kElsewhere);
            if (done)
                break;
            requireNamed(done.error(), path);
            require(++attempts < kMostAttempts, "it does not go on when the disk does");
        }
        if (number < kSound)
            continue; // so that there is much to give up
        if (number == kSound)
            disk.set(planOf(trial));
        isPruned = pruneAll(writer, path, number);
    }
    const bool hasFailed = disk.failed() > 0;
    disk.mend();
    require(isPruned || pruneAll(writer, path, kRingCommits),
            "it does not go on when the disk does");
    opened->reset();
    const Found found = checkRecording(path);
    require(found.newestNote == kRingCommits, "what was acknowledged is not there");
    std::int64_t left = 0;
    for (const auto& [number, spans] : found.batches) {
        left += spans;
        const bool isYoung = number + static_cast<std::uint64_t>(kKeptBehind) > kRingCommits;
        require(!isYoung || spans == static_cast<std::int64_t>(kFewSpans),
                "of commit " + std::to_string(number) + ", which is kept, there are "
                    + std::to_string(spans) + " spans");
        require(number + static_cast<std::uint64_t>(kKeptBehind) >= kRingCommits,
                "commit " + std::to_string(number) + " is too old and still there");
    }
    const std::int64_t gone =
        numberIn(path, "SELECT coalesce(sum(count), 0) FROM removals WHERE what='spans'");
    require(left + gone == static_cast<std::int64_t>(kRingCommits * kFewSpans),
            std::to_string(gone) + " spans are said to be removed, and " + std::to_string(left)
                + " are there");
    if (!hasFailed)
        notReached();
}

namespace {

constexpr std::uint64_t kSaidInAll = 8;

} // namespace

// Of a room's journal: what was refused is not said, and what was said is there once.
void failDiskOfJournal(const Trial& trial)
{
    int none = 0;
    const QCoreApplication application(none, nullptr);
    FaultyDisk& disk = FaultyDisk::install();
    const std::string path = trial.path("journal.db");
    disk.set(planOf(trial));
    std::unique_ptr<room::RoomJournal> journal;
    std::string console;
    int attempts = 0;
    for (std::uint64_t number = 1; number <= kSaidInAll;) {
        require(++attempts < kMostAttempts, "it does not go on when the disk does");
        if (!journal) {
            auto opened = journalOf(path);
            if (!opened) {
                requireNamed(opened.error(), path);
                continue;
            }
            journal = std::move(*opened);
            require(console.empty() || console == journal->identity().console,
                    "it is another console's all at once");
            require(journal->last() == static_cast<std::int64_t>(number) - 1,
                    std::to_string(number - 1) + " were said, " + std::to_string(journal->last())
                        + " are there");
        }
        if (const auto problem = sayNumber(*journal, number))
            requireNamed(*problem, path);
        // What it says it has is what it told.
        if (journal->last() == static_cast<std::int64_t>(number)) {
            console = journal->identity().console;
            if (++number == kSaidInAll / 2)
                journal.reset();
        }
    }
    const bool hasFailed = disk.failed() > 0;
    disk.mend();
    journal.reset();
    checkJournal(path, kSaidInAll);
    if (!hasFailed)
        notReached();
}

namespace {

constexpr std::uint64_t kDeliveries = 150;
constexpr std::uint64_t kSpansDelivered = 10;

struct Answers
{
    std::mutex mutex; // guards the rest
    std::set<std::uint64_t> committed;
    std::string failure; // the last
    std::size_t answered = 0;

    ingest::ReceiptHandler of(std::uint64_t number)
    {
        return [this, number](const ingest::Receipt& receipt) {
            const std::lock_guard lock(mutex);
            ++answered;
            if (receipt.outcome == ingest::Receipt::Outcome::Committed)
                committed.insert(number);
            else
                failure = receipt.message;
        };
    }
};

} // namespace

// Deliveries come faster than the disk takes them; of every second trial it is full for a while.
void slowDisk(const Trial& trial)
{
    const std::string path = trial.path("slow.plumb");
    FaultyDisk& disk = FaultyDisk::install();
    ingest::PipelineSettings settings;
    settings.queueBytes = 40'000;
    settings.writeBytes = 40'000;
    settings.judgeBytes = 40'000;
    auto pipeline = ingest::Pipeline::start(path, settings);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    DiskPlan slow;
    slow.delay = std::chrono::microseconds(500 + trial.seed % 7 * 500);
    if (trial.seed % 2 == 1) {
        slow.fault = DiskFault::Full;
        slow.failsFrom = 1 + static_cast<std::int64_t>(trial.seed * 13 % 200);
        slow.failures = kLongFailure;
    }
    disk.set(slow);
    Answers answers;
    std::size_t refused = 0;
    std::size_t taken = 0;
    for (std::uint64_t number = 1; number <= kDeliveries; ++number) {
        ingest::RawDelivery delivery;
        delivery.body = ingesttest::manySpans(number * kPerBatch, kSpansDelivered);
        delivery.source = "test";
        if ((*pipeline)->submit(delivery, answers.of(number)))
            ++taken;
        else
            ++refused; // the receiver answers 503 and when to come again
    }
    (*pipeline)->drain();
    disk.mend();
    // There is room again: it goes on.
    ingest::RawDelivery last;
    last.body = ingesttest::manySpans((kDeliveries + 1) * kPerBatch, kSpansDelivered);
    last.source = "test";
    (*pipeline)->submitBlocking(std::move(last), answers.of(kDeliveries + 1));
    (*pipeline)->drain();
    static_cast<void>((*pipeline)->finish());
    pipeline->reset();
    require(answers.answered == taken + 1, "a delivery that was taken got no answer");
    require(answers.committed.contains(kDeliveries + 1), "it did not go on: " + answers.failure);
    require(answers.failure.empty() || answers.failure.find(path) != std::string::npos,
            "a failure that does not name the file: " + answers.failure);
    const Found found = checkRecording(path);
    for (const std::uint64_t number : answers.committed) {
        const auto batch = found.batches.find(number);
        require(batch != found.batches.end()
                    && batch->second == static_cast<std::int64_t>(kSpansDelivered),
                "delivery " + std::to_string(number) + " was acknowledged and is not whole");
    }
    if (refused == 0)
        notReached(); // the disk was not slow enough to be felt
}

// The disk is full when a bundle is so long; of the bundle nothing is left, and the reason is told.
void fullBundle(const Trial& trial)
{
    const std::string path = trial.path("whole.plumb");
    {
        const auto writer = store::Writer::open(path);
        require(writer.has_value(), "the recording cannot be made");
        for (std::uint64_t number = 1; number <= kCommits; ++number)
            require(commitFew(**writer, number).has_value(), "the recording cannot be made");
    }
    bundle::Request request;
    request.recording = path;
    request.out = trial.path("out.plumbundle");
    request.range = {.start = storetest::at(0), .end = storetest::at(100)};
    request.product = "faults";
    request.madeBy = "ada";
    request.now = storetest::at(200);
    std::signal(SIGXFSZ, SIG_IGN); // then it is an error of write()
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit full = before;
    full.rlim_cur = static_cast<rlim_t>(trial.seed % 600 * 1024);
    ::setrlimit(RLIMIT_FSIZE, &full);
    const auto made = bundle::make(request);
    ::setrlimit(RLIMIT_FSIZE, &before);
    if (made) {
        require(bundle::verify(request.out, {}, trial.path("scratch")).has_value(),
                "a bundle was made that does not hold");
        notReached();
    }
    require(made.error().message.find(trial.folder) != std::string::npos,
            "an error that names no file: " + made.error().message);
    for (const auto& entry : std::filesystem::directory_iterator(trial.folder))
        require(entry.path().filename().string().starts_with("whole.plumb"),
                "this is left: " + entry.path().string());
    require(bundle::make(request).has_value(), "it does not go on when there is room");
}

} // namespace faults
