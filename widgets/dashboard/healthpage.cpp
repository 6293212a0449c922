// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/healthpage.h"

#include "models/drivers/driver.h"
#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/fleetmap.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/glyphlegend.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kPageHeader = 40;
constexpr int kLeastCharts = 40; // in sight below what stands above them
constexpr std::int64_t kNameLength = 60;

// Where the charts of a service tell what runbooks ask for.
struct QuantityChart
{
    std::string_view quantity;
    std::string_view key;
};
constexpr std::array<QuantityChart, 5> kQuantityCharts{{{"load", "load"},
                                                        {"input_tokens", "tokens"},
                                                        {"output_tokens", "tokens"},
                                                        {"context_fill", "fill"},
                                                        {"duration", "latency"}}};
constexpr int kWideHeader = 400; // pixels at the usual text size

} // namespace

HealthPage::HealthPage(items::RecordingQueries& queries, items::TimeConductor& conductor,
                       items::FleetFollower& fleet, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_fleet(fleet)
    , m_theme(theme)
    , m_series(queries, conductor)
    , m_judges(queries, conductor)
    , m_budgets(queries, conductor)
    , m_causes(queries, conductor)
    , m_link(new charts::ChartLink(this))
    , m_back(new QToolButton(this))
    , m_title(new common::ElidedLabel(this))
    , m_about(new common::ElidedLabel(this))
    , m_suspects(new QPushButton(tr("Show Suspects"), this))
    , m_raised(new QPushButton(tr("Show What Raised It"), this))
    , m_message(new common::MessageBar(theme, this))
    , m_alarm(new AlarmStrip(theme, this))
    , m_causesPanel(new CausesPanel(theme, this))
    , m_matrix(new FleetMatrix(fleet.services(), theme, FleetMatrix::Size::Full, this))
    , m_fleetPane(new QWidget(this))
    , m_map(new FleetMap(fleet.services(), *m_matrix, theme, m_fleetPane))
    , m_filter(new common::SearchLine(common::SearchLine::Escape::ClearsFirst, this))
    , m_legend(new GlyphLegend(fleet.services(), theme, this))
    , m_none(new QLabel(tr("No service has this in its name."), this))
    , m_charts(new ChartGrid(theme, *m_link))
    , m_scroll(new QScrollArea(this))
    , m_empty(new common::EmptyState(theme, this))
{
    makeHeader();
    makeFleet();
    arrange();
    follow();
    setReading(false); // until it is shown
    updateHeader();
    updateFleet();
}

// Its list lets go of the order as it goes itself, which is told when the page is none any more.
HealthPage::~HealthPage()
{
    m_fleet.services().disconnect(this);
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
    m_raised->setToolTip(
        tr("The answers that the alarm was raised by, as known then, and no others"));
    m_raised->hide();
    m_suspects->setToolTip(
        tr("Answers of this service in the visible range, most suspicious first"));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setFont(m_theme.font(common::TextSize::Small));
    m_about->setToolTip(tr(
        "Large: the share of answers that failed the check, in this time. Below: its 95 % "
        "interval, n answers with a result, age of the newest.\nThe charts show the same for "
        "each piece of time; an alarm counts from its onset until it was raised.\nA check with an "
        "open alarm counts from its onset, and says since when: the whole time would mix what was "
        "well into it."));
    setListener({});
}

void HealthPage::setListener(const QString& listener)
{
    m_listener = listener;
    tellEmpty();
}

void HealthPage::tellEmpty()
{
    if (!m_fleet.hasRead() && m_failed.contains(&m_fleet))
        return m_empty->setContent(u"error"_s, tr("The fleet could not be read"),
                                   tr("What went wrong stands above. It is read again as soon as "
                                      "the time moves."));
    if (!m_fleet.hasRead())
        return m_empty->setContent(u"health"_s, tr("Reading the fleet"),
                                   tr("Each service gets a row as soon as it is known."));
    const QString where = m_listener.isEmpty()
        ? tr("Nothing is received here: open a recording, or set another address (File > "
             "Receiving…).")
        : tr("Point an OTLP exporter here: %1. Nothing has come yet.").arg(m_listener);
    m_empty->setContent(u"health"_s, tr("No service yet"),
                        tr("Each service that sends GenAI telemetry gets a row here, with one cell "
                           "a check. %1")
                            .arg(where));
}

void HealthPage::arrange()
{
    auto* names = new QHBoxLayout;
    names->setSpacing(common::kSpace2);
    names->addWidget(m_back);
    names->addWidget(m_title);
    names->addWidget(m_about);
    names->addStretch(1);
    names->addWidget(m_filter);
    auto* ways = new QHBoxLayout;
    ways->setSpacing(common::kSpace2);
    ways->addWidget(m_raised);
    ways->addWidget(m_suspects);
    ways->addStretch(0);
    m_header = new QBoxLayout(QBoxLayout::LeftToRight);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(common::kSpace2);
    m_header->addLayout(names, 1);
    m_header->addLayout(ways);

    m_scroll->setWidget(m_charts);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(kLeastCharts);
    m_scroll->viewport()->setBackgroundRole(QPalette::Window);
    m_scroll->viewport()->installEventFilter(this);
    m_fleetPane->installEventFilter(this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace2, common::kSpace2, common::kSpace2, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_message);
    layout->addLayout(m_header);
    layout->addWidget(m_alarm);
    layout->addWidget(m_causesPanel);
    layout->addWidget(m_fleetPane, 1);
    layout->addWidget(m_legend);
    layout->addWidget(m_none);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_empty, 1);
}

