// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/runbooks.h"
#include "models/items/recordingqueries.h"

#include <string>

// What the window is put together from, by name.

// The runbook that is read where nothing is commanded.
struct RunbookReading
{
    RunbookReading(items::RecordingQueries& queries, QObject* window)
        : query(queries, window, items::RecordingQueries::Purpose::Search)
    {
    }

    std::string of; // alarm and what was known, as asked last; empty: nothing, or it failed
    items::LatestQuery<RunbookGround> query;
};

class DockWidths;
class QDockWidget;
class QMenu;
class ScreenKeeper;
class QTabWidget;
class TraceExporter;
class WhatIfWindow;

namespace common {
class MessageBar;
}
namespace dashboard {
class FleetMatrix;
class HealthPage;
} // namespace dashboard
namespace explore {
class ExplorePage;
}
namespace frame {
class IncidentBar;
class LinkStatus;
} // namespace frame
namespace incident {
class IncidentDesk;
class IncidentPage;
class TimelinePage;
} // namespace incident
namespace runbookview {
class RunbookDock;
}
namespace sources {
class SourcesPage;
}
namespace timeline {
class TransportBar;
}
namespace traceview {
class TracePage;
}
namespace spreadview {
class SpreadPage;
} // namespace spreadview
namespace triage {
class SuspectsPage;
}
