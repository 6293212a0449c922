// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/suspects/suspectqueue.h"

#include <QString>
#include <QStringList>

#include <unordered_set>
#include <vector>

namespace items {

// Suspects in the order given, worst first. Text is as recorded: views make it safe to look at. GUI
// thread.
class SuspectModel final : public TableModel<suspects::QueueRow, telemetry::SpanKey>
{
    Q_OBJECT

public:
    enum Role
    {
        ProbabilityRole = Qt::UserRole + 1, // double, 0..1
        ReasonsRole, // QStringList, as recorded
        ChipsRole, // QStringList, a few words each: "4 identifiers", "cut off"
        ServiceRole,
        ModelRole, // empty: not in the telemetry
        IsExcerptRole, // false: what is displayed are words of ours, not the output
        TimeRole, // qlonglong, nanoseconds since the epoch
        VerdictRole, // of people, in a word or two: "confirmed", "1 of 2"; empty: none stands
        MarkedRole, // bool: it is one of those that were selected
    };

    explicit SuspectModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QHash<int, QByteArray> roleNames() const override;

    // Of rows with the same span only the first counts.
    void setSuspects(std::vector<suspects::QueueRow> suspects);
    // Only what has become of the rows that are shown: none comes, goes or moves.
    void updateShown(const std::vector<suspects::QueueRow>& suspects);
    // How many of these are not shown yet.
    int countNew(const std::vector<suspects::QueueRow>& suspects) const;
    // How many that are shown are not among these.
    int countGone(const std::vector<suspects::QueueRow>& suspects) const;

    // Those that are selected, listed or not.
    void setMarked(std::vector<telemetry::SpanKey> keys);
    bool isMarked(const telemetry::SpanKey& key) const { return m_marked.contains(key); }
    std::vector<telemetry::SpanKey> marked() const;

protected:
    QVariant cell(const suspects::QueueRow& row, int column, int role) const override;
    telemetry::SpanKey keyOf(const suspects::QueueRow& row) const override;
    bool isSame(const suspects::QueueRow& left, const suspects::QueueRow& right) const override;

private:
    std::unordered_set<telemetry::SpanKey> m_marked;
};

// What people say of an answer, in a word or two; empty: nothing that stands.
QString standingText(suspects::Standing standing);

// The reasons of a suspicion as sentences, with the names of checks as they are written everywhere.
QString reasonsText(const std::string& reasons);
// The kinds of its reasons, the one that weighs most first: at most eight, of 40 letters each.
QStringList reasonChips(const std::string& reasons);

// Why there is no text, in a sentence.
QString missingTextReason(telemetry::ContentState state);

} // namespace items
