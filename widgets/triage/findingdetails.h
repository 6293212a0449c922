// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/differences.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace common {
class Theme;
}

namespace triage {

// What can be done with a finding where the window is now, asked of each that is looked at. Texts
// say what will happen, for a tool tip; empty: it cannot be done with this one. Without a function
// its control is never made: a recording has no lever.
struct FindingUses
{
    using Where = std::function<QString(const differences::DifferenceRow&)>;
    std::function<bool(const differences::NamedProperty&)> canFilter;
    Where hypothesis;
    Where lever;
};

// What is known of the finding that is looked at, a line each with a tool tip that says what it
// means, and what can be done with it by one click. GUI thread.
class FindingDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit FindingDetails(const common::Theme& theme, QWidget* parent = nullptr);

    void setUses(FindingUses uses);
    // Nothing: none is looked at.
    void setFinding(const differences::Differences& all,
                    const std::optional<differences::DifferenceRow>& row);
    // What can be done may have changed, though the finding has not.
    void updateUses();

signals:
    void filterChosen(const differences::NamedProperty& property);
    void hypothesisChosen(const differences::DifferenceRow& finding);
    void leverChosen(const differences::DifferenceRow& finding);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QPushButton* addUse(const QString& text);
    void arrangeUses();
    void restyle();

    const common::Theme& m_theme;
    FindingUses m_uses;
    std::optional<differences::DifferenceRow> m_finding;
    QLabel* m_weight;
    QLabel* m_remainder;
    QLabel* m_path;
    QPushButton* m_only;
    QPushButton* m_hypothesis = nullptr; // null: there is nowhere to take it to
    QPushButton* m_lever = nullptr; // null: nothing can be commanded
    QGridLayout* m_buttons;
};

} // namespace triage
