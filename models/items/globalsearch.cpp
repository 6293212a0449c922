// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/globalsearch.h"

#include "models/items/sidenotes.h"
#include "models/items/timeconductor.h"
#include "models/store/idsearch.h"
#include "models/store/reader.h"
#include "models/telemetry/generation.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace items {

namespace {

constexpr std::chrono::milliseconds kTypingPause(180);
constexpr qsizetype kPieceBefore = 40; // of a text, before the place that was found
constexpr qsizetype kPieceLength = 180;

// The piece of a text around a place; never half a character.
QString pieceAround(const QString& text, qsizetype place)
{
    qsizetype from = std::max<qsizetype>(place - kPieceBefore, 0);
    qsizetype to = std::min(from + kPieceLength, text.size());
    if (from > 0 && text[from].isLowSurrogate())
        ++from;
    if (to < text.size() && text[to].isLowSurrogate())
        --to;
    return (from > 0 ? QStringLiteral("…") : QString()) + text.mid(from, to - from)
        + (to < text.size() ? QStringLiteral("…") : QString());
}

std::optional<QString> pieceWith(const std::string& utf8, const QString& wanted)
{
    const QString text = QString::fromStdString(utf8);
    const qsizetype place = text.indexOf(wanted, 0, Qt::CaseInsensitive);
    return place < 0 ? std::nullopt : std::optional(pieceAround(text, place));
}

telemetry::Result<void> addIds(const store::Reader& reader, const store::View& view,
                               const QString& text, const SearchLimits& limits, Findings& findings)
{
    const auto hits = store::findIds(reader, text.toStdString(), view.knownAt, limits.ids);
    if (!hits)
        return tl::make_unexpected(hits.error());
    findings.isMore = findings.isMore || hits->isMore;
    for (const telemetry::SpanKey& key : hits->keys) {
        const bool isTrace = key.span == telemetry::SpanId::None;
        const auto row = isTrace ? reader.rootSpan(key.trace, view) : reader.span(key, view);
        if (!row)
            return tl::make_unexpected(row.error());
        // A trace of which only log records are known has no span, yet it can be opened.
        Found found{.kind = isTrace ? Found::Kind::Trace : Found::Kind::Step,
                    .key = key,
                    .entry = 0,
                    .service = {},
                    .text = {},
                    .time = view.knownAt};
        if (row->has_value()) {
            found.service = (*row)->service;
            found.text = QString::fromStdString((*row)->name);
            found.time = (*row)->start;
        }
        findings.rows.push_back(std::move(found));
    }
    return {};
}

telemetry::Result<void> addResponse(const store::Reader& reader, const store::View& view,
                                    const QString& text, Findings& findings)
{
    const auto generation = reader.generationOfResponse(text.toStdString(), view);
    if (!generation)
        return tl::make_unexpected(generation.error());
    if (*generation)
        findings.rows.push_back(
            {.kind = Found::Kind::Response,
             .key = {.trace = (*generation)->trace, .span = (*generation)->span},
             .entry = 0,
             .service = (*generation)->service,
             .text = text,
             .time = (*generation)->start});
    return {};
}

telemetry::Result<void> addNames(const store::Reader& reader, const store::View& view,
                                 const QString& text, const SearchLimits& limits,
                                 Findings& findings)
{
    store::GenerationFilter newest;
    newest.newestFirst = true;
    newest.limit = limits.answers;
    std::set<std::pair<std::string, std::string>> seen;
    return reader.forEachSpan(view, newest, [&](const store::SpanRow& row) {
        const QString name = QString::fromStdString(row.name);
        if (!name.contains(text, Qt::CaseInsensitive)
            || !seen.emplace(row.service, row.name).second)
            return true;
        if (seen.size() > limits.ids) {
            findings.isMore = true;
            return false;
        }
        findings.rows.push_back({.kind = Found::Kind::Name,
                                 .key = {.trace = row.trace, .span = row.span},
                                 .entry = 0,
                                 .service = row.service,
                                 .text = name,
                                 .time = row.start});
        return true;
    });
}

// The newest first.
void takeNotes(const std::vector<telemetry::TimelineEntry>& notes, const QString& text,
               const SearchLimits& limits, Findings& findings)
{
    std::size_t count = 0;
    for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
        const auto piece = pieceWith(note->text, text);
        if (!piece)
            continue;
        if (++count > limits.ids) {
            findings.isMore = true;
            break;
        }
        findings.rows.push_back({.kind = Found::Kind::Note,
                                 .key = {},
                                 .entry = note->sequence,
                                 .service = {},
                                 .text = *piece,
                                 .time = note->time});
    }
}

telemetry::Result<void> addNotes(const store::Reader& reader, const store::View& view,
                                 const QString& text, const SearchLimits& limits,
                                 Findings& findings)
{
    return reader.timeline(view, {"note"})
        .map([&](const std::vector<telemetry::TimelineEntry>& notes) {
            takeNotes(notes, text, limits, findings);
        });
}

} // namespace

