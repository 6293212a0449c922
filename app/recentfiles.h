// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

// A recording or a bundle, as a list of the recent ones tells of it.
struct RecentRecording
{
    QString path;
    bool isMissing = false;
    std::int64_t bytes = 0;
    std::optional<std::int64_t> spans =
        {}; // not counted: a bundle, a large file, one that cannot be read
    bool isEmpty = false; // nothing was received, and nobody did anything
    std::int64_t changedMs = 0; // since 1970
};

// Those that were opened, and the newest recordings of the folder that are not empty, newest first
// and missing ones last; without `own`. Counts spans of small files: a worker thread.
std::vector<RecentRecording> recentRecordings(const QStringList& opened, const QString& folder,
                                              const QString& own);

// "3.1 GB · 12,004 spans · 2026-11-24 02:51:07 UTC"; of an empty one "empty: nothing was received ·
// …"
QString factsText(const RecentRecording& file);
