// SPDX-License-Identifier: GPL-3.0-or-later

// Files whose bytes are not what was written: opened, read, salvaged, verified.

#include "models/bundle/bundle.h"
#include "models/store/metricseries.h"
#include "models/store/reader.h"
#include "models/store/salvage.h"
#include "models/store/textsweep.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/store/storefixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace faults {

namespace {

constexpr std::uint64_t kDamagedCommits = 40;
constexpr std::uint64_t kDamagedSpans = 8; // of each
constexpr std::size_t kPage = 8192;

std::string bytesAt(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void putBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void makeGood(const std::string& path)
{
    const auto writer = store::Writer::open(path);
    require(writer.has_value(), "the recording cannot be made");
    for (std::uint64_t number = 1; number <= kDamagedCommits; ++number) {
        const auto second = static_cast<std::int64_t>(number);
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<otlp::OutgoingLog> logs;
        for (std::uint64_t i = 0; i < kDamagedSpans; ++i) {
            spans.push_back(storetest::chatSpan(number * kPerBatch + i, second));
            logs.push_back(storetest::messagesLog(number * kPerBatch + i, second));
        }
        logs.push_back(storetest::judgeLog(number * kPerBatch, second, 0.4, true));
        const bool isGood = (*writer)->append(storetest::spansBatch(spans, second))
            && (*writer)->append(storetest::logsBatch(logs, second))
            && (*writer)->append(storetest::note(std::to_string(number), second))
            && (*writer)->commit();
        require(isGood, "the recording cannot be made");
    }
}

// Somewhere, by chance: single bits, a stretch, a page of nothing, a page in the place of another,
// an end that is missing, one that is too much.
std::string damagedBytes(std::string bytes, Random& random)
{
    const auto place = [&](std::size_t length) { return below(random, bytes.size() - length); };
    const std::size_t pages = bytes.size() / kPage;
    switch (below(random, 6)) {
    case 0:
        for (std::uint64_t left = 1 + below(random, 30); left > 0; --left) {
            char& byte = bytes[place(1)];
            byte = static_cast<char>(byte ^ (1 << below(random, 8)));
        }
        break;
    case 1:
        for (std::size_t at = place(200), left = 200; left > 0; --left, ++at)
            bytes[at] = static_cast<char>(below(random, 256));
        break;
    case 2:
        if (pages > 1)
            std::fill_n(bytes.begin()
                            + static_cast<std::ptrdiff_t>((1 + below(random, pages - 1)) * kPage),
                        kPage, '\0');
        else
            bytes[place(1)] ^= 1;
        break;
    case 3:
        if (pages > 2) {
            const std::size_t from = (1 + below(random, pages - 1)) * kPage;
            const std::size_t to = (1 + below(random, pages - 1)) * kPage;
            bytes.replace(to, kPage, bytes.substr(from, kPage));
        } else {
            bytes[place(1)] ^= 1;
        }
        break;
    case 4:
        bytes.resize(place(1));
        break;
    default:
        bytes += std::string(1 + below(random, 5000), 'x');
    }
    return bytes;
}

// True: it could be read. Else it has to say which file that is about.
bool couldBeRead(const auto& result, const std::string& path)
{
    if (!result)
        require(result.error().message.find(path) != std::string::npos,
                "an error that does not name the file: " + result.error().message);
    return result.has_value();
}

// All that a window and the commands read of it. Returns the spans that there are, and whether
// anything was found wrong.
std::size_t readAllOf(const std::string& path, bool& isWrong)
{
    const auto reader = store::Reader::open(path);
    if (!couldBeRead(reader, path)) {
        isWrong = true;
        return 0;
    }
    const auto note = [&](const auto& result) { isWrong = !couldBeRead(result, path) || isWrong; };
    const auto spans = (*reader)->spans({}, {});
    note(spans);
    note((*reader)->generations({}, {}));
    note((*reader)->evaluations({}, {}));
    note((*reader)->services({}));
    note((*reader)->info());
    note((*reader)->mapping());
    note((*reader)->timeline({}));
    note((*reader)->alarms({}));
    note((*reader)->changes({}));
    note((*reader)->links());
    note((*reader)->metrics({}));
    note((*reader)->series({}, {}));
    note((*reader)->suspects({}, {}, 0));
    note((*reader)->backlog());
    note((*reader)->baselines());
    note((*reader)->extent());
    for (std::uint64_t number = 1; number <= kDamagedCommits; number += 7)
        note((*reader)->trace(storetest::traceId(number * kPerBatch), {}));
    const auto chain = (*reader)->verify();
    note(chain);
    isWrong = isWrong || !chain || chain->firstBroken;
    return spans ? spans->size() : 0;
}

// Texts and owners that rows refer to and that are not there: the next one would get their number.
std::int64_t danglingIn(const std::string& path)
{
    std::int64_t count =
        numberIn(path,
                 "WITH referred(id) AS (" + store::textReferences()
                     + ") SELECT count(*) FROM referred WHERE typeof(id)='integer' "
                       "AND id BETWEEN 1 AND 100000 AND id NOT IN (SELECT id FROM "
                       "strings)");
    for (const char* sql : {"spans WHERE id NOT IN (SELECT id FROM span_bodies)",
                            "span_bodies WHERE id NOT IN (SELECT id FROM spans)",
                            "pending_generations WHERE id NOT IN (SELECT id FROM generations)",
                            "pending_evaluations WHERE id NOT IN (SELECT id FROM evaluations)",
                            "mapping_cells WHERE group_no NOT IN (SELECT id FROM mapping_groups)",
                            "mapping_counts WHERE cell NOT IN (SELECT id FROM mapping_cells)"})
        count += numberIn(path, std::string("SELECT count(*) FROM ") + sql);
    return count;
}

// Each row that its number leads to in the damaged file, and that is as it was, is in the new one;
// where that says it is whole, all that there ever were are.
void checkSalvaged(const std::string& damaged, const std::string& whole,
                   const std::string& salvaged, bool isCalledWhole)
{
    constexpr std::int64_t kMostRows = 2000; // more than any table here has
    const std::string problem = integrityProblem(salvaged);
    require(problem.empty(), "integrity_check of what was salvaged: " + problem);
    const Rows bodies = rowsByNumber(damaged, "span_bodies", kMostRows);
    const Rows spans = rowsByNumber(damaged, "spans", kMostRows);
    for (const std::string& table : tablesOf(whole)) {
        if (table == "fingerprints") // can be made anew, and are where their key is gone
            continue;
        const Rows good = rowsByNumber(whole, table, kMostRows);
        const Rows now = rowsByNumber(salvaged, table, kMostRows);
        const bool isSpan = table == "spans" || table == "span_bodies";
        // That they are of a span is taken back where it is gone; what belongs to nothing goes.
        const bool isChanged = table == "generations";
        const bool isOwned = table.starts_with("pending_") || table == "mapping_cells";
        for (const auto& [number, row] : rowsByNumber(damaged, table, kMostRows)) {
            const auto before = good.find(number);
            if (isOwned || before == good.end() || before->second != row
                || (isSpan && !(bodies.contains(number) && spans.contains(number))))
                continue;
            const auto after = now.find(number);
            require(after != now.end() && (isChanged || after->second == row),
                    "row " + std::to_string(number) + " of " + table
                        + " can be read, and is not in what was salvaged");
        }
        if (!isCalledWhole)
            continue;
        for (const auto& [number, row] : good)
            require(now.contains(number),
                    "row " + std::to_string(number) + " of " + table
                        + " is missing, and all rows are said to be there");
        const std::string count = "SELECT count(*) FROM " + table;
        require(numberIn(salvaged, count) >= numberIn(whole, count),
                "rows of " + table + " are missing, and all are said to be there");
    }
    require(danglingIn(salvaged) == 0, "something refers to what is gone");
}

// With names and numbers that were never there: nothing may be in their way.
void recordOn(const std::string& path)
{
    const auto spansIn = [&path] {
        const auto reader = store::Reader::open(path);
        require(reader.has_value(), reader ? "" : reader.error().message);
        const auto rows = (*reader)->spans({}, {});
        require(rows.has_value(), rows ? "" : rows.error().message);
        return rows->size();
    };
    const std::size_t before = spansIn();
    {
        const auto writer = store::Writer::open(path);
        require(writer.has_value(), writer ? "" : writer.error().message);
        constexpr std::uint64_t first = 90 * kPerBatch;
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 0; i < kDamagedSpans; ++i)
            spans.push_back(storetest::chatSpan(first + i, 900));
        const auto appended = (*writer)->append(storetest::spansBatch(spans, 900, "later"));
        require(appended.has_value(), appended ? "" : appended.error().message);
        const auto judged = (*writer)->append(
            storetest::logsBatch({storetest::judgeLog(first, 901, 0.4, true)}, 901, "later"));
        require(judged.has_value(), judged ? "" : judged.error().message);
        const auto committed = (*writer)->commit();
        require(committed.has_value(), committed ? "" : committed.error().message);
    }
    require(spansIn() == before + kDamagedSpans, "what was recorded on is not there");
    const std::string problem = integrityProblem(path);
    require(problem.empty(), "integrity_check after recording on: " + problem);
    require(danglingIn(path) == 0, "after recording on something refers to what is gone");
}

} // namespace

