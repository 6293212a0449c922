// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probeport.h"

#include "app/commands/requirementfacts.h"
#include "models/reask/asker.h"
#include "models/telemetry/clock.h"

#include <QMetaObject>

#include <future>
#include <utility>

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

LiveProbePort::LiveProbePort(commands::ProbeEndpoint endpoint, sampling::PriceList prices,
                             ingest::Pipeline& pipeline, std::string actor, QObject* parent)
    : ProbePort(parent)
    , m_endpoint(std::move(endpoint))
    , m_prices(std::move(prices))
    , m_pipeline(pipeline)
    , m_actor(std::move(actor))
    , m_cancel(std::make_shared<std::atomic<bool>>(false))
{
    m_worker.setMaxThreadCount(1);
}

LiveProbePort::~LiveProbePort()
{
    cancel();
    m_worker.clear();
    m_worker.waitForDone();
}

QString LiveProbePort::endpoint() const
{
    return m_endpoint.url.empty() ? QString()
                                  : QString::fromStdString(reask::hostOf(m_endpoint.url));
}

// One that ships with the program has no folder.
std::string LiveProbePort::folderOf(const runbook::Runbook& book) const
{
    return book.source.file.empty() ? std::string() : m_folder;
}

void LiveProbePort::prepare(quint64 request, const runbook::Runbook& book,
                            const runbook::Step& step)
{
    // Small files, and not behind a proof that is under way.
    const auto plan = commands::planProbe(step, folderOf(book), m_endpoint, m_prices);
    Result<runbookview::ProbePreparation> made = plan
        ? Result<runbookview::ProbePreparation>(runbookview::ProbePreparation{})
        : tl::make_unexpected(plan.error());
    if (plan) {
        made->proof = plan->proof;
        made->place = plan->place;
        made->estimate = commands::inWords(plan->estimate);
        for (const canary::Probe& probe : plan->set.probes)
            made->probes.push_back({.id = probe.id,
                                    .question = probe.prompt,
                                    .expected = commands::expectedText(probe.expect)});
    }
    QMetaObject::invokeMethod(
        this,
        [this, request, answer = runbookview::ProbePrepared(std::move(made))] {
            emit prepared(request, answer);
        },
        Qt::QueuedConnection);
}

void LiveProbePort::ask(quint64 request, const runbook::Runbook& book, const runbook::Step& step)
{
    const auto tell = [this, request](const Result<runbook::ProofRecord>& end) {
        QMetaObject::invokeMethod(
            this,
            [this, request, answer = runbookview::ProbeEnded(end)] { emit ended(request, answer); },
            Qt::QueuedConnection);
    };
    if (m_isBusy)
        return tell(failure(ErrorKind::Refused,
                            "Another step is still being asked, and one is asked at a time."));
    if (m_endpoint.url.empty())
        return tell(failure(ErrorKind::Usage, "No endpoint is known that could be asked."));
    m_isBusy = true;
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_worker.start(
        [this, request, tell, id = book.id, step, folder = folderOf(book), cancel = m_cancel] {
            const auto end = carryOut(request, id, step, folder, *cancel);
            QMetaObject::invokeMethod(
                this, [this] { m_isBusy = false; }, Qt::QueuedConnection);
            tell(end);
        });
}

Result<runbook::ProofRecord> LiveProbePort::carryOut(quint64 request, const std::string& runbook,
                                                     const runbook::Step& step,
                                                     const std::string& folder,
                                                     std::atomic<bool>& cancel)
{
    auto plan = commands::planProbe(step, folder, m_endpoint, m_prices);
    if (!plan)
        return tl::make_unexpected(plan.error());
    commands::tightenFor(*plan,
                         commands::earlierProofs(m_recording, runbook, step.id, plan->set.model));
    runbook::ProofRecord begun = plan->proof;
    begun.begun = telemetry::SystemClock().now();
    Result<void> kept = record(runbook::probingEntry(runbook, step, begun));
    if (!kept)
        return tl::make_unexpected(kept.error());
    commands::ProbeWatch watch;
    watch.answered = [&](const runbook::ProbeAnswer& answer) {
        if (kept)
            kept = record(runbook::answerEntry(runbook, step, answer));
        if (!kept)
            cancel = true; // nothing is asked that cannot be recorded
        QMetaObject::invokeMethod(
            this, [this, request, answer] { emit answered(request, answer); },
            Qt::QueuedConnection);
    };
    watch.moved = [&](const runbook::ProofRecord& proof) {
        QMetaObject::invokeMethod(
            this, [this, request, proof] { emit moved(request, proof); }, Qt::QueuedConnection);
    };
    runbook::ProofRecord proof = commands::carryOut(*plan, m_endpoint, watch, &cancel);
    if (kept)
        kept = record(runbook::proofEntry(runbook, step, proof));
    if (!kept)
        return failure(kept.error().kind,
                       "It could not be recorded, so it counts for nothing: "
                           + kept.error().message);
    return proof;
}

Result<void> LiveProbePort::record(telemetry::TimelineEntry entry)
{
    entry.actor = m_actor;
    auto committed = std::make_shared<std::promise<Result<void>>>();
    auto outcome = committed->get_future();
    m_pipeline.record(std::move(entry), [committed](Result<telemetry::TimelineEntry> written) {
        committed->set_value(written.map([](const auto&) {}));
    });
    return outcome.get();
}
