// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/provenance.h"
#include "models/comparison/comparisonreader.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"
#include "models/items/traceloader.h"
#include "widgets/trace/stepdetails.h"
#include "widgets/trace/tracereading.h"

#include <QObject>

#include <memory>
#include <optional>

namespace traceview {

// The trace that is open and the step that is chosen in it, as known at the cursor, read in the
// background and read again while shown() where something changed. All it tells is of what is open
// now: what comes for an earlier question is dropped. GUI thread.
class OpenTrace final : public QObject
{
    Q_OBJECT

public:
    OpenTrace(items::RecordingQueries& queries, const items::TimeConductor& conductor,
              QObject* parent = nullptr);

    // With this step chosen; without a span none yet. What was read of another trace is forgotten
    // at once.
    void open(const telemetry::SpanKey& key);
    void choose(telemetry::SpanId step); // in the open trace; the same one: nothing
    void setShown(bool isShown); // reads while it is

    bool isOpen() const { return m_isOpen; }
    const telemetry::SpanKey& key() const { return m_key; } // of the chosen step
    store::View knownAs() const { return m_conductor.view(); }

    const items::TraceSnapshot& snapshot() const { return *m_snapshot; }
    // The same, for who keeps it.
    const std::shared_ptr<const items::TraceSnapshot>& sharedSnapshot() const { return m_snapshot; }
    const trace::SpanTree* tree() const { return m_snapshot->tree.get(); } // null: not read yet
    // Null until they are read, all three together; of a trace that comes in parts, after the last.
    const std::shared_ptr<const trace::TraceContents>& contents() const { return m_all.contents; }
    const std::shared_ptr<const trace::LoopGroups>& loops() const { return m_all.loops; }
    const std::shared_ptr<const trace::Playback>& playback() const { return m_all.playback; }
    // The chosen step with its texts; null: it is no generation, or they are not read yet.
    const telemetry::Generation* generation() const;
    // Of the chosen generation; null: not known yet.
    const std::shared_ptr<const claims::ClaimSet>& claimSet() const { return m_claims; }

    // Of claimSet(); nothing where there is none such, or the claims are being read again.
    void askWhy(std::size_t claim);
    // The good run is looked for unless one is given. Not again what was compared last. Needs
    // contents().
    void compare(std::optional<telemetry::TraceId> good = std::nullopt);
    void compareAnew(); // also what was compared last
    // What was not compared last: with the good run that was given for the chosen step, if one was.
    void compareAgain();

signals:
    void forgotten(); // another trace is open, nothing of it is known
    void treeRead(); // snapshot(): the first, more of it, or as it is now
    void treeFailed(const QString& problem);
    void contentsRead();
    void contentsFailed(const QString& problem);
    void stepRead(const traceview::StepSnapshot& step);
    void stepFailed(const QString& problem);
    void claimsRead(); // claimSet(), which is null where the chosen step has none
    void contextRead(const items::ContextSnapshot& context); // of the chosen generation
    void sessionChanged(); // its later turns tell of another cut
    void answerFailed(const QString& problem); // neither claims nor context can be told
    void whyRead(const claims::Provenance& provenance);
    void comparing();
    // `answer`: the step that was chosen when it was asked for.
    void compared(const comparison::ComparedRuns& runs, const telemetry::SpanKey& answer);
    void comparisonFailed(const QString& problem);
    // The cursor was moved: what was compared, or is being, is of another time. It is not told any
    // more, and looked for where compare() is called again.
    void comparisonOutdated();

private:
    void refresh();
    void takeTree(const std::shared_ptr<const items::TraceSnapshot>& snapshot);
    void readContents();
    void readStep();
    void takeStep(const StepSnapshot& step);
    void addChosen();
    void readClaims();
    void followCursor();
    void ageSession(const store::View& view); // forgets one that may be another by now
    void readContext();

    const items::TimeConductor& m_conductor;
    items::TraceLoader m_loader;
    items::LatestQuery<StepSnapshot> m_stepQuery;
    items::LatestQuery<TraceReading> m_contentsQuery;
    items::LatestQuery<std::shared_ptr<const trace::TraceContents>> m_addQuery;
    items::LatestQuery<ClaimsReading> m_claimsQuery;
    items::LatestQuery<items::ContextSnapshot> m_contextQuery;
    items::LatestQuery<claims::Provenance> m_whyQuery;
    items::LatestQuery<comparison::ComparedRuns> m_comparisonQuery;
    items::RefreshPacer m_pacer;
    bool m_isOpen = false;
    telemetry::SpanKey m_key;
    std::shared_ptr<const items::TraceSnapshot> m_snapshot; // not null
    std::optional<store::TraceStamp> m_readAt; // what m_all, or its reading on the way, is of
    TraceReading m_all;
    std::optional<store::TraceStamp> m_allOf;
    // The answer that was read last, in a trace of which not all are, and what it is of.
    std::shared_ptr<const telemetry::Generation> m_step;
    std::optional<store::TraceStamp> m_stepOf;
    std::shared_ptr<const claims::ClaimSet> m_claims;
    std::shared_ptr<const trace::TraceContents> m_claimsOf; // that they were read from
    claims::UnreadInput m_unread; // that m_claims were held against
    std::shared_ptr<const trace::ContextSession> m_session; // that was read last
    telemetry::Timestamp m_sessionKnownAt; // as known then
    std::optional<telemetry::SpanKey> m_compared; // last
    std::optional<telemetry::TraceId> m_good; // that was given for it
    std::optional<telemetry::SpanKey> m_goodFor;
    quint64 m_comparison = 0; // the answer to another one is not told
    telemetry::Timestamp m_known; // as the cursor stood last
};

} // namespace traceview
