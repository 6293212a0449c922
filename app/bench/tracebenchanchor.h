// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/tracebench.h"

#include <QByteArray>
#include <QString>

namespace bench {

// speedscope in headless Chromium, by tests/interop/speedscope/measure.mjs, which Node.js runs.
class SpeedscopeAnchor
{
public:
    explicit SpeedscopeAnchor(const TraceBenchSettings& settings);

    std::string missing() const; // why nothing can be measured; empty: it can be tried
    // One round: `figures` gets one load more, and its frames the first time. What it returns says
    // why not, or only the frames not; empty: it did. Waits for as long as the settings give it.
    std::string measure(const QString& file, AnchorFigures& figures) const;

private:
    std::string take(const QByteArray& output, bool withFrames, AnchorFigures& figures) const;

    QString m_folder; // with the script and what npm installed
    QString m_node;
    QString m_browser;
    int m_seconds;
    int m_frames;
};

} // namespace bench
