// SPDX-License-Identifier: GPL-3.0-or-later

// The memory is at its end at the n-th allocation while something from outside is read, by each of
// the readers. What becomes of the threads of a console stands in memorythreads.cpp.

#include "app/commands/streamcsv.h"
#include "app/commands/subjectjson.h"
#include "models/actuation/profile.h"
#include "models/bundle/archive.h"
#include "models/bundle/manifest.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/pull/sourceprofile.h"
#include "models/runbook/runbook.h"
#include "tests/faults/classes.h"
#include "tests/faults/scarcity.h"
#include "tests/models/ingest/ingestfixture.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

namespace faults {

namespace {

using telemetry::SignalKind;

struct OutsideReader
{
    const char* name;
    std::string (*input)(const Trial& trial);
    std::size_t (*read)(const std::string& bytes); // how much was read, and 0 where it was refused
};

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

std::size_t spansOf(telemetry::Result<telemetry::Batch> batch)
{
    if (!batch)
        return 0;
    return dialect::Interpreter::builtIn().interpret(std::move(*batch)).batch.spans.size();
}

std::size_t spansOfProtobuf(const std::string& bytes)
{
    return spansOf(otlp::decodeProtobuf(SignalKind::Traces, shared(bytes)));
}

std::size_t spansOfJson(const std::string& bytes)
{
    return spansOf(otlp::decodeJson(SignalKind::Traces, shared(bytes)));
}

std::string manifestText(const Trial& /*trial*/)
{
    bundle::Manifest manifest;
    manifest.product = "faults";
    manifest.madeAt = ingesttest::kNoon;
    manifest.madeBy = "ada, who has a name that takes memory";
    manifest.schema = 17;
    manifest.range = {.start = telemetry::fromUnixNanos(1), .end = telemetry::fromUnixNanos(2)};
    manifest.lastHash = manifest.originalLastHash = std::string(64, 'a');
    manifest.members = {{"report.md", 12, std::string(64, 'b')},
                        {"recording.plumb", 4096, std::string(64, 'c')}};
    return bundle::toJson(manifest);
}

std::size_t membersOfManifest(const std::string& bytes)
{
    const auto manifest = bundle::manifestFrom(bytes);
    return manifest ? manifest->members.size() : 0;
}

std::string archiveBytes(const Trial& trial)
{
    const std::string path = trial.path("a.tar.zst");
    const auto archive = bundle::ArchiveWriter::create(path);
    require(archive && (*archive)->add("one", std::string(5000, 'x')) && (*archive)->add("two", "y")
                && (*archive)->finish(),
            "the archive cannot be made");
    return ingesttest::contentOf(path);
}

std::size_t membersOfArchive(const std::string& bytes)
{
    const auto archive = bundle::ArchiveReader::openBytes(bytes);
    std::size_t members = 0;
    while (archive) {
        const auto entry = (*archive)->next();
        if (!entry)
            return 0;
        if (!*entry)
            break;
        if (!(*archive)->readAll(1 << 20))
            return 0;
        ++members;
    }
    return members;
}

std::string resourceText(const std::string& name)
{
    return ingesttest::contentOf(std::string(PLUMBLINE_RESOURCES) + '/' + name);
}

std::size_t stepsOfRunbook(const std::string& text)
{
    const runbook::ParseResult parsed = runbook::parseRunbook(text);
    return parsed.problems.empty() ? parsed.runbook.steps.size() : 0;
}

std::size_t operationsOfProfile(const std::string& text)
{
    const auto profile = actuation::parseProfile(text, "p.yaml");
    return profile ? profile->operations.size() : 0;
}

std::size_t feedsOfSource(const std::string& text)
{
    const auto source = pull::parseSource(text, "s.yaml");
    return source ? source->feeds.size() : 0;
}

std::size_t rowsOfCsv(const std::string& text)
{
    const std::size_t header = text.find('\n');
    const auto columns =
        commands::columnsOf("a-stream-of-some-name.csv", std::string_view(text).substr(0, header));
    if (!columns)
        return 0;
    std::size_t rows = 0;
    for (std::size_t from = header + 1; from < text.size(); ++rows) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const auto row = commands::rowOf(
            commands::place("a-stream-of-some-name.csv", static_cast<std::int64_t>(rows) + 2),
            std::string_view(text).substr(from, end - from), *columns, false);
        if (!row)
            return 0;
        from = end + 1;
    }
    return rows;
}

std::size_t subjectsOfJsonLine(const std::string& text)
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(text).get_object().get(object) != simdjson::SUCCESS)
        return 0;
    return commands::subjectFrom(object) ? 1 : 0;
}

const std::array<OutsideReader, 9>& outsideReaders()
{
    static const std::array<OutsideReader, 9> all{{
        {"OTLP protobuf", [](const Trial&) { return ingesttest::manySpans(1, 3); },
         spansOfProtobuf},
        {"OTLP JSON", [](const Trial&) { return ingesttest::jsonLine(1); }, spansOfJson},
        {"manifest", manifestText, membersOfManifest},
        {"archive", archiveBytes, membersOfArchive},
        {"runbook", [](const Trial&) { return resourceText("runbooks/judge-drift.md"); },
         stepsOfRunbook},
        {"profile", [](const Trial&) { return resourceText("profiles/etcd.yaml"); },
         operationsOfProfile},
        {"source", [](const Trial&) { return resourceText("sources/jaeger.yaml"); }, feedsOfSource},
        {"CSV",
         [](const Trial&) {
             return std::string("t_s,value,load,segment\n1,0.5,10,morning\n2,0.75,11,noon\n");
         },
         rowsOfCsv},
        {"JSON lines",
         [](const Trial&) {
             return std::string(
                 R"({"prompt":"What does the city's oldest bridge cost?","output":"Nothing at )"
                 R"(all, as far as I know.","context":["The bridge is free of charge."]})");
         },
         subjectsOfJsonLine},
    }};
    return all;
}

std::size_t readScarcely(const OutsideReader& reader, const std::string& bytes,
                         const Shortage& shortage, bool& hasFailed)
{
    std::size_t read = 0;
    beginShortage(shortage);
    try {
        read = reader.read(bytes);
    } catch (const std::bad_alloc&) {
        read = 0;
    }
    hasFailed = endShortage() > 0;
    return read;
}

} // namespace

// Where memory ends, the reader throws std::bad_alloc or refuses; what it was given is read as ever
// when there is memory again.
void runOutOfMemory(const Trial& trial)
{
    const auto& readers = outsideReaders();
    const OutsideReader& reader = readers[trial.seed % readers.size()];
    const std::string name = reader.name;
    const std::string bytes = reader.input(trial);
    const std::size_t whole = reader.read(bytes);
    require(whole > 0, name + ": a good input is refused");
    // The first allocation fails of each: who has none would be tried by nothing here.
    bool hasFailed = false;
    static_cast<void>(readScarcely(reader, bytes, {}, hasFailed));
    require(hasFailed, name + " takes no memory: nothing is tried here");
    const auto from = static_cast<std::int64_t>(trial.seed / readers.size());
    const std::size_t read =
        readScarcely(reader, bytes, {.thread = 0, .from = from, .failures = 1}, hasFailed);
    require(!hasFailed || read == 0 || read == whole, name + ": half of it is taken for all");
    require(reader.read(bytes) == whole, name + ": it does not go on when there is memory");
    if (!hasFailed)
        notReached(); // it takes fewer allocations
}

} // namespace faults
