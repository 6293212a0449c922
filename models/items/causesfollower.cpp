// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/causesfollower.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr auto kCausesInterval = 5000ms; // some thousand answers are composed each time

} // namespace

CausesFollower::CausesFollower(RecordingQueries& queries, const TimeConductor& conductor,
                               QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_first(queries, this) // somebody waits for it, and it is short
    , m_query(queries, this, RecordingQueries::Purpose::Search)
    , m_pacer(conductor, kCausesInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &CausesFollower::read);
}

void CausesFollower::setAlarm(const std::optional<telemetry::AlarmTransition>& alarm)
{
    const bool isSame = alarm && m_alarm && alarm->alarm == m_alarm->alarm;
    m_alarm = alarm;
    if (isSame || (!alarm && !m_causes))
        return;
    m_causes.reset();
    m_hasFailed = false;
    m_isOfAnother = true;
    emit updated();
    if (m_alarm)
        m_pacer.requestNow();
}

void CausesFollower::setGoldenSet(std::shared_ptr<const telemetry::GoldenSet> golden)
{
    m_golden = std::move(golden);
    if (m_alarm)
        m_pacer.requestNow();
}

void CausesFollower::read()
{
    if (!m_alarm)
        return;
    const store::View view = m_conductor.view();
    causes::CaseQuestion question = causes::questionOf(*m_alarm, view.knownAt);
    question.range.end = std::min(question.range.end, m_conductor.cursor());
    question.cursor = m_conductor.cursor();
    if (!m_causes)
        lookFirst(question, view.knownAt);
    m_sinceAsked.start();
    m_query.request(
        [question, knownAt = view.knownAt,
         golden = m_golden](const store::Reader& reader) -> telemetry::Result<Read> {
            auto causes = causes::causesOf(reader, question, knownAt, golden.get());
            if (!causes)
                return tl::make_unexpected(causes.error());
            return std::make_shared<const causes::Causes>(std::move(*causes));
        },
        [this, asked = m_alarm->alarm](telemetry::Result<Read> result) {
            if (!result) {
                m_hasFailed = m_alarm && m_alarm->alarm == asked;
                emit failed(QString::fromStdString(result.error().message));
                return;
            }
            if (!m_alarm || (*result)->facts.alarm != m_alarm->alarm)
                return; // another one has been chosen meanwhile
            m_causes = std::move(*result);
            m_hasFailed = false;
            // Whatever it costs, it is read a fifth of the time at most.
            m_pacer.setInterval(std::max<std::chrono::milliseconds>(
                kCausesInterval, 4 * std::chrono::milliseconds(m_sinceAsked.elapsed())));
            emit updated();
        },
        std::exchange(m_isOfAnother, false) ? Before::Stops : m_pacer.before());
}

// The whole takes many seconds where the processors are busy, and may have to wait for another
// search: what the answers next to the onset tell is shown meanwhile.
void CausesFollower::lookFirst(const causes::CaseQuestion& question, telemetry::Timestamp knownAt)
{
    m_first.request(
        [question, knownAt,
         golden = m_golden](const store::Reader& reader) -> telemetry::Result<Read> {
            auto causes = causes::firstLookOf(reader, question, knownAt, golden.get());
            if (!causes)
                return tl::make_unexpected(causes.error());
            return std::make_shared<const causes::Causes>(std::move(*causes));
        },
        [this](telemetry::Result<Read> result) {
            // What could not be read is told by the reading of the whole.
            if (!result || m_causes || !m_alarm || (*result)->facts.alarm != m_alarm->alarm)
                return;
            m_causes = std::move(*result);
            emit updated();
        },
        m_isOfAnother ? Before::Stops : m_pacer.before());
}

} // namespace items
