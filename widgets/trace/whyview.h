// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/provenance.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <cstddef>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace traceview {

class EvidenceCard;
class TraceSelection;

// Why this sentence? The places that the words of a claim passed, from where they were first said
// to the answer, as a chain of cards. Up and down go through them; Enter or a click chooses the
// step and its stretch of text; Escape goes back. GUI thread.
class WhyView final : public QWidget
{
    Q_OBJECT

public:
    WhyView(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    void setProvenance(const claims::Provenance& provenance);
    void setSearching(); // it is being followed
    const claims::Provenance& provenance() const { return m_provenance; }
    int count() const { return static_cast<int>(m_cards.size()); }
    EvidenceCard* card(int hop) const; // nullptr: there is none
    void focusCard(int hop);

signals:
    void backAsked();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void clear();
    void restyle();
    void showPlace();
    void choose(std::size_t hop);
    int focused() const; // -1: none

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    claims::Provenance m_provenance;
    std::vector<EvidenceCard*> m_cards; // one a hop
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_back;
    QScrollArea* m_scroll;
    QVBoxLayout* m_chain;
};

} // namespace traceview
