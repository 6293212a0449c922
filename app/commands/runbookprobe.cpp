// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/runbookprobe.h"

#include "app/commands/cancelonsignal.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/pricesfile.h"
#include "app/commands/requirementfacts.h"
#include "app/commands/terminal.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kEach = 10; // questions between two lines of progress

Result<sampling::PriceList> pricesOf(std::string path)
{
    if (path.empty())
        path = qgetenv("PLUMBLINE_REASK_PRICES").toStdString();
    return readPrices(path);
}

QJsonObject standingJson(const runbook::VersionStanding& version)
{
    return {{u"model"_s, displayText(version.model)},
            {u"asked"_s, version.asked},
            {u"passed"_s, version.passed},
            {u"failed"_s, version.failed},
            {u"unknown"_s, version.unknown},
            {u"unanswered"_s, version.unanswered},
            {u"low"_s, version.low},
            {u"high"_s, version.high}};
}

std::string progressText(const runbook::ProofRecord& proof)
{
    std::string text = std::to_string(proof.candidate.asked) + " of at most "
        + std::to_string(proof.most) + ": " + proof.candidate.model + " "
        + runbook::inWords(proof.candidate);
    if (proof.current)
        text += "; " + proof.current->model + " " + runbook::inWords(*proof.current) + "; "
            + runbook::inWords(proof.standing, proof.margin);
    return text;
}

} // namespace

QJsonObject toJson(const runbook::ProofRecord& proof)
{
    return {{u"outcome"_s, QLatin1String(runbook::toString(proof.outcome))},
            {u"standing"_s, QLatin1String(runbook::toString(proof.standing))},
            {u"reason"_s, displayText(proof.reason)},
            {u"probe_set"_s, displayText(proof.probeSet)},
            {u"digest"_s, displayText(proof.digest)},
            {u"candidate"_s, standingJson(proof.candidate)},
            {u"current"_s, proof.current ? QJsonValue(standingJson(*proof.current)) : QJsonValue()},
            {u"at_least"_s, proof.atLeast},
            {u"margin"_s, proof.margin},
            {u"alpha"_s, proof.alpha},
            {u"most"_s, proof.most}};
}

Result<runbook::ProofRecord> probeStep(const std::string& runbook, const runbook::Step& step,
                                       const RunbookProbeOptions& options, RunRecord* record)
{
    const auto prices = pricesOf(options.prices);
    if (!prices)
        return tl::make_unexpected(prices.error());
    auto plan = planProbe(step, options.folder, options.endpoint, *prices);
    if (!plan)
        return tl::make_unexpected(plan.error());
    tightenFor(*plan, earlierProofs(options.recording, runbook, step.id, plan->set.model));
    if (!options.isJson)
        print(options.isDryRun ? stdout : stderr, "probe set %s (%s), %zu questions\n%s\n",
              plan->proof.probeSet.c_str(), plan->place.c_str(), plan->set.probes.size(),
              inWords(plan->estimate).c_str());
    if (options.isDryRun)
        return plan->proof;
    CancelOnSignal cancel;
    Result<void> kept;
    const auto keep = [&](const telemetry::TimelineEntry& entry) {
        if (record != nullptr && kept)
            kept = record->add(entry);
        if (!kept) // nothing is asked that cannot be recorded
            cancel.cancel();
    };
    runbook::ProofRecord begun = plan->proof;
    begun.begun =
        std::chrono::time_point_cast<telemetry::Duration>(std::chrono::system_clock::now());
    keep(runbook::probingEntry(runbook, step, begun));
    if (!kept)
        return tl::make_unexpected(kept.error());
    ProbeWatch watch;
    watch.answered = [&](const runbook::ProbeAnswer& answer) {
        keep(runbook::answerEntry(runbook, step, answer));
    };
    watch.moved = [&](const runbook::ProofRecord& proof) {
        if (!options.isJson && proof.candidate.asked % kEach == 0)
            print(stderr, "%s\n", progressText(proof).c_str());
    };
    runbook::ProofRecord proof = carryOut(*plan, options.endpoint, watch, cancel.flag());
    if (!kept)
        return tl::make_unexpected(kept.error());
    keep(runbook::proofEntry(runbook, step, proof));
    if (!kept)
        return tl::make_unexpected(kept.error());
    if (proof.outcome == runbook::ProofOutcome::Stopped)
        return failure(ErrorKind::Refused, "The probe was broken off: " + noteOf(proof));
    if (proof.outcome == runbook::ProofOutcome::NoAnswer)
        return failure(ErrorKind::Unreachable, proof.endpoint + ": " + proof.reason);
    return proof;
}

} // namespace commands
