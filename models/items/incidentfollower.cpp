// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/incidentfollower.h"

#include "models/telemetry/visibletext.h"

#include <chrono>
#include <utility>

namespace items {

namespace {

constexpr std::chrono::milliseconds kIncidentInterval(1000);

// What is known now is of what had happened at the cursor, as in every other view. At its end
// nothing is left out, nor what was written a moment ago or after the telemetry.
telemetry::Timestamp untilOf(const TimeConductor& conductor)
{
    const bool isWithin = conductor.isAsKnownNow() && conductor.mode() != TimeConductor::Mode::Live
        && conductor.cursor() < conductor.bounds().end;
    return isWithin ? conductor.cursor() : telemetry::Timestamp::max();
}

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
         until = untilOf(m_conductor)](const store::Reader& reader) {
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
    , m_query(queries, this)
    , m_reachQuery(queries, this)
    , m_pacer(conductor, kIncidentInterval)
    , m_reachPacer(conductor, kReachInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &IncidentFollower::read);
    // Counted over the range that the next reading tells.
    connect(&m_reachPacer, &RefreshPacer::due, this, [this] { m_isReachDue = true; });
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

void IncidentFollower::read()
{
    if (m_id.empty() || !m_pacer.isActive())
        return;
    // What was counted later was not known then, nor what was found out since where that is told.
    const bool isOfOtherKnowledge =
        std::exchange(m_isAsKnownNow, m_conductor.isAsKnownNow()) != m_conductor.isAsKnownNow();
    if (m_reach && (isOfOtherKnowledge || m_reach->countedAt > m_conductor.cursor())) {
        m_reach.reset();
        m_isReachDue = true;
        emit updated();
    }
    m_query.request(
        [id = m_id, knownAt = m_conductor.view().knownAt,
         until = untilOf(m_conductor)](const store::Reader& reader) {
            return incident::readIncidentTimeline(reader, id, knownAt, until);
        },
        [this](telemetry::Result<incident::IncidentRecord> record) {
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
            if (std::exchange(m_isReachDue, false))
                readReach();
        });
}

void IncidentFollower::readReach()
{
    m_reachQuery.request(
        [record = *m_record, objectives = m_objectives](const store::Reader& reader) {
            return items::readReach(reader, record, objectives);
        },
        [this, at = m_conductor.cursor(),
         isAsKnownNow = m_conductor.isAsKnownNow()](telemetry::Result<IncidentReach> reach) {
            // Another time is shown by now, or as known at another.
            if (at > m_conductor.cursor() || isAsKnownNow != m_conductor.isAsKnownNow()) {
                m_isReachDue = true;
                return read();
            }
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
