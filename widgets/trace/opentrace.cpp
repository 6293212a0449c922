// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/opentrace.h"

#include "models/claims/claimprovenance.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace traceview {

namespace {

constexpr std::chrono::milliseconds kOpenInterval(1000);
// Other traces of the session may get turns while this one stays as it is; reading them all takes
// longer than what they change is worth each second.
constexpr telemetry::Duration kSessionAge = std::chrono::seconds(10);
// By more than this no cursor goes on by itself: a tenth of a second, a hundred times as fast.
constexpr telemetry::Duration kLongestStep = std::chrono::seconds(30);

} // namespace

OpenTrace::OpenTrace(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                     QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_loader(queries, this)
    , m_stepQuery(queries, this)
    , m_contentsQuery(queries, this)
    , m_addQuery(queries, this)
    , m_claimsQuery(queries, this)
    , m_contextQuery(queries, this)
    , m_whyQuery(queries, this)
    , m_comparisonQuery(queries, this)
    , m_pacer(conductor, kOpenInterval)
    , m_snapshot(std::make_shared<const items::TraceSnapshot>())
    , m_known(conductor.view().knownAt)
{
    // Before anything is read at the new time.
    connect(&conductor, &items::TimeConductor::cursorMoved, this, &OpenTrace::followCursor);
    connect(&conductor, &items::TimeConductor::transportChanged, this, &OpenTrace::followCursor);
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
        m_snapshot = std::make_shared<const items::TraceSnapshot>();
        m_all = {};
        m_step.reset();
        m_claims.reset();
        m_claimsOf.reset();
        m_session.reset();
        m_compared.reset();
        ++m_comparison;
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
    m_claimsOf.reset();
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

void OpenTrace::takeTree(const std::shared_ptr<const items::TraceSnapshot>& snapshot)
{
    if (snapshot->id != m_key.trace)
        return;
    m_snapshot = snapshot;
    emit treeRead();
    // Whoever was told may have opened another one.
    if (m_snapshot != snapshot || !snapshot->isWhole || m_readAt == snapshot->stamp)
        return;
    m_readAt = snapshot->stamp;
    readContents();
    readStep();
}

// At the time of the steps that are shown, wherever the cursor is by now: they are of one state.
void OpenTrace::readContents()
{
    m_contentsQuery.request(
        [key = m_key, tree = m_snapshot->tree, view = m_snapshot->view](
            const store::Reader& reader) { return readTraceReading(reader, tree, key, view); },
        [this, id = m_key.trace, of = m_readAt](telemetry::Result<TraceReading> reading) {
            if (id != m_key.trace || of != m_readAt)
                return; // they are being read
            if (!reading) {
                emit contentsFailed(common::safeLine(reading.error().message));
                return;
            }
            m_all = std::move(*reading);
            m_allOf = of;
            m_session.reset();
            m_compared.reset(); // that was of the trace as it was known then
            ++m_comparison;
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
        [key = m_key, view = tree() != nullptr ? m_snapshot->view : knownAs()](
            const store::Reader& reader) { return traceview::readStep(reader, key, view); },
        [this, key = m_key, of = m_readAt](telemetry::Result<StepSnapshot> step) {
            if (key != m_key)
                return;
            if (!step) {
                emit stepFailed(common::safeLine(step.error().message));
                return;
            }
            m_step.reset();
            if (step->generation && (!m_all.contents || m_all.contents->isCut)) {
                m_step = std::make_shared<const telemetry::Generation>(*step->generation);
                m_stepOf = of;
            }
            emit stepRead(*step);
            addChosen();
        });
}

// Of a trace with very many answers the chosen one may not be among those that were read.
void OpenTrace::addChosen()
{
    if (!m_step || !m_all.contents || !m_all.contents->isCut || m_step->span != m_key.span
        || m_stepOf != m_allOf || generation() != nullptr)
        return;
    m_addQuery.request(
        [contents = m_all.contents, step = m_step](const store::Reader&)
            -> telemetry::Result<std::shared_ptr<const trace::TraceContents>> {
            return withGeneration(*contents, *step);
        },
        [this, step = m_step, contents = m_all.contents](
            telemetry::Result<std::shared_ptr<const trace::TraceContents>> more) {
            if (!more || step != m_step || contents != m_all.contents)
                return;
            m_all.contents = std::move(*more);
            readClaims();
        });
}

void OpenTrace::readClaims()
{
    if (generation() == nullptr) {
        m_claims.reset();
        m_claimsOf.reset();
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
                m_claimsOf.reset();
                emit claimsRead();
                emit answerFailed(common::safeLine(reading.error().message));
                return;
            }
            m_claims = std::move(reading->set);
            m_claimsOf = contents;
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
    if (!m_claims || m_claimsOf != m_all.contents)
        return;
    m_contextQuery.request(
        [contents = m_all.contents, key = m_key, set = m_claims, known,
         session = m_session](const store::Reader& reader) {
            return items::readContextSnapshot(reader, *contents, key, *set, known, session);
        },
        [this, key = m_key,
         contents = m_all.contents](telemetry::Result<items::ContextSnapshot> context) {
            if (key != m_key || contents != m_all.contents)
                return; // it comes after their claims
            if (!context) {
                emit answerFailed(common::safeLine(context.error().message));
                return;
            }
            m_session = context->session;
            // A session that was read anew may tell of another cut than the claims know.
            if (claims::unreadOf(key, context->drops) != m_unread) {
                readClaims();
                emit sessionChanged();
            }
            emit contextRead(*context);
        });
}

void OpenTrace::askWhy(std::size_t claim)
{
    if (!m_claims || m_claimsOf != m_all.contents || claim >= m_claims->claims.size())
        return;
    m_whyQuery.request(
        [contents = m_claimsOf, set = m_claims,
         claim](const store::Reader&) -> telemetry::Result<claims::Provenance> {
            return claims::provenanceOf(*contents, *set, claim);
        },
        [this, contents = m_claimsOf,
         set = m_claims](telemetry::Result<claims::Provenance> provenance) {
            // Of claims, and of texts, that are there no more it is none.
            if (provenance && set == m_claims && contents == m_all.contents)
                emit whyRead(*provenance);
        });
}

void OpenTrace::followCursor()
{
    using Mode = items::TimeConductor::Mode;
    const telemetry::Timestamp known = knownAs().knownAt;
    const telemetry::Timestamp before = std::exchange(m_known, known);
    const bool movesByItself = m_conductor.mode() == Mode::Live || m_conductor.isPlaying();
    if (known == before || (movesByItself && known > before && known - before <= kLongestStep))
        return;
    ++m_comparison;
    if (!m_compared)
        return;
    m_compared.reset();
    emit comparisonOutdated();
}

void OpenTrace::compareAnew()
{
    m_compared.reset();
    compare();
}

void OpenTrace::compareAgain()
{
    if (m_compared != m_key)
        compare(m_goodFor == m_key ? m_good : std::nullopt);
}

void OpenTrace::compare(std::optional<telemetry::TraceId> good)
{
    if (!m_all.contents || (!good && m_compared == m_key))
        return;
    m_compared = m_key;
    m_good = good;
    m_goodFor = m_key;
    emit comparing();
    // The suspect is the answer that is chosen, else the last one of the trace.
    telemetry::SpanKey suspect = m_key;
    if (generation() == nullptr)
        suspect.span = telemetry::SpanId::None;
    m_comparisonQuery.request(
        [suspect, good, view = knownAs()](const store::Reader& reader) {
            return comparison::readComparison(reader, view,
                                              {.suspect = {.suspect = suspect}, .with = good});
        },
        [this, key = m_key,
         number = ++m_comparison](telemetry::Result<comparison::ComparedRuns> runs) {
            if (number != m_comparison || m_compared != key)
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
