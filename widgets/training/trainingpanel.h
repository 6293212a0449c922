// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/training/trainingtexts.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace trainingview {

class MomentList;

// A drill from its briefing to its debrief. It shows what it is given and asks for what is chosen;
// while the drill runs it tells nothing of the fault, not even since when. GUI thread.
class TrainingPanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Stage
    {
        Briefing,
        Running,
        Ending, // how it went is being worked out
        Over,
    };

    explicit TrainingPanel(const common::Theme& theme, QWidget* parent = nullptr);

    void setBriefing(const BriefingText& text);
    // Briefing and hints of a drill that nobody can take on any more are not offered.
    void setRecorded();
    void setStage(Stage stage);
    Stage stage() const { return m_stage; }
    void setStanding(const QString& text); // of a drill that runs: since when, of which person
    // Of a drill that runs, below all else: how far it is from its end, or that it may be ended;
    // empty: nothing.
    void setOffer(const QString& text);
    // Whether a lever that ends it is known to be in effect: where not, ending it is asked once.
    void setMitigated(bool isMitigated);
    // The next one that was asked for, in the order of their steps.
    void addHint(const QString& text);
    int hintsTaken() const { return m_hintsTaken; }
    // Goes to Stage::Over.
    void setDebrief(const DebriefText& text);
    void setProblem(const QString& text); // safe to show; empty: none

signals:
    void startRequested();
    void hintRequested(int number); // 1 .. 3
    void endRequested();
    void momentChosen(telemetry::Timestamp time);
    void againRequested();
    void nextRequested();

private:
    void buildBriefing(QVBoxLayout& into);
    void buildRun(QVBoxLayout& into);
    void buildDebrief(QVBoxLayout& into);
    QLabel* label(QWidget* parent) const;
    QLabel* heading(QWidget* parent, const QString& text) const;
    void showScores(const DebriefText& text);
    void tellHints();
    void askToEnd();
    void restyle();

    const common::Theme& m_theme;
    Stage m_stage = Stage::Briefing;
    bool m_isRecorded = false;
    bool m_isMitigated = false;
    int m_hintsTaken = 0;

    QLabel* m_title;
    QLabel* m_problem;
    QWidget* m_briefing;
    QLabel* m_takes = nullptr;
    QLabel* m_who = nullptr;
    QLabel* m_services = nullptr;
    QLabel* m_told = nullptr;
    QLabel* m_asked = nullptr;
    QLabel* m_simulated = nullptr;
    QLabel* m_ends = nullptr;
    QPushButton* m_start = nullptr;

    QWidget* m_run;
    QLabel* m_standing = nullptr;
    QLabel* m_order = nullptr; // what was told and is asked
    QVBoxLayout* m_hints = nullptr;
    QLabel* m_hintCost = nullptr;
    QPushButton* m_hint = nullptr;
    QPushButton* m_end = nullptr;
    QLabel* m_runEnds = nullptr;
    QLabel* m_offer = nullptr;
    QLabel* m_endAsked = nullptr;

    QWidget* m_debrief;
    QWidget* m_scores = nullptr;
    QGridLayout* m_scoreGrid = nullptr;
    QLabel* m_earlier = nullptr;
    QLabel* m_cause = nullptr;
    QLabel* m_signs = nullptr;
    QLabel* m_sooner = nullptr;
    MomentList* m_moments = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_next = nullptr;
};

} // namespace trainingview