void HealthPage::follow()
{
    connect(m_back, &QToolButton::clicked, this, [this] { choose({}); });
    connect(m_matrix, &FleetMatrix::serviceChosen, this, &HealthPage::choose);
    connect(m_matrix, &FleetMatrix::rowHeightChanged, this, &HealthPage::updateFleet);
    connect(m_suspects, &QPushButton::clicked, this,
            [this] { emit suspectsRequested(service(), {}, {}); });
    connect(m_raised, &QPushButton::clicked, this,
            [this] { emit suspectsOfAlarmRequested(QString::fromStdString(m_shown)); });
    connect(m_charts, &ChartGrid::picked, this,
            [this](const telemetry::TimeRange& bucket, const items::Narrowing& answers) {
                emit suspectsRequested(service(), bucket, answers);
            });
    connect(m_link, &charts::ChartLink::brushed, this, &HealthPage::offerRegion);
    connect(&m_conductor, &items::TimeConductor::cursorMoved, this, &HealthPage::slide);
    connect(&m_series, &items::SeriesFollower::updated, this, &HealthPage::updateSeries);
    connect(&m_judges, &items::JudgeFollower::updated, this, &HealthPage::updateExtras);
    connect(&m_budgets, &items::BudgetFollower::updated, this, &HealthPage::updateExtras);
    connect(&m_fleet, &items::FleetFollower::updated, this, &HealthPage::updateFleet);
    connect(&m_fleet.services(), &QAbstractItemModel::headerDataChanged, this,
            &HealthPage::updateAbout); // an order waits, or no more
    watchFailures(m_series);
    watchFailures(m_judges);
    watchFailures(m_budgets);
    watchFailures(m_causes);
    followCauses();
    watchFailures(m_fleet);
    connect(&m_theme, &common::Theme::changed, this, &HealthPage::updateHeader);
}

// What one could not read is said until that one could: that others can tells nothing of it.
template<class Follower>
void HealthPage::watchFailures(Follower& follower)
{
    connect(&follower, &Follower::failed, this, [this, &follower](const QString& message) {
        m_failed.insert(&follower);
        m_message->say(common::MessageBar::Kind::Error,
                       HealthPage::tr("The recording could not be read; what is shown is older. %1")
                           .arg(message));
        tellEmpty();
    });
    connect(&follower, &Follower::updated, this, [this, &follower] {
        if (m_failed.remove(&follower) && m_failed.isEmpty())
            m_message->clear();
        tellEmpty();
    });
}

void HealthPage::setService(const QString& service)
{
    if (service == m_series.service())
        return;
    m_failed.clear();
    m_message->clear();
    m_series.setService(service);
    m_judges.setService(service);
    m_budgets.setService(service);
    m_causes.setAlarm({});
    m_asked.clear();
    m_wished.clear();
    updateExtras();
    m_matrix->setService(service);
    if (m_charts->isAncestorOf(window()->focusWidget()))
        setFocus(Qt::OtherFocusReason); // not on to a button
    m_charts->setVisible(false); // until they are of what the head names
    tellAlarms({}, {});
    updateHeader();
    updateFleet();
}

void HealthPage::setObjectives(std::vector<objective::Objective> objectives, const QString& none)
{
    m_noObjective = none;
    m_budgets.setObjectives(std::move(objectives));
    updateExtras();
}

void HealthPage::setToldAlarm(const std::string& alarm)
{
    m_alarm->setToldAlarm(alarm);
}

