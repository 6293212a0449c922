// SPDX-License-Identifier: GPL-3.0-or-later

// kill -9 at any moment while a console records, notes, opens incidents, makes bundles, keeps the
// team's settings and speaks in a room, all at the same time.

#include "models/bundle/bundle.h"
#include "models/incident/incidentopening.h"
#include "models/incident/incidentrecord.h"
#include "models/ingest/pipeline.h"
#include "models/room/roomjournal.h"
#include "models/team/teamcopy.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace faults {

namespace {

constexpr std::uint64_t kSpansInBatch = 15;
constexpr std::uint64_t kMostLife = 250; // ms
constexpr int kTextRepeated = 4000; // of a copy of settings: several blocks of a file

enum What : std::uint64_t
{
    Batch,
    Note,
    Declared, // an incident
    Bundle,
    Copy,
    Said, // in the journal of a room
};
constexpr std::size_t kWhats = 6;

bool isRingOf(const Trial& trial)
{
    return trial.seed % 4 == 0;
}

telemetry::TimelineEntry numberedNote(std::uint64_t number)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "note";
    entry.actor = "ada";
    entry.text = std::to_string(number);
    entry.payload = "{}";
    return entry;
}

// Written by the pipeline's thread; waits for nothing.
void noteForEver(ingest::Pipeline& pipeline, int tell)
{
    for (std::uint64_t number = 1;; ++number) {
        pipeline.record(numberedNote(number), [tell, number](const auto& written) {
            if (!written)
                broken("a sound disk, and yet: " + written.error().message);
            Victim::say(tell, {Note, number});
        });
        incident::Opening opening;
        opening.title = std::to_string(number);
        std::vector<incident::Incident> existing(1);
        existing.front().id = "INC-" + std::to_string(1000 + number);
        existing.front().status = incident::Status::Closed;
        auto entry = incident::openedEntry(opening, existing, telemetry::SystemClock().now());
        if (!entry)
            broken("an incident cannot be opened: " + entry.error().message);
        entry->actor = "ada";
        pipeline.record(std::move(*entry), [tell, number](const auto& written) {
            if (written)
                Victim::say(tell, {Declared, number});
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void bundleForEver(const Trial& trial, int tell)
{
    for (std::uint64_t number = 1;; ++number) {
        bundle::Request request;
        request.recording = trial.path("killed.plumb");
        request.out = trial.path("b-" + std::to_string(number) + ".plumbundle");
        const auto now = telemetry::SystemClock().now();
        request.range = {.start = now - std::chrono::hours(24), .end = now};
        request.product = "faults";
        request.madeBy = "ada";
        request.now = now;
        if (bundle::make(request))
            Victim::say(tell, {Bundle, number});
    }
}

QByteArray copyText(std::uint64_t number)
{
    return QByteArray::number(static_cast<qulonglong>(number)).repeated(kTextRepeated);
}

void copyForEver(const Trial& trial, int tell)
{
    team::TeamCopy copy;
    copy.source = u"team"_s;
    copy.file = u"team.yaml"_s;
    for (std::uint64_t number = 1;; ++number) {
        copy.text = copyText(number);
        copy.commit = QString::number(number);
        if (const auto kept = team::keepCopy(copy, QString::fromStdString(trial.path("team")));
            !kept)
            broken("a sound disk, and yet: " + kept.error().message);
        Victim::say(tell, {Copy, number});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

telemetry::Result<std::unique_ptr<room::RoomJournal>> openKilledJournal(const Trial& trial)
{
    return room::RoomJournal::open(std::make_shared<room::JournalThread>(),
                                   QString::fromStdString(trial.path("journal.db")), "here", "main",
                                   {.console = {}, .person = "ada", .account = "ada", .host = "h"});
}

void speakForEver(const Trial& trial, int tell)
{
    const auto journal = openKilledJournal(trial);
    if (!journal)
        broken("a sound disk, and yet: " + journal.error().message);
    while (true) {
        const auto entry = (*journal)->append(numberedNote(1));
        if (!entry)
            broken("a sound disk, and yet: " + entry.error().message);
        Victim::say(tell, {Said, static_cast<std::uint64_t>(entry->authorSequence)});
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

[[noreturn]] void live(const Trial& trial, int tell)
{
    static int none = 0;
    static const QCoreApplication application(none, nullptr);
    ingest::PipelineSettings settings;
    settings.isLive = true;
    if (isRingOf(trial))
        settings.keep.bytes = store::Keep::kLeastBytes;
    const auto pipeline = ingest::Pipeline::start(trial.path("killed.plumb"), settings);
    if (!pipeline)
        broken("a sound disk, and yet: " + pipeline.error().message);
    std::vector<std::thread> others;
    others.emplace_back([&] { noteForEver(**pipeline, tell); });
    switch (trial.seed % 3) {
    case 0:
        others.emplace_back([&] { bundleForEver(trial, tell); });
        break;
    case 1:
        others.emplace_back([&] { copyForEver(trial, tell); });
        break;
    default:
        others.emplace_back([&] { speakForEver(trial, tell); });
    }
    for (std::uint64_t number = 1;; ++number) {
        (*pipeline)->submitBlocking(
            {.signal = telemetry::SignalKind::Traces,
             .contentEncoding = {},
             .body = ingesttest::manySpans(number * kPerBatch, kSpansInBatch),
             .source = "test",
             .recorded = {}},
            [tell, number](const ingest::Receipt& receipt) {
                if (receipt.outcome != ingest::Receipt::Outcome::Committed)
                    broken("a sound disk, and yet: " + receipt.message);
                Victim::say(tell, {Batch, number});
            });
    }
}

void checkBatches(const Trial& trial, const Found& found, std::uint64_t acknowledged)
{
    bool isGoneAllowed = isRingOf(trial); // what was recorded first goes first
    bool isAnyGone = false;
    for (std::uint64_t number = 1; number <= acknowledged; ++number) {
        const auto batch = found.batches.find(number);
        const std::int64_t spans = batch == found.batches.end() ? 0 : batch->second;
        const bool isWhole = spans == static_cast<std::int64_t>(kSpansInBatch);
        require(isWhole || isGoneAllowed,
                "of delivery " + std::to_string(number) + ", which was acknowledged, there are "
                    + std::to_string(spans) + " spans");
        isAnyGone = isAnyGone || !isWhole;
        isGoneAllowed = isGoneAllowed && !isWhole;
    }
    require(acknowledged == 0
                || (!found.batches.empty() && found.batches.rbegin()->first >= acknowledged),
            "the newest that was acknowledged is gone, and nothing newer is there");
    // Nor goes more than has to: a ring of this size has room for kLeastBytes / 2 of rows, and
    // looks at it every hundred of them.
    const std::string used = "SELECT (page_count-freelist_count)*page_size FROM pragma_page_count, "
                             "pragma_freelist_count, pragma_page_size";
    require(!isAnyGone
                || numberIn(trial.path("killed.plumb"), used) >= store::Keep::kLeastBytes * 5 / 16,
            "more was removed than the ring has to");
    for (const auto& [number, spans] : found.batches)
        require(number <= acknowledged || spans == static_cast<std::int64_t>(kSpansInBatch),
                "delivery " + std::to_string(number) + " is there in part");
}

void checkBundles(const Trial& trial, std::uint64_t made)
{
    std::filesystem::create_directories(trial.path("scratch")); // it was killed before it made that
    for (std::uint64_t number = 1; number <= made + 1; ++number) {
        const std::string path = trial.path("b-" + std::to_string(number) + ".plumbundle");
        if (number > made && !std::filesystem::exists(path))
            continue;
        const auto verified = bundle::verify(path, {}, trial.path("scratch"));
        require(verified.has_value(), verified ? "" : verified.error().message);
    }
}

void checkCopy(const Trial& trial, std::uint64_t kept)
{
    const auto copy = team::keptCopy(u"team"_s, QString::fromStdString(trial.path("team")));
    require(copy.has_value() || kept == 0, "the copy of the team's settings is gone");
    if (!copy)
        return;
    const std::uint64_t number = copy->commit.toULongLong();
    require(number >= kept && number <= kept + 1, "the copy is not the newest that was kept");
    require(copy->text == copyText(number), "the copy is half written");
}

void checkJournal(const Trial& trial, std::uint64_t said)
{
    if (!std::filesystem::exists(trial.path("journal.db")))
        return require(said == 0, "the journal is gone");
    const auto journal = openKilledJournal(trial);
    require(journal.has_value(), journal ? "" : journal.error().message);
    const auto last = static_cast<std::uint64_t>((*journal)->last());
    require(last == said || last == said + 1,
            std::to_string(said) + " were said, " + std::to_string(last) + " are there");
}

void checkIncidents(const Trial& trial, std::uint64_t declared)
{
    const auto reader = store::Reader::open(trial.path("killed.plumb"));
    require(reader.has_value(), reader ? "" : reader.error().message);
    const auto incidents = incident::readIncidents(**reader);
    require(incidents.has_value(), incidents ? "" : incidents.error().message);
    require(incidents->size() >= declared, "an incident that was declared is gone");
    for (const incident::Incident& each : *incidents)
        require(!each.title.empty() && !each.uid.empty(), "half an incident is there");
}

} // namespace

void killRecorder(const Trial& trial)
{
    Random random(trial.seed);
    std::array<std::uint64_t, kWhats> told{};
    {
        Victim victim([&](int tell) { live(trial, tell); });
        // The moment counts from the first that was acknowledged, for opening takes the longest; of
        // one in eight it falls into that.
        const bool isOpening = trial.seed % 8 == 7;
        if (!isOpening)
            victim.waitForOne(std::chrono::seconds(20));
        std::this_thread::sleep_for(std::chrono::milliseconds(below(random, kMostLife)));
        victim.kill();
        require(victim.ended() == -1, "the victim ended by itself");
        for (const Victim::Told& each : victim.told())
            told[each.kind] = std::max(told[each.kind], each.number);
    }
    static int none = 0;
    static const QCoreApplication application(none, nullptr);
    const std::string path = trial.path("killed.plumb");
    if (!store::Reader::open(path)) { // it was killed while it made the file
        require(std::ranges::all_of(told, [](std::uint64_t number) { return number == 0; }),
                "what was acknowledged cannot be opened");
        const auto begun = store::Writer::open(path);
        require(begun.has_value(), begun ? "" : "nor can it be begun: " + begun.error().message);
        return;
    }
    const Found found = checkRecording(path);
    checkBatches(trial, found, told[Batch]);
    require(found.newestNote >= told[Note], "a note that was acknowledged is gone");
    checkIncidents(trial, told[Declared]);
    checkBundles(trial, told[Bundle]);
    checkCopy(trial, told[Copy]);
    if (trial.seed % 3 == 2)
        checkJournal(trial, told[Said]);
    // Whoever goes on counts what was not counted yet, and closes it in peace.
    auto pipeline = ingest::Pipeline::start(path);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    (*pipeline)->drain();
    const auto finished = (*pipeline)->finish();
    require(finished.has_value(), finished ? "" : finished.error().message);
    pipeline->reset();
    const Found again = checkRecording(path);
    require(again.notes == found.notes && again.batches == found.batches,
            "going on changed what was recorded");
    const auto reader = store::Reader::open(path);
    require(reader.has_value(), "it cannot be opened again");
    const auto backlog = (*reader)->backlog();
    require(backlog.has_value(), backlog ? "" : backlog.error().message);
}

} // namespace faults
