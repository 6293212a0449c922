// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/opentrace.h"

#include "models/claims/claimprovenance.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace traceview {

namespace {

constexpr std::chrono::milliseconds kInterval(1000);
// Other traces of the session may get turns while this one stays as it is; reading them all takes
// longer than what they change is worth each second.
constexpr telemetry::Duration kSessionAge = std::chrono::seconds(10);

} // namespace

OpenTrace::OpenTrace(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                     QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_loader(queries, this)
    , m_stepQuery(queries, this)
    , m_contentsQuery(queries, this)
    , m_claimsQuery(queries, this)
    , m_contextQuery(queries, this)
    , m_whyQuery(queries, this)
    , m_comparisonQuery(queries, this)
    , m_pacer(conductor, kInterval)
{
    m_pacer.setActive(false);
    connect(&m_pacer, &items::RefreshPacer::due, this, &OpenTrace::refresh);
    connect(&m_loader, &items::TraceLoader::loaded, this, &OpenTrace::takeTree);
    connect(&m_loader, &items::TraceLoader::failed, this, &OpenTrace::treeFailed);
}

void OpenTrace::open(const telemetry::SpanKey& key)
{
    const bool isOther = !m_isOpen || key.trace != m_key.trace;
    m_isOpen = true;
    if (isOther) {
        m_snapshot = {};
        m_all = {};
        m_step.reset();
        m_claims.reset();
        m_session.reset();
        m_compared.reset();
        m_readAt.reset();
        m_key = key;
        emit forgotten();
        m_loader.open(key.trace, m_conductor.view());
    } else {
        choose(key.span);
        refresh();
    }
}

void OpenTrace::choose(telemetry::SpanId step)
{
    if (step == m_key.span)
        return;
    m_key.span = step;
    m_claims.reset();
    if (m_all.contents)
        emit claimsRead(); // none of another answer's meanwhile
    readStep();
    if (m_all.contents)
        readClaims();
}

void OpenTrace::setShown(bool isShown)
{
    m_pacer.setActive(isShown);
    if (isShown)
        refresh();
}

const telemetry::Generation* OpenTrace::generation() const
{
    return m_all.contents ? m_all.contents->generation(m_key.span) : nullptr;
}

void OpenTrace::refresh()
{
    if (!m_isOpen)
        return;
    const store::View view = m_conductor.view();
    m_loader.refresh(view);
    if (m_claims && view.knownAt - m_sessionKnownAt > kSessionAge)
        readContext();
}

void OpenTrace::takeTree(const items::TraceSnapshot& snapshot)
{
    if (snapshot.id != m_key.trace)
        return;
    m_snapshot = snapshot;
    emit treeRead();
    if (!snapshot.isWhole || m_readAt == snapshot.stamp)
        return;
    m_readAt = snapshot.stamp;
    readContents();
    readStep();
}

void OpenTrace::readContents()
{
    m_contentsQuery.request(
        [id = m_key.trace, tree = m_snapshot.tree, view = m_conductor.view()](
            const store::Reader& reader) { return readTraceReading(reader, tree, id, view); },
        [this, id = m_key.trace](telemetry::Result<TraceReading> reading) {
            if (id != m_key.trace)
                return;
            if (!reading) {
                emit contentsFailed(common::safeLine(reading.error().message));
                return;
            }
            m_all = std::move(*reading);
            m_session.reset();
            m_compared.reset(); // that was of the trace as it was known then
            emit contentsRead();
            addChosen();
            readClaims();
        });
}

void OpenTrace::readStep()
{
    if (m_key.span == telemetry::SpanId::None)
        return;
    m_stepQuery.request(
        [key = m_key, view = m_conductor.view()](const store::Reader& reader) {
            return traceview::readStep(reader, key, view);
        },
        [this, key = m_key](telemetry::Result<StepSnapshot> step) {
            if (key != m_key)
                return;
            if (step)
                takeStep(*step);
            else
                emit stepFailed(common::safeLine(step.error().message));
        });
}

void OpenTrace::takeStep(const StepSnapshot& step)
{
    m_step = step.generation;
    emit stepRead(step);
    if (addChosen())
        readClaims();
}

// Of a trace with very many answers the chosen one may not be among those that were read.
bool OpenTrace::addChosen()
{
    if (!m_step || !m_all.contents || !m_all.contents->isCut || m_step->span != m_key.span
        || generation() != nullptr)
        return false;
    auto more = std::make_shared<trace::TraceContents>(*m_all.contents);
    const auto later = std::ranges::find_if(
        more->generations, [this](const auto& other) { return other.start > m_step->start; });
    more->generations.insert(later, *m_step);
    m_all.contents = std::move(more);
    return true;
}

void OpenTrace::readClaims()
{
    if (generation() == nullptr) {
        m_claims.reset();
        emit claimsRead();
        return;
    }
    const store::View view = m_conductor.view();
    ageSession(view);
    m_claimsQuery.request(
        [contents = m_all.contents, key = m_key, view,
         session = m_session](const store::Reader& reader) {
            return traceview::readClaims(reader, *contents, key, view, session);
        },
        [this, key = m_key, contents = m_all.contents](telemetry::Result<ClaimsReading> reading) {
            if (key != m_key || contents != m_all.contents)
                return; // they are being read
            if (!reading) {
                m_claims.reset();
                emit claimsRead();
                emit answerFailed(common::safeLine(reading.error().message));
                return;
            }
            m_claims = std::move(reading->set);
            m_unread = std::move(reading->unread);
            m_session = std::move(reading->session);
            emit claimsRead();
            readContext();
        });
}

// As known at another time it may have lost or got turns.
void OpenTrace::ageSession(const store::View& view)
{
    if (view.knownAt < m_sessionKnownAt || view.knownAt - m_sessionKnownAt > kSessionAge)
        m_session.reset();
    if (!m_session)
        m_sessionKnownAt = view.knownAt;
}

void OpenTrace::readContext()
{
    const store::View known = m_conductor.view();
    ageSession(known);
    if (!m_claims)
        return;
    m_contextQuery.request(
        [contents = m_all.contents, key = m_key, set = m_claims, known,
         session = m_session](const store::Reader& reader) {
            return items::readContextSnapshot(reader, *contents, key, *set, known, session);
        },
        [this, key = m_key](telemetry::Result<items::ContextSnapshot> context) {
            if (key != m_key)
                return;
            if (!context) {
                emit answerFailed(common::safeLine(context.error().message));
                return;
            }
            m_session = context->session;
            // A session that was read anew may tell of another cut than the claims know.
            if (claims::unreadOf(key, context->drops) != m_unread)
                readClaims();
            emit contextRead(*context);
        });
}

void OpenTrace::askWhy(std::size_t claim)
{
    if (!m_claims || claim >= m_claims->claims.size())
        return;
    m_whyQuery.request(
        [contents = m_all.contents, set = m_claims,
         claim](const store::Reader&) -> telemetry::Result<claims::Provenance> {
            return claims::provenanceOf(*contents, *set, claim);
        },
        [this, key = m_key](telemetry::Result<claims::Provenance> provenance) {
            if (provenance && key == m_key)
                emit whyRead(*provenance);
        });
}

void OpenTrace::compareAnew()
{
    m_compared.reset();
    compare();
}

void OpenTrace::compare(std::optional<telemetry::TraceId> good)
{
    if (!m_all.contents || (!good && m_compared == m_key))
        return;
    m_compared = m_key;
    emit comparing();
    // The suspect is the answer that is chosen, else the last one of the trace.
    telemetry::SpanKey suspect = m_key;
    if (generation() == nullptr)
        suspect.span = telemetry::SpanId::None;
    m_comparisonQuery.request(
        [suspect, good, view = m_conductor.view()](const store::Reader& reader) {
            return comparison::readComparison(reader, view,
                                              {.suspect = {.suspect = suspect}, .with = good});
        },
        [this, key = m_key](telemetry::Result<comparison::ComparedRuns> runs) {
            if (m_compared != key)
                return;
            if (runs) {
                emit compared(*runs, key);
                return;
            }
            m_compared.reset(); // the next look tries again
            emit comparisonFailed(common::safeLine(runs.error().message));
        });
}

} // namespace traceview
