// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/metricsview.h"

#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/sources/coursedelegate.h"
#include "widgets/sources/fittingtable.h"
#include "widgets/sources/twolinedelegate.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

QString noteOf(const items::SourcesSnapshot& snapshot, const telemetry::LinkStatus& link, int count)
{
    const QString whose = items::isPulled(snapshot, link)
        ? MetricsView::tr("What %1 told.").arg(common::safeLine(link.source, 80))
        : link.service.empty()
        ? MetricsView::tr("Of all services, whichever way they came; without what was pulled.")
        : MetricsView::tr("Of %1, whichever way they came; without what was pulled.")
              .arg(common::safeLine(link.service, 80));
    QStringList parts{count == 0 ? MetricsView::tr("No metric of it up to this moment.") : whose};
    if (snapshot.metrics.isPartial)
        parts << MetricsView::tr("Only the newest values of the recording are looked at.");
    return parts.join(u' ');
}

} // namespace

MetricsView::MetricsView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_note(new QLabel(this))
    , m_table(new FittingTable(theme, TwoLineDelegate::kRow, this))
{
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace1);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Metrics"));
    m_table->setTextElideMode(Qt::ElideMiddle); // names differ at their ends
    m_table->setItemDelegateForColumn(
        items::MetricModel::NameColumn,
        new TwoLineDelegate(theme, items::MetricModel::DetailRole, m_table));
    m_table->setItemDelegateForColumn(items::MetricModel::CourseColumn,
                                      new CourseDelegate(theme, m_table));
    m_table->setColumns(
        {{.width = 200, .share = 3}, {.width = 110, .share = 1}, {.width = 110}, {.width = 64}});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
    layout->addStretch(0);
}

int MetricsView::setMetrics(const items::SourcesSnapshot& snapshot,
                            const telemetry::LinkStatus* link, telemetry::Timestamp now)
{
    auto series =
        link != nullptr ? items::metricsOf(snapshot, *link) : std::vector<store::MetricSeries>();
    const auto count = static_cast<int>(series.size());
    m_note->setText(link != nullptr ? noteOf(snapshot, *link, count)
                                    : tr("Choose a source to see its metrics."));
    m_table->setVisible(count > 0);
    m_model.setMetrics(std::move(series), now);
    return count;
}

} // namespace sources
