// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>

#include <string>

namespace common {
class ElidedLabel;
class Theme;
} // namespace common

namespace runbookview {

struct Proposal;

// One line under the title of a run: which runbook an alarm proposes meanwhile. Its place is there
// all the while, so that nothing moves or is covered when something comes by itself. GUI thread.
class OtherProposal final : public QWidget
{
    Q_OBJECT

public:
    explicit OtherProposal(const common::Theme& theme, QWidget* parent = nullptr);

    // What was told is of the run before. `alarm`: that the run is for; empty: none is known.
    void beginRun(const std::string& runbook, const std::string& alarm);
    // `title` of the runbook that is proposed; empty: it is not there.
    void tell(const Proposal& proposal, const std::string& title);
    QString text() const;

private:
    void restyle();

    const common::Theme& m_theme;
    common::ElidedLabel* m_text;
    std::string m_runbook;
    std::string m_alarm;
};

} // namespace runbookview
