// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/causes.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QScrollArea;
class QToolButton;

namespace common {
class Theme;
}

namespace dashboard {

class CauseCard;

// Why the answers of the alarm above are bad, or were, of the last one that is over where none is
// open: one card a class of incidents, the likeliest first and open, until somebody has opened or
// closed one by hand. It stands on the page of the service, between the alarm's sentence and the
// charts: that is where somebody looks who was called, and the charts below are what its figures
// are held against. Hidden while there is nothing to tell. GUI thread.
class CausesPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit CausesPanel(const common::Theme& theme, QWidget* parent = nullptr);

    // Null: nothing was read yet; `isExpected`: there is an alarm, open or over (see
    // setOver), so something will be.
    void setCauses(std::shared_ptr<const causes::Causes> causes, bool isExpected);
    // The alarm that they are of, made safe, where it is over: "A-0001, which cleared at 04:12:10".
    void setOver(const QString& alarm);
    // What its alarm says changed as it began, made safe: told until causes are read. Empty:
    // nothing.
    void setChange(const QString& change);
    // The whole could not be read: told with the next causes where a first look is all there is, or
    // nothing.
    void setFailed(bool hasFailed);
    // Which step of the runbook beside moves a lever to a value, safe to show: "Step 5: …"; empty:
    // none does. Asked now, and whenever causes are read.
    using StepFinder = std::function<QString(const causes::Remedy& remedy)>;
    void setSteps(StepFinder steps);
    // Opens the card of this class and no other, as soon as it is known, and scrolls to it.
    void showCause(causes::Cause cause);
    // How tall its cards may get, unfolded.
    void setMostHeight(int height);
    int foldedHeight() const;
    const std::vector<CauseCard*>& cards() const { return m_cards; }
    QString summary() const; // also what it says when it is folded
    bool isOpen() const { return m_isOpen; }

signals:
    void answersRequested(const causes::Hypothesis& hypothesis, const telemetry::TimeRange& range);
    void leverRequested(const QString& lever, const QString& value);
    void spreadRequested(const QString& service);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeCards();
    void showCauses();
    void openWanted();
    void fitHeight();
    void restyle();

    const common::Theme& m_theme;
    std::shared_ptr<const causes::Causes> m_causes;
    StepFinder m_steps;
    QString m_over;
    QString m_change;
    bool m_hasFailed = false;
    bool m_isOpen = true;
    bool m_wasMoved = false; // a card was opened or closed by hand: none is by us any more
    std::optional<causes::Cause> m_wanted; // to be opened once it is known
    int m_mostHeight = 320;
    QToolButton* m_head;
    QLabel* m_judge;
    QWidget* m_content;
    QScrollArea* m_scroll;
    std::vector<CauseCard*> m_cards; // by place
};

} // namespace dashboard