void damageRecording(const Trial& trial)
{
    Random random(trial.seed);
    const std::string path = trial.path("good.plumb");
    makeGood(path);
    const std::string good = bytesAt(path);
    const std::string bytes = damagedBytes(good, random);
    if (bytes == good)
        notReached();
    putBytes(path, bytes);
    bool isWrong = false;
    const std::size_t spans = readAllOf(path, isWrong);
    const bool isSound = integrityProblem(path).empty();
    // What went without a trace from a page that reads well nobody can tell who does not go through
    // the whole file, as integrity_check does, and recovering.
    require(spans == kDamagedCommits * kDamagedSpans || isWrong || !isSound,
            std::to_string(spans) + " spans are there, and nobody says that some are missing");
    // What can be read is salvaged, and reads without an error.
    const std::string salvaged = trial.path("salvaged.plumb");
    const auto report = store::salvage(path, salvaged, storetest::at(1000));
    require(bytesAt(path) == bytes, "the damaged file was changed");
    for (const char* left : {".part", ".part-wal", ".lock", "-wal"})
        require(!std::filesystem::exists(salvaged + left), "something was left beside it");
    if (couldBeRead(report, path)) {
        const std::string whole = trial.path("whole.plumb");
        putBytes(whole, good);
        checkSalvaged(path, whole, salvaged, report->isWhole());
        recordOn(salvaged);
    } else {
        require(!std::filesystem::exists(salvaged), "half a recording was left");
    }
    // Whoever records on into it may fail, and says where.
    auto writer = store::Writer::open(path);
    if (couldBeRead(writer, path)) {
        if (couldBeRead((*writer)->append(storetest::spansBatch({storetest::chatSpan(1, 1)}, 900)),
                        path))
            couldBeRead((*writer)->append(storetest::note("41", 900)), path);
        couldBeRead((*writer)->commit(), path);
    }
}

