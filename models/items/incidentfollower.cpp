// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/incidentfollower.h"

#include "models/items/alarmsthen.h"
#include "models/telemetry/visibletext.h"

#include <chrono>
#include <utility>

namespace items {

namespace {

constexpr std::chrono::milliseconds kIncidentInterval(1000);

QString wordsOf(const telemetry::Error& error)
{
    return QString::fromStdString(telemetry::visibleText(error.message));
}

} // namespace

IncidentsFollower::IncidentsFollower(RecordingQueries& queries, const TimeConductor& conductor,
                                     QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_query(queries, this)
    , m_pacer(conductor, kIncidentInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &IncidentsFollower::read);
    connect(&conductor, &TimeConductor::modeChanged, this, [this] { m_isOfPresent = false; });
    read();
}

void IncidentsFollower::read()
{
    m_query.request(
        [knownAt = m_conductor.view().knownAt,
         until = shownUntil(m_conductor)](const store::Reader& reader) {
            return incident::readIncidents(reader, knownAt, until);
        },
        [this, isLive = m_conductor.mode() == TimeConductor::Mode::Live](
            telemetry::Result<std::vector<incident::Incident>> incidents) {
            if (!incidents) {
                emit failed(wordsOf(incidents.error()));
                return;
            }
            m_incidents = std::move(*incidents);
            m_isOfPresent = isLive && m_conductor.mode() == TimeConductor::Mode::Live;
            emit updated();
        });
}

IncidentFollower::IncidentFollower(RecordingQueries& queries, const TimeConductor& conductor,
                                   QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_isAsKnownNow(conductor.isAsKnownNow())
    , m_mode(conductor.mode())
    , m_cursor(conductor.cursor())
    , m_isAtEnd(conductor.cursor() == conductor.bounds().end)
    , m_query(queries, this)
    , m_reachQuery(queries, this)
    , m_pacer(conductor, kIncidentInterval)
    , m_reachPacer(conductor, kReachInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &IncidentFollower::read);
    // Counted over the range that the next reading tells.
    connect(&m_reachPacer, &RefreshPacer::due, this, [this] { m_isReachDue = true; });
    const auto follow = [this] {
        if (noteTime())
            read();
    };
    connect(&conductor, &TimeConductor::modeChanged, this, follow);
    connect(&conductor, &TimeConductor::cursorMoved, this, follow);
    setActive(false);
}

void IncidentFollower::setIncident(const std::string& id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_record.reset();
    m_reach.reset();
    m_reachProblem.clear();
    m_isReachDue = true;
    read();
}

void IncidentFollower::setObjectives(std::vector<objective::Objective> objectives)
{
    m_objectives = std::move(objectives);
    m_isReachDue = true;
    read();
}

void IncidentFollower::setActive(bool active)
{
    m_pacer.setActive(active);
    m_reachPacer.setActive(active);
    if (active)
        readNow();
}

void IncidentFollower::readNow()
{
    m_isReachDue = true;
    read();
}

bool IncidentFollower::noteTime()
{
    const telemetry::Timestamp cursor = m_conductor.cursor();
    const auto moved = cursor - std::exchange(m_cursor, cursor);
    const bool isAtEnd = cursor == m_conductor.bounds().end;
    const bool followsTheEnd =
        std::exchange(m_isAtEnd, isAtEnd) && isAtEnd && !m_conductor.canBeLive();
    const bool isLive = m_conductor.mode() == TimeConductor::Mode::Live;
    // Playing never goes on by more than the span at once.
    const bool goesOn =
        isLive || followsTheEnd || (m_conductor.isPlaying() && moved <= m_conductor.span());
    const bool isOfOtherMode = std::exchange(m_mode, m_conductor.mode()) != m_conductor.mode();
    const bool isOfOtherKnowledge =
        std::exchange(m_isAsKnownNow, m_conductor.isAsKnownNow()) != m_conductor.isAsKnownNow();
    const bool isMoved = moved != telemetry::Duration::zero();
    const bool isJump = isMoved && (moved < telemetry::Duration::zero() || !goesOn);
    if (!isJump && !isOfOtherMode && !isOfOtherKnowledge)
        return false;
    ++m_jumps;
    m_isReachDue = true;
    const bool wasTold = m_reach || !m_reachProblem.isEmpty();
    m_reach.reset();
    m_reachProblem.clear();
    if (wasTold)
        emit updated();
    return true;
}

void IncidentFollower::read()
{
    noteTime();
    if (m_id.empty() || !m_pacer.isActive())
        return;
    m_query.request(
        [id = m_id, knownAt = m_conductor.view().knownAt,
         until = shownUntil(m_conductor)](const store::Reader& reader) {
            return incident::readIncidentTimeline(reader, id, knownAt, until);
        },
        [this, jumps = m_jumps](telemetry::Result<incident::IncidentRecord> record) {
            if (!record) {
                // Before it was opened it is not there: no failure.
                if (record.error().kind != telemetry::ErrorKind::Usage)
                    emit failed(wordsOf(record.error()));
                return;
            }
            if (record->incident.id != m_id && record->incident.uid != m_id)
                return; // another one was chosen meanwhile
            m_record = std::move(*record);
            emit updated();
            // That of another time is not counted over: the one of this time is on the way.
            if (jumps == m_jumps && std::exchange(m_isReachDue, false))
                readReach();
        });
}

void IncidentFollower::readReach()
{
    m_reachQuery.request(
        [record = *m_record, objectives = m_objectives](const store::Reader& reader) {
            return items::readReach(reader, record, objectives);
        },
        [this, at = m_conductor.cursor(), jumps = m_jumps](telemetry::Result<IncidentReach> reach) {
            if (jumps != m_jumps)
                return; // counted anew already
            if (!reach) {
                m_reach.reset();
                m_reachProblem = wordsOf(reach.error());
                emit updated();
                emit failed(m_reachProblem);
                return;
            }
            m_reachProblem.clear();
            if (m_record && reach->incident == m_record->incident.id) {
                m_reach = std::move(*reach);
                m_reach->countedAt = at;
                emit updated();
            }
        });
}

} // namespace items
