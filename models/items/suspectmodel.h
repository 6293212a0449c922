// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/store/query.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace items {

// Suspects in the order given, worst first. Text is as recorded: views make it safe to look at. GUI
// thread.
class SuspectModel final : public TableModel<store::SuspectRow, telemetry::SpanKey>
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
        VerdictRole, // of a person: "wrong", "sound", "unsure"; empty: none stands
        FilterRole, // all that a filter text is looked for in
    };

    explicit SuspectModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QHash<int, QByteArray> roleNames() const override;

    // Of rows with the same span only the first counts.
    void setSuspects(std::vector<store::SuspectRow> suspects);
    // Only what has become of the rows that are shown: none comes, goes or moves.
    void updateShown(const std::vector<store::SuspectRow>& suspects);
    // How many of these are not shown yet.
    int countNew(const std::vector<store::SuspectRow>& suspects) const;
    // How many that are shown are not among these.
    int countGone(const std::vector<store::SuspectRow>& suspects) const;

protected:
    QVariant cell(const store::SuspectRow& row, int column, int role) const override;
    telemetry::SpanKey keyOf(const store::SuspectRow& row) const override;
    bool isSame(const store::SuspectRow& left, const store::SuspectRow& right) const override;
};

// The reasons of a suspicion as sentences, with the names of checks as they are written everywhere.
QString reasonsText(const std::string& reasons);
// The kinds of its reasons, the one that weighs most first.
QStringList reasonChips(const std::string& reasons);

// Why there is no text, in a sentence.
QString missingTextReason(telemetry::ContentState state);

} // namespace items
