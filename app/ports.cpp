// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ports.h"

#include "models/runbook/recoverytest.h"
#include "models/telemetry/utf8.h"

#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using telemetry::Evaluation;
using telemetry::Result;

constexpr auto kRecoveryInterval = std::chrono::seconds(1);
constexpr double kFailed =
    0.5; // badness from which an answer counts as failed, as in the alarm's rates

telemetry::Timestamp eventTime(telemetry::Timestamp time)
{
    return time == telemetry::Timestamp{} ? telemetry::Timestamp(std::chrono::system_clock::now())
                                          : time;
}

} // namespace

RecordingEntryPort::RecordingEntryPort(ingest::Pipeline& pipeline, std::string actor,
                                       QObject* parent)
    : EntryPort(parent)
    , m_pipeline(pipeline)
    , m_actor(std::move(actor))
{
}

void RecordingEntryPort::append(const telemetry::TimelineEntry& entry)
{
    telemetry::TimelineEntry complete = entry;
    complete.actor = m_actor;
    complete.time = eventTime(entry.time);
    m_pipeline.record(
        complete,
        [self = QPointer<RecordingEntryPort>(this)](Result<telemetry::TimelineEntry> written) {
            QMetaObject::invokeMethod(
                self.data(),
                [self, written = std::move(written)] {
                    if (!self)
                        return;
                    if (written)
                        emit self->appended(*written);
                    else
                        emit self->failed(QString::fromStdString(written.error().message));
                },
                Qt::QueuedConnection);
        });
}

LeverPort::LeverPort(runbook::LeverGateway& levers, ingest::Pipeline& pipeline,
                     items::RecordingQueries& queries, std::string actor, QObject* parent)
    : CommandPort(parent)
    , m_levers(levers)
    , m_pipeline(pipeline)
    , m_queries(queries)
    , m_actor(std::move(actor))
{
    m_worker.setMaxThreadCount(1);
    m_recoveryTimer.setInterval(kRecoveryInterval);
    connect(&m_recoveryTimer, &QTimer::timeout, this, &LeverPort::lookForRecovery);
}

LeverPort::~LeverPort()
{
    m_isClosing = true;
    m_worker.clear();
    m_worker.waitForDone();
}

void LeverPort::setAlarm(const telemetry::AlarmTransition& alarm)
{
    m_alarm = alarm;
}

void LeverPort::requestPlan(quint64 request, const QString& lever, const QString& to)
{
    m_worker.start([this, request, lever = lever.toStdString(), to = to.toStdString()] {
        auto plan = m_levers.plan(lever, to);
        QMetaObject::invokeMethod(
            this, [this, request, plan = std::move(plan)] { emit planReady(request, plan); },
            Qt::QueuedConnection);
    });
}

void LeverPort::requestUndo(quint64 request, const QString& lever, const runbook::LeverState& prior)
{
    m_worker.start([this, request, lever = lever.toStdString(), prior] {
        auto plan = m_levers.planUndo(lever, prior);
        QMetaObject::invokeMethod(
            this, [this, request, plan = std::move(plan)] { emit planReady(request, plan); },
            Qt::QueuedConnection);
    });
}

void LeverPort::fire(quint64 request, const runbook::LeverPlan& plan)
{
    m_followed = m_alarm;
    m_worker.start([this, request, plan] {
        auto result = m_levers.fire(plan, &m_isClosing);
        QMetaObject::invokeMethod(
            this,
            [this, request, result = std::move(result)] {
                emit fireFinished(request, result);
                const auto isInEffect = [](const runbook::Rung& rung) {
                    return rung.kind == runbook::RungKind::InEffect
                        && rung.state == runbook::RungState::Reached;
                };
                if (!result)
                    return;
                const auto rung = std::ranges::find_if(result->rungs, isInEffect);
                if (rung != result->rungs.end())
                    followRecovery(rung->time);
            },
            Qt::QueuedConnection);
    });
}

void LeverPort::record(const telemetry::TimelineEntry& entry)
{
    telemetry::TimelineEntry complete = entry;
    complete.time = eventTime(entry.time);
    if (complete.actor.empty())
        complete.actor = m_actor;
    m_pipeline.record(std::move(complete));
}

void LeverPort::followRecovery(telemetry::Timestamp inEffect)
{
    m_inEffect = inEffect;
    if (m_followed)
        m_recoveryTimer.start();
}

void LeverPort::lookForRecovery()
{
    store::View view;
    view.range.start = m_inEffect;
    store::GenerationFilter filter;
    filter.service = m_followed->service;
    m_queries.run<std::vector<Evaluation>>(
        this,
        [view, filter](const store::Reader& reader) { return reader.evaluations(view, filter); },
        [this](const Result<std::vector<Evaluation>>& evaluations) {
            if (evaluations)
                judgeRecovery(*evaluations);
        });
}

void LeverPort::judgeRecovery(const std::vector<Evaluation>& evaluations)
{
    if (!m_followed)
        return;
    const runbook::RecoverySettings settings{.baseline = m_followed->rateBefore,
                                             .alarmRate = m_followed->rateNow};
    runbook::RecoveryTest test(settings);
    for (const Evaluation& evaluation : evaluations) {
        if (evaluation.check == m_followed->check && evaluation.badness)
            test.observe(*evaluation.badness >= kFailed ? 1.0 : 0.0);
    }
    runbookview::RecoveryStatus status;
    status.signal = tr("%1 of %2")
                        .arg(QString::fromStdString(telemetry::sanitizedUtf8(m_followed->check)),
                             QString::fromStdString(telemetry::sanitizedUtf8(m_followed->service)));
    status.verdict = test.verdict();
    status.mean = test.mean();
    status.threshold = test.threshold();
    status.baseline = settings.baseline;
    if (status.verdict == runbook::RecoveryVerdict::Recovered) {
        m_recoveryTimer.stop();
        m_followed.reset();
    }
    emit recoveryChanged(status);
}
