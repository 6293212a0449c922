// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/followers.h"

#include "models/items/alarmsthen.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace items {

namespace {

constexpr telemetry::Duration kFirstSpan = std::chrono::minutes(5); // TimeConductor begins with it
constexpr auto kFleetInterval = 1000ms;
constexpr auto kSeriesInterval = 500ms;
constexpr auto kOverviewInterval = 2000ms;

QString messageOf(const telemetry::Error& error)
{
    return QString::fromStdString(error.message);
}

} // namespace

FleetFollower::FleetFollower(RecordingQueries& queries, const TimeConductor& conductor,
                             QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_query(queries, this)
    , m_pacer(conductor, kFleetInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &FleetFollower::read);
    connect(&conductor, &TimeConductor::modeChanged, this, [this] { m_isOfPresent = false; });
    read();
}

void FleetFollower::read()
{
    const bool isLive = m_conductor.mode() == TimeConductor::Mode::Live;
    m_query.request([view = m_conductor.view(), then = shownUntil(m_conductor)](
                        const store::Reader& reader) { return readFleet(reader, view, then); },
                    [this, isLive](telemetry::Result<FleetSnapshot> result) {
                        if (!result) {
                            emit failed(messageOf(result.error()));
                            return;
                        }
                        m_hasRead = true;
                        m_transitions = result->alarms;
                        m_isOfPresent = isLive && m_conductor.mode() == TimeConductor::Mode::Live;
                        m_services.setFleet(std::move(*result));
                        emit updated();
                    },
                    m_pacer.before());
}

OpenAlarmsFollower::OpenAlarmsFollower(RecordingQueries& queries, const TimeConductor& conductor,
                                       QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_query(queries, this)
{
    if (!conductor.canBeLive())
        return;
    connect(&m_timer, &QTimer::timeout, this, &OpenAlarmsFollower::read);
    connect(&conductor, &TimeConductor::modeChanged, this, &OpenAlarmsFollower::updateMode);
    updateMode();
}

void OpenAlarmsFollower::updateMode()
{
    if (m_conductor.mode() == TimeConductor::Mode::Live) {
        m_timer.stop();
        m_open.reset();
        return;
    }
    if (!m_timer.isActive()) {
        m_timer.start(kFleetInterval);
        read();
    }
}

void OpenAlarmsFollower::read()
{
    m_query.request([](const store::Reader& reader) { return reader.alarms({}); },
                    [this](telemetry::Result<std::vector<telemetry::AlarmTransition>> alarms) {
                        if (m_conductor.mode() == TimeConductor::Mode::Live)
                            return;
                        if (alarms)
                            m_open = std::move(*alarms);
                        else
                            m_open.reset(); // unknown, not none
                        emit updated();
                    });
}

SeriesFollower::SeriesFollower(RecordingQueries& queries, const TimeConductor& conductor,
                               QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_activity(std::make_shared<ActivityReader>())
    , m_query(queries, this)
    , m_pacer(conductor, kSeriesInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &SeriesFollower::read);
    read();
}

void SeriesFollower::setService(const QString& service)
{
    if (service.toStdString() == m_service)
        return;
    m_service = service.toStdString();
    m_pacer.requestNow();
}

void SeriesFollower::setFound(std::vector<FoundChange> found, std::optional<FoundChange> likeliest)
{
    if (found == m_found && likeliest == m_likeliest)
        return;
    m_found = std::move(found);
    m_likeliest = std::move(likeliest);
    m_snapshot.found = m_found;
    m_snapshot.likeliest = m_likeliest;
    emit updated();
}

void SeriesFollower::read()
{
    m_query.request(
        [view = m_conductor.view(), service = m_service, then = shownUntil(m_conductor),
         activity = m_activity](const store::Reader& reader) {
            return readSeries(reader, view, service, activity.get(), then);
        },
        [this](telemetry::Result<SeriesSnapshot> result) {
            if (!result) {
                emit failed(messageOf(result.error()));
                return;
            }
            if (result->service != m_service)
                return; // another service has been chosen meanwhile; its read is on the way
            m_snapshot = std::move(*result);
            m_snapshot.found = m_found;
            m_snapshot.likeliest = m_likeliest;
            emit updated();
            if (m_snapshot.activity.isPartial)
                read(); // what has come so far is shown meanwhile
        },
        m_pacer.before());
}

OverviewFollower::OverviewFollower(RecordingQueries& queries, TimeConductor& conductor,
                                   QObject* parent)
    : QObject(parent)
    , m_queries(queries)
    , m_conductor(conductor)
    , m_reader(std::make_shared<OverviewReader>())
    , m_query(queries, this)
    , m_jump(queries, this)
    , m_pacer(conductor, kOverviewInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &OverviewFollower::read);
    connect(&conductor, &TimeConductor::modeChanged, this, [this] { ++m_modeChanges; });
    // While the cursor stands nothing else would ask, but telemetry goes on coming.
    connect(&m_growth, &QTimer::timeout, this, [this] {
        if (!m_conductor.canBeLive() || m_conductor.mode() == TimeConductor::Mode::Fixed)
            read();
    });
    m_growth.start(kOverviewInterval);
    read();
}