telemetry::Result<Findings> searchNames(const store::Reader& reader, const store::View& view,
                                        const QString& text, const SearchLimits& limits)
{
    Findings findings;
    if (auto done = addIds(reader, view, text, limits, findings); !done)
        return tl::make_unexpected(done.error());
    if (auto done = addResponse(reader, view, text, findings); !done)
        return tl::make_unexpected(done.error());
    if (auto done = addNames(reader, view, text, limits, findings); !done)
        return tl::make_unexpected(done.error());
    if (auto done = addNotes(reader, view, text, limits, findings); !done)
        return tl::make_unexpected(done.error());
    return findings;
}

Findings searchSideNotes(const std::string& recording, const store::View& view, const QString& text,
                         const SearchLimits& limits)
{
    Findings findings;
    const TimelineEntries beside = withSideNotes({}, recording, view.range);
    takeNotes(beside.entries, text, limits, findings);
    findings.problem = beside.problem;
    return findings;
}

telemetry::Result<Findings> searchTexts(const store::Reader& reader, const store::View& view,
                                        const QString& text, const SearchLimits& limits)
{
    Findings findings;
    store::GenerationFilter newest;
    newest.newestFirst = true;
    const auto done =
        reader.forEachGeneration(view, newest, [&](const telemetry::Generation& generation) {
            if (findings.looked >= limits.answers) {
                findings.isCutShort = true;
                return false;
            }
            ++findings.looked;
            Found found{.kind = Found::Kind::Answer,
                        .key = {.trace = generation.trace, .span = generation.span},
                        .entry = 0,
                        .service = generation.service,
                        .text = {},
                        .time = generation.start};
            const QString response = QString::fromStdString(generation.responseId);
            if (auto answer = pieceWith(telemetry::outputText(generation), text)) {
                found.text = std::move(*answer);
            } else if (auto question = pieceWith(telemetry::promptText(generation), text)) {
                found.kind = Found::Kind::Question;
                found.text = std::move(*question);
            } else if (response.size() > text.size()
                       && response.startsWith(text, Qt::CaseInsensitive)) {
                found.kind = Found::Kind::Response; // whole ones are found among the names
                found.text = response;
            } else {
                return true;
            }
            if (findings.rows.size() >= limits.texts) {
                findings.isMore = true;
                return false;
            }
            findings.rows.push_back(std::move(found));
            return true;
        });
    if (!done)
        return tl::make_unexpected(done.error());
    return findings;
}

GlobalSearch::GlobalSearch(RecordingQueries& queries, const TimeConductor& conductor,
                           QObject* parent)
    : QObject(parent)
    , m_queries(queries)
    , m_conductor(conductor)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &GlobalSearch::begin);
}

GlobalSearch::~GlobalSearch()
{
    for (const auto& ticket : m_tickets)
        ticket->stop();
}

void GlobalSearch::stop()
{
    for (const auto& ticket : std::exchange(m_tickets, {}))
        ticket->stop();
    m_pause.stop();
    ++m_question;
    m_pending = 0;
    m_text.clear();
    m_problem.clear();
    m_findings = {};
}

void GlobalSearch::search(const QString& text)
{
    const QString wanted = text.trimmed();
    if (wanted == m_text) { // whoever asks again may have forgotten the answer
        emit changed();
        return;
    }
    stop();
    if (wanted.size() >= kShortestSearch) {
        m_text = wanted;
        m_pause.start();
    }
    emit changed();
}

void GlobalSearch::begin()
{
    store::View view = m_conductor.view();
    view.range.start = telemetry::Timestamp::min();
    m_knownAt = m_conductor.cursor();
    using Search = std::function<telemetry::Result<Findings>(const store::Reader& reader)>;
    const std::vector<Search> parts{
        [view, text = m_text](const store::Reader& reader) {
            return searchNames(reader, view, text);
        },
        [view, text = m_text, path = m_queries.path()](const store::Reader&) {
            return telemetry::Result<Findings>(searchSideNotes(path, view, text));
        },
        [view, text = m_text](const store::Reader& reader) {
            return searchTexts(reader, view, text);
        }};
    for (const Search& part : parts) {
        auto ticket = std::make_shared<ReadTicket>();
        m_tickets.push_back(ticket);
        ++m_pending;
        m_queries.run<Findings>(
            this, part,
            [this, question = m_question](telemetry::Result<Findings> answer) {
                take(question, std::move(answer));
            },
            RecordingQueries::Purpose::Search, std::move(ticket));
    }
    emit changed();
}

void GlobalSearch::take(int question, telemetry::Result<Findings> part)
{
    if (question != m_question) // nobody asks that any more
        return;
    --m_pending;
    if (part) {
        std::move(part->rows.begin(), part->rows.end(), std::back_inserter(m_findings.rows));
        m_findings.isMore = m_findings.isMore || part->isMore;
        m_findings.looked += part->looked;
        m_findings.isCutShort = m_findings.isCutShort || part->isCutShort;
        if (!part->problem.empty())
            m_findings.problem = std::move(part->problem);
    } else if (m_problem.isEmpty()) {
        m_problem = QString::fromStdString(part.error().message);
    }
    emit changed();
}

} // namespace items
