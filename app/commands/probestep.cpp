// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/probestep.h"

#include "app/commands/outcome.h"
#include "models/canary/prober.h"
#include "models/net/secrets.h"
#include "models/objective/textfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <charconv>
#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxBytes = 4 * 1024 * 1024;
constexpr int kMostSamples = 10'000;
constexpr auto kPoll = std::chrono::milliseconds(50);

std::string fieldOf(const runbook::Step& step, const char* name)
{
    const auto field = step.fields.find(name);
    return field == step.fields.end() ? std::string() : field->second;
}

// A file beside the runbook, with or without its ending, or a path of one's own.
Result<canary::ProbeSet> readSet(const std::string& name, const std::string& folder)
{
    if (name.empty())
        return failure(ErrorKind::Usage, "The step names no probe_set.");
    const QString given = QString::fromStdString(name);
    const QDir beside(QString::fromStdString(folder));
    for (const QString& path : {beside.filePath(given), beside.filePath(given + u".yaml"_s)}) {
        QFile file(path);
        if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
            continue;
        if (file.size() > kMaxBytes)
            return failure(ErrorKind::Unreadable, path.toStdString() + ": larger than 4 MiB.");
        auto parsed = canary::parseProbeSet(file.readAll().toStdString());
        if (!parsed.problems.empty())
            return tl::make_unexpected(objective::problemsIn(path.toStdString(), parsed.problems));
        return std::move(parsed.set);
    }
    return failure(ErrorKind::Unreadable,
                   "There is no probe set \"" + name + "\" beside the runbook.");
}

} // namespace

std::string ProbeStepResult::text() const
{
    std::string words = std::to_string(asked) + " asked, " + std::to_string(passed) + " passed, "
        + std::to_string(failed) + " failed" + (failures.empty() ? "" : " (" + failures + ")");
    if (unknown > 0)
        words += ", " + std::to_string(unknown) + " unknown";
    if (unanswered > 0)
        words += ", " + std::to_string(unanswered) + " unanswered";
    return words;
}

Result<ProbeStepResult> askProbes(const runbook::Step& step, const ProbeStepOptions& options)
{
    auto set = readSet(fieldOf(step, "probe_set"), options.folder);
    if (!set)
        return tl::make_unexpected(set.error());
    if (const std::string model = fieldOf(step, "model"); !model.empty())
        set->model = model;
    int samples = static_cast<int>(set->probes.size());
    if (const std::string given = fieldOf(step, "samples"); !given.empty()) {
        const auto read = std::from_chars(given.data(), given.data() + given.size(), samples);
        if (read.ec != std::errc() || samples < 1 || samples > kMostSamples)
            return failure(ErrorKind::Usage, "samples: 1 to 10,000 can be asked.");
    }
    const auto token =
        net::resolveSecret({.name = "CANARY", .namedFile = options.tokenFile, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    installSignalHandlers();
    std::atomic<bool> cancel = false;
    const std::jthread watcher([&cancel](const std::stop_token& stop) {
        while (!stop.stop_requested() && !cancel) {
            cancel = isInterrupted();
            std::this_thread::sleep_for(kPoll);
        }
    });
    canary::Prober prober(options.endpoint, *token);
    ProbeStepResult result;
    result.model = set->model;
    std::string error;
    for (int i = 0; i < samples; ++i) {
        const canary::Probe& probe = set->probes[static_cast<std::size_t>(i) % set->probes.size()];
        const canary::ProbeOutcome outcome = prober.ask(*set, probe, &cancel);
        if (cancel)
            return failure(ErrorKind::Refused, "The probe was broken off: " + result.text() + ".");
        ++result.asked;
        if (!outcome.reply.error.empty()) {
            ++result.unanswered;
            error = outcome.reply.error;
        } else if (outcome.score.result == canary::ProbeScore::Result::Passed) {
            ++result.passed;
        } else if (outcome.score.result == canary::ProbeScore::Result::Unknown) {
            ++result.unknown;
        } else {
            ++result.failed;
            if (result.failures.find(probe.id) == std::string::npos)
                result.failures += (result.failures.empty() ? "" : ", ") + probe.id;
        }
        // Nobody is there: not every question has to wait for its time to run out.
        if (result.unanswered == result.asked && result.asked == 3)
            break;
    }
    if (result.unanswered == result.asked)
        return failure(ErrorKind::Unreachable, prober.url() + " answered no probe: " + error);
    return result;
}

} // namespace commands
