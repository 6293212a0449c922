// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/proofrecord.h"
#include "widgets/accessible/parts.h"

#include <QWidget>

namespace common {
class Theme;
}

namespace runbookview {

// How a proof stands: each version's share of right answers with its interval, on one axis from 0
// to 100 %, with the share that is asked for. GUI thread.
class ProofView final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit ProofView(const common::Theme& theme, QWidget* parent = nullptr);

    void setProof(const runbook::ProofRecord& proof);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    QAccessible::Role toldRole() const override { return QAccessible::Chart; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintVersion(QPainter& painter, const runbook::VersionStanding& version, int top,
                      bool isCandidate) const;
    int xOf(double share) const;

    const common::Theme& m_theme;
    runbook::ProofRecord m_proof;
};

// The verdict so far, or at last, in words.
QString verdictText(const runbook::ProofRecord& proof);

} // namespace runbookview
