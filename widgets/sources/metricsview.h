// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/metricmodel.h"
#include "models/items/sourcessnapshot.h"
#include "widgets/common/theme.h"

#include <QWidget>

class QLabel;

namespace sources {

class FittingTable;

// The metrics that came by one link: unit, newest value (of histograms and summaries the mean), age
// and course of each, and who told it. GUI thread.
class MetricsView final : public QWidget
{
    Q_OBJECT

public:
    explicit MetricsView(const common::Theme& theme, QWidget* parent = nullptr);

    // Returns how many there are. Null: no link is chosen.
    int setMetrics(const items::SourcesSnapshot& snapshot, const telemetry::LinkStatus* link,
                   telemetry::Timestamp now);

private:
    items::MetricModel m_model;
    QLabel* m_note;
    FittingTable* m_table;
};

} // namespace sources
