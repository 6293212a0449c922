// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <string>

namespace dashboard {
class HealthPage;
}
namespace explore {
class ExplorePage;
}
namespace runbook {
struct Step;
}
namespace runbookview {
class RunbookDock;
}

// What a step of the runbook opens: its page, of its service, at the chart of the quantity or of
// the check that it names. Where there is none it is said, in the page or in the dock. Traces are
// RunTraces'. GUI thread.
class StepViews final : public QObject
{
    Q_OBJECT

public:
    // All outlive this.
    struct Parts
    {
        runbookview::RunbookDock& runbook;
        dashboard::HealthPage& health;
        explore::ExplorePage& explore;
        std::function<bool(const std::string& service)> knows; // whether anything came of it
        std::function<void(const QString& service)> choose; // in the whole window
        std::function<void(const QString& view)> show; // brings the page to the front
    };

    StepViews(Parts parts, QObject* parent);

private:
    void open(const QString& view, const runbook::Step& step);
    std::string serviceOf(const runbook::Step& step) const; // empty: it names none

    const Parts m_parts;
};