void OverviewFollower::fitSpan()
{
    // Once: a recording that is shorter than the window would leave most of it empty.
    if (std::exchange(m_isFitted, true) || m_conductor.canBeLive())
        return;
    // Unless another span than the first was chosen meanwhile: by a link that the window opens on.
    if (m_conductor.span() == kFirstSpan && m_snapshot.bounds.duration() < kFirstSpan)
        m_conductor.setSpan(m_snapshot.bounds.duration());
}

void OverviewFollower::setShowsAll(bool on)
{
    m_showsAll = on;
    read();
}

void OverviewFollower::jump(MarkKind kind, bool isForward)
{
    const bool moves = m_conductor.mode() == TimeConductor::Mode::Live || m_conductor.isPlaying();
    const auto isStale = [this, moves, changes = m_modeChanges, cursor = m_conductor.cursor()] {
        return m_modeChanges != changes || (!moves && m_conductor.cursor() != cursor);
    };
    m_jump.request(
        [kind, path = m_queries.path()](const store::Reader& reader) {
            return readMarks(reader, path, kind);
        },
        [this, kind, isForward, isStale](telemetry::Result<std::vector<MarkedTime>> marks) {
            if (isStale())
                return;
            if (!marks) {
                emit failed(messageOf(marks.error()));
                return;
            }
            const auto found =
                markBeside(*marks, m_conductor.cursor(), isForward, m_conductor.isAsKnownNow());
            if (!found) {
                emit nothingToJumpTo(kind, isForward);
                return;
            }
            m_conductor.goTo(found->time, found->recorded);
            emit jumpedTo(*found);
        });
}

void OverviewFollower::read()
{
    const OverviewReader::Request request{.cursor = m_conductor.cursor(),
                                          .knownAt = m_conductor.view().knownAt,
                                          .countsBehind = m_conductor.canBeLive(),
                                          .showsAll = m_showsAll};
    m_query.request(
        [state = m_reader, request, path = m_queries.path()](
            const store::Reader& reader) -> telemetry::Result<OverviewSnapshot> {
            auto snapshot = state->read(reader, request);
            if (snapshot)
                addSideNotes(*snapshot, path);
            return snapshot;
        },
        [this](telemetry::Result<OverviewSnapshot> result) {
            if (!result)
                emit failed(messageOf(result.error()));
            else
                take(std::move(*result));
        },
        m_pacer.before());
}

void OverviewFollower::take(OverviewSnapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_snapshot.bounds.isEmpty()) {
        m_conductor.setBounds(m_snapshot.bounds);
        fitSpan();
    }
    emit updated();
}

} // namespace items