// The console was killed with a long log, and its disk damages that: SQLite goes up to the damage
// and says nothing.
void damageLog(const Trial& trial)
{
    Random random(trial.seed);
    const std::string path = trial.path("good.plumb");
    makeGood(path);
    constexpr std::uint64_t kInLog = 12;
    {
        Victim victim([&](int tell) {
            auto writer = store::Writer::open(path);
            require(writer.has_value(), writer ? "" : writer.error().message);
            for (std::uint64_t number = kDamagedCommits + 1; number <= kDamagedCommits + kInLog;
                 ++number) {
                const auto second = static_cast<std::int64_t>(number);
                const bool isGood = (*writer)->append(storetest::spansBatch(
                                        {storetest::chatSpan(number * kPerBatch, second)}, second))
                    && (*writer)->commit();
                require(isGood, "the recording cannot be made");
                Victim::say(tell, {1, number});
            }
            static_cast<void>(writer->release()); // and never closed
        });
        require(victim.ended() == 0 && victim.told().size() == kInLog, "nothing was left to read");
    }
    const std::string log = path + "-wal";
    const std::string good = bytesAt(log);
    constexpr std::size_t kFrame = kPage + 24;
    require(good.size() > 32 + 2 * kFrame, "there is no log");
    std::string bytes = good;
    const std::size_t length = below(random, 2) == 0 ? 1 : 200;
    const std::size_t at = below(random, bytes.size() - length);
    for (std::size_t place = at; place < at + length; ++place)
        bytes[place] = length == 1 ? static_cast<char>(bytes[place] ^ 4) : '\0';
    if (bytes == good)
        notReached();
    putBytes(log, bytes);
    const std::uint64_t all = kDamagedCommits * kDamagedSpans + kInLog;
    bool isWrong = false;
    const std::size_t spans = readAllOf(path, isWrong);
    const auto report = store::salvage(path, trial.path("salvaged.plumb"), storetest::at(1000));
    require(report.has_value(), report ? "" : report.error().message);
    require(bytesAt(log) == bytes, "the log was changed");
    // The last frame looks like one of an earlier round where its head is damaged.
    const bool isLastHead = at + length > bytes.size() - kFrame && at < bytes.size() - kPage;
    if (spans < all && report->isWhole() && isLastHead)
        notReached();
    require(spans == all || !report->isWhole(), "commits are gone, and it is called whole");
    // Whoever opens it is told, unless the last commit alone is gone: it may have been under way.
    const auto gapsIn = [&path] {
        const auto reader = store::Reader::open(path);
        require(reader.has_value(), reader ? "" : reader.error().message);
        const auto gaps = (*reader)->gaps({});
        require(gaps.has_value(), gaps ? "" : gaps.error().message);
        return gaps->size();
    };
    require(spans + 1 >= all || gapsIn() == 1, "commits are gone, and there is no gap");
    // And whoever records on writes it down.
    recordOn(path);
    require(spans + 1 >= all || gapsIn() == 1, "the gap went with the log");
}

void damageBundle(const Trial& trial)
{
    Random random(trial.seed);
    const std::string recording = trial.path("good.plumb");
    makeGood(recording);
    bundle::Request request;
    request.recording = recording;
    request.out = trial.path("good.plumbundle");
    request.range = {.start = storetest::at(0), .end = storetest::at(100)};
    request.product = "faults";
    request.madeBy = "ada";
    request.now = storetest::at(200);
    const auto made = bundle::make(request);
    require(made.has_value(), made ? "" : made.error().message);
    const std::string good = bytesAt(request.out);
    const std::string bytes = damagedBytes(good, random);
    if (bytes == good)
        notReached();
    const std::string path = trial.path("damaged.plumbundle");
    putBytes(path, bytes);
    static_cast<void>(couldBeRead(bundle::show(path, {}), path));
    const auto verified = bundle::verify(path, {}, trial.folder);
    require(!couldBeRead(verified, path), "another file is taken for the one that was made");
    const std::string folder = trial.path("opened");
    require(!couldBeRead(bundle::open(path, {}, folder), path), "it is opened all the same");
    require(!std::filesystem::exists(folder), "something of it is left");
}

} // namespace faults
