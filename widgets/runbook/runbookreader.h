// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/pastrun.h"
#include "models/runbook/runbook.h"

#include <QScrollArea>

#include <map>
#include <string>

class QLabel;
class QVBoxLayout;

namespace common {
class Theme;
}

namespace runbookview {

// A runbook to read: when it applies, and each step with its instructions and how far it was at the
// moment that is shown. Nothing in it can be pressed. GUI thread.
class RunbookReader final : public QScrollArea
{
    Q_OBJECT

public:
    explicit RunbookReader(const common::Theme& theme, QWidget* parent = nullptr);

    // `parameters` are put in where all that a step names are known; else it is shown as written.
    void show(const runbook::Runbook& runbook, const std::map<std::string, std::string>& parameters,
              const runbook::PastRun& run = {});
    void clear();

private:
    void addText(const QString& text, bool isTitle, bool isFaint = false);
    void addIntroduction();
    QLabel* makeText(const QString& text);
    void rebuild();

    const common::Theme& m_theme;
    runbook::Runbook m_runbook;
    std::map<std::string, std::string> m_parameters;
    runbook::PastRun m_run;
    QVBoxLayout* m_column = nullptr;
};

// The prose of a step and what else it says, as plain text. `limit`: code points.
QString instructionsOf(const runbook::Step& step, std::int64_t limit = 12'000);

} // namespace runbookview