bool HealthPage::showSection(const std::string& key)
{
    const QWidget* head = m_charts->headOf(key);
    if (head == nullptr)
        return false;
    m_scroll->verticalScrollBar()->setValue(head->y());
    return true;
}

void HealthPage::showCheck(const std::string& check)
{
    wish("service/" + check,
         tr("No chart of %1: this service has no result of that check in the time that is shown.")
             .arg(common::safeLine(items::checkTitle(check).toStdString(), kNameLength)));
}

void HealthPage::showQuantity(const std::string& quantity)
{
    const auto driver = drivers::driverFrom(quantity);
    const QString name =
        common::safeLine(driver ? drivers::labelOf(*driver) : quantity, kNameLength);
    const auto chart = std::ranges::find(kQuantityCharts, quantity, &QuantityChart::quantity);
    if (chart == kQuantityCharts.end())
        return m_message->say(common::MessageBar::Kind::Info,
                              tr("This page has no chart of %1; Explore may tell it.").arg(name));
    wish(std::string(chart->key),
         tr("No chart of %1: the telemetry of this service does not tell it.").arg(name));
}

// What is read by now may be of another service.
void HealthPage::wish(const std::string& chart, const QString& none)
{
    m_wished = chart;
    m_noneWished = none;
    m_series.pacer().requestNow();
}

void HealthPage::showWished()
{
    if (m_wished.empty() || m_series.snapshot().service != service().toStdString())
        return;
    charts::ChartPanel* panel = m_charts->openPanel(std::exchange(m_wished, {}));
    if (panel == nullptr)
        return m_message->say(common::MessageBar::Kind::Info, m_noneWished);
    // Once it has its place. The focus marks it among the others.
    QTimer::singleShot(0, panel, [this, panel] {
        m_scroll->verticalScrollBar()->setValue(panel->mapTo(m_charts, QPoint(0, 0)).y());
        panel->plot()->setFocus(Qt::OtherFocusReason);
    });
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
    m_title->setFixedHeight(m_theme.scaled(kPageHeader - common::kSpace3));
    m_suspects->setVisible(!isFleet);
    m_about->setFont(m_theme.font(common::TextSize::Small));
    updateAbout();
    fitHeader();
}

// In a narrow page the ways on stand below the name.
void HealthPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeader();
    fitAbove();
}

void HealthPage::fitHeader()
{
    m_header->setDirection(width() < m_theme.scaled(kWideHeader) ? QBoxLayout::TopToBottom
                                                                 : QBoxLayout::LeftToRight);
}

void HealthPage::keyPressEvent(QKeyEvent* event)
{
    if (common::keymap().matches(common::KeyCommand::FilterFleet, *event) && m_filter->isVisible())
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void HealthPage::updateSeries()
{
    const auto& snapshot = m_series.snapshot();
    const bool isOfIt = snapshot.service == service().toStdString();
    m_charts->setVisible(isOfIt);
    updateAbout();
    if (!isOfIt)
        return; // its charts and alarms are of what was looked at before
    m_charts->setRange(m_conductor.visibleRange());
    m_charts->setSnapshot(snapshot);
    const auto open = openAlarms();
    tellAlarms(open,
               snapshot.service.empty() ? std::vector<telemetry::AlarmTransition>()
                                        : snapshot.quietAlarms);
    askForCauses(open);
    showWished();
}

void HealthPage::updateExtras()
{
    const bool hasNone = !service().isEmpty() && !m_budgets.hasObjectives();
    m_charts->setExtras({.judges = m_judges.snapshot(),
                         .budgets = m_budgets.snapshot(),
                         .noBudget = hasNone ? m_noObjective : QString()});
}

void HealthPage::slide()
{
    if (isVisible())
        m_charts->setRange(m_conductor.visibleRange());
}

bool HealthPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize) {
        m_charts->setVisibleHeight(m_scroll->viewport()->height());
        fitAbove();
    }
    const bool isRoomNew = (watched == m_fleetPane && event->type() == QEvent::Move)
        || (watched == m_scroll->viewport() && event->type() == QEvent::Resize);
    if (isRoomNew && m_fleet.services().rowCount() > 0)
        fitMatrix(m_fleet.services().rowCount()); // what stands above it takes more, or less
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
    setReading(false);
}

void HealthPage::setReading(bool on)
{
    m_series.pacer().setActive(on);
    m_judges.pacer().setActive(on);
    m_budgets.pacer().setActive(on);
    m_causes.pacer().setActive(on);
}

} // namespace dashboard
