// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/healthpage.h"

#include "models/items/formats.h"
#include "widgets/charts/chartlink.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/fleetmap.h"
#include "widgets/dashboard/fleetmatrix.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kMostRows = 6; // of the matrix that are shown without scrolling
constexpr int kLargeFleet = 8; // more services than this get a short line each
constexpr int kFilterWidth = 220;
constexpr int kHeader = 40;

} // namespace

HealthPage::HealthPage(items::RecordingQueries& queries, items::TimeConductor& conductor,
                       items::FleetFollower& fleet, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_fleet(fleet)
    , m_theme(theme)
    , m_series(queries, conductor)
    , m_link(new charts::ChartLink(this))
    , m_back(new QToolButton(this))
    , m_title(new QLabel(this))
    , m_about(new QLabel(this))
    , m_suspects(new QPushButton(tr("Show Suspects"), this))
    , m_message(new common::MessageBar(theme, this))
    , m_alarm(new AlarmStrip(theme, this))
    , m_matrix(new FleetMatrix(fleet.services(), theme, FleetMatrix::Size::Full, this))
    , m_fleetPane(new QWidget(this))
    , m_map(new FleetMap(fleet.services(), *m_matrix, theme, m_fleetPane))
    , m_filter(new common::SearchLine(common::SearchLine::Escape::ClearsFirst, this))
    , m_none(new QLabel(tr("No service has this in its name."), this))
    , m_charts(new ChartGrid(theme, *m_link))
    , m_scroll(new QScrollArea(this))
    , m_empty(new common::EmptyState(theme, this))
{
    makeHeader();
    makeFleet();
    arrange();
    follow();
    m_series.pacer().setActive(false); // until it is shown
    updateHeader();
    updateFleet();
}

void HealthPage::makeHeader()
{
    m_back->setAutoRaise(true);
    m_back->setText(tr("Fleet"));
    m_back->setIcon(common::icon(m_theme, u"chevronleft"_s, common::ColorRole::TextSecondary));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_back->setAccessibleName(tr("Back to the fleet"));
    m_back->setToolTip(tr("Back to the fleet"));
    m_title->setTextFormat(Qt::PlainText);
    m_suspects->setToolTip(
        tr("Answers of this service in the visible range, most suspicious first"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setFont(m_theme.font(common::TextSize::Small));
    m_about->setToolTip(
        tr("Large: the share of answers that failed the check, in this time. Below: its 95 % "
           "interval, n answers with a result, age of the newest.\nThe charts show the same for "
           "each piece of time; an alarm counts from its onset until it was raised."));
    setListener({});
}

void HealthPage::makeFleet()
{
    auto* pane = new QHBoxLayout(m_fleetPane);
    pane->setContentsMargins(0, 0, 0, 0);
    pane->setSpacing(common::kSpace2);
    pane->addWidget(m_matrix, 1);
    pane->addWidget(m_map);
    m_filter->setPlaceholderText(tr("Filter services (/)"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_none->setTextFormat(Qt::PlainText);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->hide();
    connect(m_filter, &QLineEdit::textChanged, this, &HealthPage::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, &HealthPage::focusMatrix);
    connect(m_filter, &common::SearchLine::left, this, &HealthPage::focusMatrix);
}

void HealthPage::setListener(const QString& listener)
{
    if (std::exchange(m_listener, listener) == listener)
        return;
    const QString where = listener.isEmpty()
        ? tr("Nothing is received here: open a recording, or set another address (File > "
             "Receiving…).")
        : tr("Point an OTLP exporter here: %1. Nothing has come yet.").arg(listener);
    m_empty->setContent(u"health"_s, tr("No service yet"),
                        tr("Each service that sends GenAI telemetry gets a row here, with one cell "
                           "a check. %1")
                            .arg(where));
}

void HealthPage::arrange()
{
    auto* header = new QHBoxLayout;
    header->setContentsMargins(0, 0, 0, 0);
    header->setSpacing(common::kSpace2);
    header->addWidget(m_back);
    header->addWidget(m_title);
    header->addWidget(m_about);
    header->addStretch(1);
    header->addWidget(m_filter);
    header->addWidget(m_suspects);

    m_scroll->setWidget(m_charts);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setBackgroundRole(QPalette::Window);
    m_scroll->viewport()->installEventFilter(this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace2, common::kSpace2, common::kSpace2, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_message);
    layout->addLayout(header);
    layout->addWidget(m_alarm);
    layout->addWidget(m_fleetPane, 1);
    layout->addWidget(m_none);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_empty, 1);
}

void HealthPage::follow()
{
    connect(m_back, &QToolButton::clicked, this, [this] { choose({}); });
    connect(m_matrix, &FleetMatrix::serviceChosen, this, &HealthPage::choose);
    connect(m_suspects, &QPushButton::clicked, this,
            [this] { emit suspectsRequested(service(), {}); });
    connect(m_charts, &ChartGrid::picked, this, [this](const telemetry::TimeRange& bucket) {
        emit suspectsRequested(service(), bucket);
    });
    connect(m_link, &charts::ChartLink::brushed, this, [this](const telemetry::TimeRange& range) {
        m_conductor.setSpan(range.duration());
        m_conductor.seek(range.end);
    });
    connect(&m_conductor, &items::TimeConductor::cursorMoved, this, &HealthPage::slide);
    connect(&m_series, &items::SeriesFollower::updated, this, &HealthPage::updateSeries);
    connect(&m_fleet, &items::FleetFollower::updated, this, &HealthPage::updateFleet);
    const auto sayFailure = [this](const QString& message) {
        m_message->say(
            common::MessageBar::Kind::Error,
            tr("The recording could not be read; what is shown is older. %1").arg(message));
    };
    connect(&m_series, &items::SeriesFollower::failed, this, sayFailure);
    connect(&m_fleet, &items::FleetFollower::failed, this, sayFailure);
    connect(&m_theme, &common::Theme::changed, this, &HealthPage::updateHeader);
}

void HealthPage::setService(const QString& service)
{
    if (service == m_series.service())
        return;
    m_series.setService(service);
    m_matrix->setService(service);
    m_alarm->setAlarms({}, m_conductor.cursor());
    updateHeader();
    updateFleet();
}

void HealthPage::focusMatrix()
{
    if (m_matrix->isVisible())
        m_matrix->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void HealthPage::choose(const QString& service)
{
    setService(service);
    emit serviceChosen(service);
}

void HealthPage::updateHeader()
{
    const bool isFleet = service().isEmpty();
    m_back->setVisible(!isFleet);
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_title->setText(isFleet ? tr("Fleet") : common::safeLine(service().toStdString(), 80));
    m_title->setContentsMargins(isFleet ? common::kSpace1 : 0, 0, 0, 0);
    m_title->setFixedHeight(kHeader - common::kSpace3);
    m_suspects->setVisible(!isFleet);
    m_about->setFont(m_theme.font(common::TextSize::Small));
    updateAbout();
}

// "failed share, last 5 min": the same share is another one over another time.
void HealthPage::updateAbout()
{
    m_about->setVisible(service().isEmpty() && m_fleet.services().rowCount() > 0);
    const telemetry::TimeRange range = m_conductor.visibleRange();
    m_about->setText(
        m_conductor.mode() == items::TimeConductor::Mode::Live
            ? tr("failed share, last %1").arg(items::spanText(range.duration()))
            : tr("failed share, %1 – %2")
                  .arg(items::utcTimeText(range.start), items::utcTimeText(range.end)));
    if (m_matrix->isDense())
        m_about->setText(u"%1 · %2"_s.arg(tallyText(), m_about->text()));
}

void HealthPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash && m_filter->isVisible())
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void HealthPage::updateFleet()
{
    const int rows = m_fleet.services().rowCount();
    const bool isFleet = service().isEmpty();
    const bool isLarge = rows > kLargeFleet;
    m_matrix->setDense(isLarge);
    updateAbout();
    m_empty->setVisible(rows == 0);
    m_scroll->setVisible(rows > 0 && !(isFleet && isLarge));
    m_fleetPane->setVisible(rows > 0 && isFleet);
    m_map->setVisible(isLarge);
    m_filter->setVisible(isLarge && isFleet);
    if (!isLarge)
        m_filter->clear();
    // Nobody sees them: the matrix has the whole page.
    m_series.pacer().setActive(isVisible() && !(isFleet && isLarge));
    filter();
    if (rows > 0)
        fitMatrix(rows);
}

// A large fleet has the whole page, a small one what its rows need.
void HealthPage::fitMatrix(int rows)
{
    if (m_matrix->isDense()) {
        m_fleetPane->setMinimumHeight(0);
        m_fleetPane->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int row = m_matrix->verticalHeader()->defaultSectionSize();
    const int height = m_matrix->horizontalHeader()->height() + std::min(rows, kMostRows) * row
        + (m_matrix->horizontalScrollBar()->isVisible() ? m_matrix->horizontalScrollBar()->height()
                                                        : 0);
    if (m_fleetPane->height() != height || m_fleetPane->maximumHeight() != height)
        m_fleetPane->setFixedHeight(height);
}

void HealthPage::filter()
{
    const int shown = m_matrix->setFilter(m_filter->text().trimmed());
    const bool isNone = shown == 0 && !m_filter->text().isEmpty() && m_fleetPane->isVisible();
    m_none->setVisible(isNone);
    m_map->update();
}

// "3 with an alarm, 12 degraded, 31 unknown of 200": worst first, what there is none of is left
// out.
QString HealthPage::tallyText() const
{
    const auto& services = m_fleet.services();
    int alarms = 0;
    int degraded = 0;
    int unknown = 0;
    for (int row = 0; row < services.rowCount(); ++row) {
        const int rank = services.row(row).rank();
        alarms += rank <= items::rankOf(health::HealthState::Acknowledged) ? 1 : 0;
        degraded += rank == items::rankOf(health::HealthState::Degraded) ? 1 : 0;
        unknown += rank > items::rankOf(health::HealthState::Degraded)
                && rank < items::rankOf(health::HealthState::Well)
            ? 1
            : 0;
    }
    QStringList parts;
    if (alarms > 0)
        parts << tr("%1 with an alarm").arg(alarms);
    if (degraded > 0)
        parts << tr("%1 degraded").arg(degraded);
    if (unknown > 0)
        parts << tr("%1 unknown").arg(unknown);
    if (parts.isEmpty())
        parts << tr("all well");
    return tr("%1 services: %2").arg(services.rowCount()).arg(parts.join(u", "_s));
}

void HealthPage::updateSeries()
{
    const auto& snapshot = m_series.snapshot();
    m_message->clear();
    m_charts->setRange(m_conductor.visibleRange());
    m_charts->setSnapshot(snapshot);
    m_alarm->setAlarms(snapshot.service.empty() ? std::vector<telemetry::AlarmTransition>{}
                                                : snapshot.openAlarms,
                       m_conductor.cursor());
}

void HealthPage::slide()
{
    if (isVisible())
        m_charts->setRange(m_conductor.visibleRange());
}

bool HealthPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        m_charts->setVisibleHeight(m_scroll->viewport()->height());
    return QWidget::eventFilter(watched, event);
}

void HealthPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateFleet();
    slide();
}

void HealthPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_series.pacer().setActive(false);
}

} // namespace dashboard
