// SPDX-License-Identifier: GPL-3.0-or-later

// Files whose bytes are not what was written: opened, read, salvaged, verified.

#include "models/bundle/bundle.h"
#include "models/store/metricseries.h"
#include "models/store/reader.h"
#include "models/store/salvage.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/store/storefixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

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
    require(spans == kDamagedCommits * kDamagedSpans || isWrong || !isSound,
            std::to_string(spans) + " spans are there, and nobody says that some are missing");
    // What can be read is salvaged, and reads without an error.
    const std::string salvaged = trial.path("salvaged.plumb");
    const auto report = store::salvage(path, salvaged, storetest::at(1000));
    if (!couldBeRead(report, path)) {
        require(!std::filesystem::exists(salvaged), "half a recording was left");
        require(bytesAt(path) == bytes, "the damaged file was changed");
    } else {
        require(bytesAt(path) == bytes, "the damaged file was changed");
        const std::string problem = integrityProblem(salvaged);
        require(problem.empty(), "integrity_check of what was salvaged: " + problem);
        const auto reader = store::Reader::open(salvaged);
        require(reader.has_value(), reader ? "" : reader.error().message);
        const auto rows = (*reader)->spans({}, {});
        require(rows.has_value(), rows ? "" : rows.error().message);
        require(rows->size() >= spans || !report->isWhole(),
                "less was salvaged than could be read, and it does not say so");
        require(rows->size() == kDamagedCommits * kDamagedSpans || !report->isWhole() || isWrong
                    || !isSound,
                "spans are missing in what was salvaged, and it does not say so");
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
