// SPDX-License-Identifier: GPL-3.0-or-later

// What a line of the program holds that is easily taken out: a file is on the disk before it gets
// its name, a recording has one writer, work grows as what is worked on does, and a value does not
// leave its place. Each also with that line taken out, here and not in the program, which has to be
// seen: what finds nothing then would find nothing of the program either.

#include "models/actuation/filetarget.h"
#include "models/actuation/operations.h"
#include "models/actuation/profile.h"
#include "models/bundle/archive.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/store/writer.h"
#include "tests/faults/classes.h"
#include "tests/faults/ourcalls.h"
#include "tests/faults/scarcity.h"
#include "tests/models/ingest/ingestfixture.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace faults {

namespace {

// A bundle's archive, or a document of a control plane that lies in a file.
void writeNamedFile(const Trial& trial)
{
    if (trial.seed % 2 == 0) {
        const auto archive = bundle::ArchiveWriter::create(trial.path("a.tar.zst"));
        require(archive && (*archive)->add("one", std::string(1 + trial.seed * 997, 'x'))
                    && (*archive)->finish(),
                "the archive cannot be made");
        return;
    }
    const std::string path = trial.path("prompts.json");
    ingesttest::writeFile(path, "{}");
    net::ClientRequest request;
    request.url = "file://" + path;
    const net::Exchange read = actuation::performOnFile(request);
    require(read.status == 200, "the document cannot be read");
    request.method = "PUT";
    request.body = std::string(1 + trial.seed * 997, 'y');
    for (const auto& [name, value] : read.headers) {
        if (name == "etag")
            request.headers.emplace_back("If-Match", value);
    }
    require(actuation::performOnFile(request).status == 204, "the document cannot be written");
}

void syncBeforeNaming(const Trial& trial, bool areSyncsLost)
{
    setCallFaults({.areSyncsLost = areSyncsLost, .areLocksLost = false});
    watchNames();
    writeNamedFile(trial);
    require(namesGiven() > 0, "no file got its name by a call that is watched");
    require(unsyncedName().empty(), unsyncedName() + " got its name before it was on the disk");
}

void writeTwice(const Trial& trial, bool areLocksLost)
{
    setCallFaults({.areSyncsLost = false, .areLocksLost = areLocksLost});
    const std::string path = trial.path("one.plumb");
    const auto first = store::Writer::open(path);
    require(first.has_value(), first ? "" : first.error().message);
    const auto second = store::Writer::open(path);
    require(!second, "a recording has two writers");
    require(second.error().message.find(path) != std::string::npos,
            "an error that does not name " + path + ": " + second.error().message);
}

// Allocations, which are the same on every machine, where times are not.
std::int64_t allocationsOfReading(std::uint64_t spans, bool isQuadratic)
{
    const std::string body = ingesttest::manySpans(1, spans);
    beginShortage({.thread = 0, .from = std::numeric_limits<std::int64_t>::max(), .failures = 0});
    for (std::uint64_t pass = 0; pass < (isQuadratic ? spans : 1); ++pass) {
        auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces,
                                          std::make_shared<const std::string>(body));
        require(batch.has_value(), "a good body is refused");
        static_cast<void>(dialect::Interpreter::builtIn().interpret(std::move(*batch)));
    }
    endShortage();
    return allocationsSeen();
}

void growWithInput(const Trial& trial, bool isQuadratic)
{
    const std::uint64_t few = 20 + trial.seed % 20;
    constexpr std::int64_t times = 8;
    const std::int64_t before = allocationsOfReading(few, isQuadratic);
    const std::int64_t after = allocationsOfReading(few * times, isQuadratic);
    require(before > 0, "no allocation was counted");
    require(after <= before * times * 3 / 2,
            "reading takes " + std::to_string(before) + " allocations, and " + std::to_string(after)
                + " of " + std::to_string(times) + " times as much");
}

constexpr const char* kProfileOfOneLever = R"(
id: shared
base_url: http://127.0.0.1:1
environment: test
operations:
  v:
    token: atomic
    read: {method: GET, path: /v, valid: {json: [{pointer: /version, exists: true}]},
           value: {pointer: /value}, version: {pointer: /version}}
    write:
      method: PUT
      path: "/v?cas={{version}}"
      body: {value: "{{value}}"}
      reply:
        - {when: {status: 200}, outcome: accepted}
levers:
  - id: breaker:bot
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    values: {tripped: tripped, reset: reset}
    safe_value: tripped
    significance: Tripped, no answer reaches anybody.
    undo_text: It is put back.
)";

std::size_t countOf(const std::string& text, std::string_view ends)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [ends](char c) { return ends.find(c) != std::string_view::npos; }));
}

void keepValueInItsPlace(const Trial& trial, bool isUnescaped)
{
    static const std::string marker = "a-value-of-no-harm";
    std::string evil = "7&x=1#y";
    evil.insert(trial.seed % evil.size(), "&z=%2e/?");
    const auto profile = actuation::parseProfile(kProfileOfOneLever, "p.yaml");
    require(profile.has_value(), profile ? "" : profile.error().message);
    const actuation::RequestTemplate& request =
        profile->operations.at("v").write.steps.front().request;
    const auto rendered = [&request](const std::string& value) {
        actuation::Variables variables;
        for (const std::string& name : actuation::usedVariables(request))
            variables[name] = value;
        const auto path = request.path.render(variables, actuation::Destination::Path);
        require(path.has_value(), path ? "" : path.error().message);
        return *path;
    };
    const std::string plain = rendered(marker);
    require(plain.find(marker) != std::string::npos, "the path has no value in it");
    std::string path = rendered(evil);
    if (isUnescaped)
        path = std::string(plain).replace(plain.find(marker), marker.size(), evil);
    constexpr std::string_view ends = "/?&#=";
    require(countOf(path, ends) == countOf(plain, ends),
            "a value breaks out of its place: " + path);
}

} // namespace

void nameFiles(const Trial& trial)
{
    syncBeforeNaming(trial, false);
}
void nameFilesUnsynced(const Trial& trial)
{
    syncBeforeNaming(trial, true);
}
void openTwice(const Trial& trial)
{
    writeTwice(trial, false);
}
void openTwiceUnlocked(const Trial& trial)
{
    writeTwice(trial, true);
}
void readMore(const Trial& trial)
{
    growWithInput(trial, false);
}
void readMoreQuadratically(const Trial& trial)
{
    growWithInput(trial, true);
}
void fillIn(const Trial& trial)
{
    keepValueInItsPlace(trial, false);
}
void fillInUnescaped(const Trial& trial)
{
    keepValueInItsPlace(trial, true);
}

} // namespace faults
