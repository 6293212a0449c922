// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/provenance.h"
#include "models/trace/tracecontents.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/textmarks.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QKeyEvent;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace common {
class FlowLayout;
}

namespace traceview {

class EvidenceCard;
class EvidenceLines;
class TraceSelection;
class WhyView;

// What an answer says and what stands under it: its text with each claim underlined by its support,
// the passages of the chosen claim beside it. Chosen are a claim and a passage of the
// TraceSelection. J, K, Down and Up go through the claims, U and Shift+U to the next worse and the
// one before, Y asks where its words come from, Escape gives up what is narrowed or pointed at. GUI
// thread.
class ClaimsView final : public QWidget
{
    Q_OBJECT

public:
    ClaimsView(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    // `set` is of one generation of `contents`; null: not known yet.
    void setClaims(std::shared_ptr<const trace::TraceContents> contents,
                   std::shared_ptr<const claims::ClaimSet> set);
    // What whyAsked() asked for. Stays when other claims come, until it is left.
    void setProvenance(const claims::Provenance& provenance);

    // Only claims with this support are marked and gone through; none: all.
    void setFilter(std::optional<claims::Support> support);
    std::optional<claims::Support> filter() const { return m_filter; }
    void choose(std::size_t claim); // and brings it into sight; nothing for one that is not there
    void step(int direction); // 1, -1: in the order of the answer
    void stepWorst(int direction); // in the order of how bad they are
    void askWhy(); // of the chosen claim

    QString summaryText() const; // "14 claims: 9 supported, 1 weak"
    const std::vector<std::size_t>& resting() const { return m_resting; }
    QPlainTextEdit* answer() const { return m_answer; }
    EvidenceLines* lines() const { return m_lines; }
    WhyView* why() const { return m_why; }
    EvidenceCard* card(int evidence) const; // of the chosen claim; nullptr: there is none
    bool isWhyShown() const;

signals:
    void whyAsked(std::size_t claim);
    void turnChosen(const telemetry::SpanKey& key); // where evidence stands: another trace

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // What a person chose and scrolled to, while the same answer is read again.
    struct Kept
    {
        std::optional<std::pair<std::int64_t, std::int64_t>> claim; // code points of the answer
        int anchor = 0; // of the shown text
        int position = 0;
        int scrolled = 0;
        int evidenceScrolled = 0;
        QString focused; // object name of a button or a card
    };

    QWidget* makeEvidence();
    Kept keep() const;
    void restore(const Kept& kept);
    std::optional<std::size_t>
    claimOver(const std::pair<std::int64_t, std::int64_t>& stretch) const;
    bool handleKey(const QKeyEvent& event);
    bool hasSomethingToLeave() const; // by Escape: the way of the words, a place, a filter
    const claims::Claim* claim() const; // the chosen one
    std::optional<std::size_t> chosen() const;
    bool isShown(const claims::Claim& claim) const; // passes the filter
    std::optional<std::size_t> claimAt(int position) const; // of the shown text
    void showSummary();
    void showAnswer(std::int64_t from); // code points of the answer
    void showClaim();
    void showPlace();
    bool isChosen(const claims::Evidence& evidence) const;
    void showCards();
    void mark();
    void draw(); // lines and glyphs, as things stand on the screen
    void leaveWhy();
    void restyle();
    int shownPosition(std::int64_t point) const { return m_shown.positionOf(point - m_from); }

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const trace::TraceContents> m_contents;
    std::shared_ptr<const claims::ClaimSet> m_set;
    std::string m_output;
    std::int64_t m_length = 0; // code points of it
    common::SafeText m_shown;
    std::int64_t m_from = 0; // code points, first that is shown
    std::optional<claims::Support> m_filter;
    std::vector<std::size_t> m_resting; // on the place that is pointed at, ascending
    // Where to go back to when other claims were set meanwhile.
    std::optional<std::pair<telemetry::SpanId, std::size_t>> m_return;
    std::vector<EvidenceCard*> m_cards;
    QWidget* m_summary;
    common::FlowLayout* m_filters;
    std::vector<QToolButton*> m_buttons;
    QLabel* m_note;
    QLabel* m_line; // the chosen claim in words
    QPlainTextEdit* m_answer;
    TextMarks* m_marks;
    EvidenceLines* m_lines;
    QStackedWidget* m_side;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_list = nullptr;
    QLabel* m_none = nullptr;
    QLabel* m_rest = nullptr; // who else rests on what is pointed at
    QPushButton* m_ask = nullptr;
    WhyView* m_why;
    bool m_isDrawing = false; // one drawing is due
    bool m_isToReveal = false; // the chosen claim comes into sight with it
};

} // namespace traceview
