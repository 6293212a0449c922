// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/proofrecord.h"
#include "widgets/runbook/probeport.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

namespace common {
class Theme;
}

namespace runbookview {

// The questions of a probe set, with what is expected, what both versions said last and who was
// right. Texts of models are made safe to show. GUI thread.
class ProbeTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        QuestionColumn,
        ExpectedColumn,
        CandidateColumn,
        CurrentColumn,
        RightColumn,
        ColumnCount,
    };

    explicit ProbeTable(const common::Theme& theme, QObject* parent = nullptr);

    void setProbes(std::vector<ProbePreparation::Probe> probes, bool hasCurrent);
    void forget(); // the answers
    // Little room: of an answer only its mark and how often the version was right.
    void setBrief(bool isBrief);
    void take(const runbook::ProbeAnswer& answer); // of a probe that is not there: nothing

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    bool hasCurrent() const { return m_hasCurrent; }
    // Everything of a row, for people: question, expectation, both newest answers, who was right.
    QString detailsOf(int row) const;

private:
    struct Said // of one version
    {
        std::optional<runbook::ProbeAnswer> newest;
        int passed = 0;
        int judged = 0;
        int asked = 0;
    };
    struct Row
    {
        ProbePreparation::Probe probe;
        Said candidate;
        Said current;
    };
    QString cellText(const Said& said) const;
    QString rightText(const Row& row) const;
    QString saidText(const Said& said, const QString& who) const;

    const common::Theme& m_theme;
    std::vector<Row> m_rows;
    bool m_hasCurrent = false;
    bool m_isBrief = false;
};

} // namespace runbookview
