// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/store/query.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace items {

class TimeConductor;

// What a search through a whole recording has found. Texts are from outside.
struct Found
{
    enum class Kind
    {
        Trace, // by its id
        Step, // by its span's id
        Response, // by its id, or how that begins
        Name, // of a step: the newest one of that name and service
        Note, // in the timeline
        Question,
        Answer,
    };
    Kind kind = Kind::Trace;
    telemetry::SpanKey key; // but of a note; span None: the trace as a whole
    std::int64_t entry = 0; // of a note: its sequence number
    std::string service; // may be empty
    QString text; // a name, or what stands around the place
    telemetry::Timestamp time;
};

struct Findings
{
    std::vector<Found> rows; // by kind; of a kind the newest first
    bool isMore = false; // was found than is listed
    std::int64_t looked = 0; // answers, the newest, whose texts were looked through
    bool isCutShort = false; // there are earlier ones, and they were not
    std::string problem = {}; // of what could not be read and was left out; empty: nothing was
};

struct SearchLimits
{
    std::size_t ids = 10; // listed of traces, and of spans; of names and notes each, too
    std::size_t texts = 30; // listed of answers
    std::int64_t answers = 20'000; // looked through, as of spans for their names
};

inline constexpr qsizetype kShortestSearch = 3; // characters

// Ids that begin so, names of steps and notes with it. The view's range and knownAt count. Case
// does not.
telemetry::Result<Findings> searchNames(const store::Reader& reader, const store::View& view,
                                        const QString& text, const SearchLimits& limits = {});
// Notes beside the recording, see SideNotes: written afterwards, whatever was known then.
Findings searchSideNotes(const std::string& recording, const store::View& view, const QString& text,
                         const SearchLimits& limits = {});
// Answers that have it in what was asked or answered, or as the beginning of their response's id.
telemetry::Result<Findings> searchTexts(const store::Reader& reader, const store::View& view,
                                        const QString& text, const SearchLimits& limits = {});

// Searches the recording for what is typed, as known at the cursor and from its beginning up to
// there: a moment after the last letter, beside the GUI; a new question ends the one before. Ids
// and names come first, texts when they were read. GUI thread.
class GlobalSearch final : public QObject
{
    Q_OBJECT

public:
    GlobalSearch(RecordingQueries& queries, const TimeConductor& conductor,
                 QObject* parent = nullptr);
    ~GlobalSearch() override;

    void search(const QString& text); // shorter than kShortestSearch: for nothing
    void stop();

    bool isSearching() const { return m_pause.isActive() || m_pending > 0; }
    const QString& text() const { return m_text; } // empty: nothing is asked
    const Findings& findings() const { return m_findings; } // so far
    const QString& problem() const { return m_problem; } // empty: it did not fail
    telemetry::Timestamp knownAt() const { return m_knownAt; } // cursor when it began

signals:
    void changed();

private:
    void begin();
    void take(int question, telemetry::Result<Findings> part);

    RecordingQueries& m_queries;
    const TimeConductor& m_conductor;
    QTimer m_pause;
    QString m_text;
    Findings m_findings;
    QString m_problem;
    telemetry::Timestamp m_knownAt;
    int m_question = 0;
    int m_pending = 0; // parts of the answer that are still to come
    std::vector<std::shared_ptr<ReadTicket>> m_tickets; // of these
};

} // namespace items
