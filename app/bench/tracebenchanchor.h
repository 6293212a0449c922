// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/tracebench.h"

#include <QByteArray>
#include <QString>

namespace bench {

// One of them, by its driver in tests/interop/speedscope, which Node.js runs.
class TraceAnchorRunner
{
public:
    TraceAnchorRunner(TraceAnchor anchor, const TraceBenchSettings& settings);

    std::string missing() const; // why nothing can be measured; empty: it can be tried
    // One round: `figures` gets one load more, and its frames the first time. What it returns says
    // why not, or only the frames not; empty: it did. Waits for as long as the settings give it.
    std::string measure(const QString& file, AnchorFigures& figures) const;

private:
    std::string take(const QByteArray& output, bool withFrames, AnchorFigures& figures) const;

    const TraceAnchor m_anchor;
    QString m_folder; // with what npm installed
    QString m_node;
    QString m_browser;
    int m_seconds;
    int m_frames;
};

} // namespace bench
