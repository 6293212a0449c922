// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drillfrom.h"

#include "app/commands/drillsupport.h"
#include "app/commands/outcome.h"
#include "app/commands/portholder.h"
#include "app/commands/terminal.h"
#include "models/drill/sandbox.h"
#include "models/practice/recordedfleet.h"
#include "models/telemetry/timetext.h"

#include <QFile>

#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using practice::RecordedFleet;
using telemetry::Result;

// Made before anything is sent, so that what is there already is refused in time; gone again when
// nothing comes of it.
class ReservedFiles
{
public:
    ReservedFiles() = default;
    ReservedFiles(const ReservedFiles&) = delete;
    ReservedFiles& operator=(const ReservedFiles&) = delete;
    ~ReservedFiles()
    {
        for (const std::string& path : m_paths)
            QFile::remove(QString::fromStdString(path));
    }

    Result<void> reserve(const std::string& path) // empty: none is wanted
    {
        if (path.empty())
            return {};
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return telemetry::failure(telemetry::ErrorKind::Refused,
                                      path + " cannot be made: " + file.errorString().toStdString()
                                          + ". Choose a name that is not taken, in a folder that "
                                            "you may write to.");
        m_paths.push_back(path);
        return {};
    }
    void keep() { m_paths.clear(); }

private:
    std::vector<std::string> m_paths;
};

Result<void> writeReserved(const std::string& path, const std::string& text)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly | QIODevice::ExistingOnly)
        || file.write(text.data(), static_cast<qint64>(text.size()))
            != static_cast<qint64>(text.size())
        || !file.flush())
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  path + " cannot be written: " + file.errorString().toStdString()
                                      + ". See whether the disk is full.");
    return {};
}

Result<void> writeFiles(const DrillFromOptions& options, const practice::RecordedDrill& drill,
                        telemetry::Timestamp faultTime)
{
    if (!options.truth.empty()) {
        practice::Truth truth = drill.truth;
        truth.faultTime = faultTime;
        if (const auto written = writeReserved(options.truth, practice::truthToJson(truth));
            !written)
            return written;
    }
    if (options.profile.empty())
        return {};
    std::vector<std::string> leftOut;
    const std::string text = sandboxProfileText(drill.levers, leftOut);
    return writeReserved(options.profile,
                         text.empty() ? actuation::builtInProfileText("sandbox") : text);
}

// The machine slept, say: what was told to come at a time came later.
std::string heldUpText(telemetry::Duration heldUp)
{
    if (heldUp <= telemetry::Duration::zero())
        return {};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(heldUp).count();
    return "; the clock jumped, and all that followed came " + std::to_string(seconds)
        + " s later than planned, the fault too if it had not begun";
}

int summarise(const DrillFromOptions& options, const RecordedFleet::Statistics& done)
{
    print(stdout,
          "%llu records delivered once more, %llu of them spans, %llu sends failed, %llu items "
          "dropped; the bad stretch began %llu times%s\n",
          static_cast<unsigned long long>(done.records),
          static_cast<unsigned long long>(done.spans),
          static_cast<unsigned long long>(done.failedSends),
          static_cast<unsigned long long>(done.droppedItems),
          static_cast<unsigned long long>(done.stretch == practice::Stretch::Healthy ? 0
                                                                                     : done.passes),
          heldUpText(done.heldUp).c_str());
    if (!done.problem.empty())
        return report({.kind = telemetry::ErrorKind::Unreadable, .message = done.problem});
    if (done.records == 0 && done.failedSends > 0)
        return report({telemetry::ErrorKind::Unreachable,
                       "Nothing could be delivered to " + options.otlpUrl
                           + "; is a receiver listening there?"});
    return 0;
}

} // namespace

void addFromFiles(CLI::App& command, DrillFromOptions& options, CLI::Option& from)
{
    command
        .add_option("--truth-out", options.truth,
                    "Writes what was behind it, and when it begins in the drill: for `scorecard`, "
                    "and not for who is to find it")
        ->needs(&from)
        ->type_name("FILE");
    command
        .add_option("--profile-out", options.profile,
                    "Writes a profile by which a console moves its levers in the sandbox; for "
                    "levers of the simulated fleet the built-in profile `sandbox` does")
        ->needs(&from)
        ->type_name("FILE");
}

int runDrillFrom(const DrillFromOptions& options)
{
    std::optional<telemetry::Duration> duration;
    if (!options.duration.empty()) {
        const auto parsed = telemetry::durationFromText(options.duration);
        if (!parsed)
            return report(parsed.error());
        duration = *parsed;
    }
    auto drill = readRecordedDrill(options.source);
    if (!drill)
        return report(drill.error());
    ReservedFiles files;
    for (const std::string& path : {options.truth, options.profile}) {
        if (const auto reserved = files.reserve(path); !reserved)
            return report(reserved.error());
    }
    auto controlPlane = drill::SandboxControlPlane::listen(
        "127.0.0.1", options.control, practice::controlValuesOf(drill->levers));
    if (!controlPlane)
        return report(
            withHolder(controlPlane.error(), {.address = "127.0.0.1", .port = options.control}));
    drill::SandboxControlPlane& levers = **controlPlane;
    auto fleet = RecordedFleet::start({.path = options.source.path,
                                       .drill = *drill,
                                       .otlpUrl = options.otlpUrl,
                                       .speed = options.speed,
                                       .controlValues = [&levers] { return levers.values(); }});
    if (!fleet)
        return report(fleet.error());
    if (const auto written = writeFiles(options, *drill, (*fleet)->faultTime()); !written)
        return report(written.error());
    files.keep();
    for (const std::string& note : recordedDrillNotes(*drill))
        print(stderr, "%s\n", note.c_str());
    print(stderr, "control plane on %s\n", levers.url().c_str());
    print(stderr, "fault at %s\n", telemetry::toRfc3339((*fleet)->faultTime()).c_str());
    waitUntil(duration, [&fleet] { return (*fleet)->statistics().isOver; });
    const RecordedFleet::Statistics done = (*fleet)->statistics();
    fleet->reset(); // before the control plane that it looks at
    return summarise(options, done);
}

} // namespace commands
