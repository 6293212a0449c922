// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/explorepage.h"

#include "models/drivers/relationtext.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/formats.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/explore/explorepagelimits.h"
#include "widgets/explore/lagview.h"
#include "widgets/explore/relationview.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace explore {

namespace {

constexpr int kLargeText = 115; // percent; above it a sentence takes more lines
constexpr int kLowestPlot = 220; // pixels at the usual text size

QLabel* plainLabel(const common::Theme& theme, common::TextSize size, QWidget* parent,
                   bool isBold = false)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    common::keepFont(theme, *label, size, isBold);
    return label;
}

QScrollArea* scrollOver(QWidget* content)
{
    auto* scroll = new QScrollArea(content->parentWidget());
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

} // namespace

ExplorePage::ExplorePage(incident::EntryPort* port, items::RecordingQueries& queries,
                         const items::TimeConductor& conductor,
                         const items::ServiceHealthModel& services, const telemetry::Clock& clock,
                         const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_conductor(conductor)
    , m_services(services)
    , m_clock(clock)
    , m_theme(theme)
    , m_follower(queries, conductor)
    , m_message(new common::MessageBar(theme, this))
    , m_plot(new RelationView(theme, this))
    , m_body(new common::FitScroll(new QWidget, this))
    , m_empty(new common::EmptyState(theme, this))
{
    m_message->clear();
    m_follower.pacer().setActive(false); // until it is shown
    m_body->setAccessibleName(tr("Relation and what follows from it"));
    auto* body = new QVBoxLayout(m_body->widget());
    body->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    body->setSpacing(common::kSpace2);
    body->addWidget(buildReading());
    body->addWidget(m_plot, 1);
    m_plot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    common::keepLeast(theme, *m_plot, kLowestPlot);
    body->addWidget(buildRegion());
    body->addWidget(buildControls());
    body->addWidget(buildNotes());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(m_message);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_empty, 1);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Explore"));
    connectParts();
    fillPickers();
    fillServices();
    updateEmpty();
}

QWidget* ExplorePage::buildHead()
{
    auto* head = new QWidget(this);
    const auto picker = [head](const QString& name) {
        auto* combo = new QComboBox(head);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(6);
        return combo;
    };
    m_service = picker(tr("Service"));
    m_outcome = picker(tr("What counts as bad"));
    m_driver = picker(tr("What may drive it"));
    auto* against = new QLabel(tr("against"), head);
    against->setForegroundRole(QPalette::PlaceholderText);
    m_suspects = new QPushButton(tr("Suspects"), head);
    m_suspects->setToolTip(tr("The suspects of this service in the time that is looked at"));
    m_limit = new QDoubleSpinBox(head);
    m_limit->setRange(0.1, 99);
    m_limit->setDecimals(1);
    m_limit->setSingleStep(0.5);
    m_limit->setValue(kUsualLimit);
    m_limit->setSuffix(u" %"_s);
    m_limit->setPrefix(tr("under "));
    m_limit->setAccessibleName(tr("Rate to be back under"));
    m_limit->setToolTip(m_limit->accessibleName());
    // Two rows: beside both docks there is little room.
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    rows->setSpacing(common::kSpace1);
    auto* pickers = new QHBoxLayout;
    pickers->setSpacing(common::kSpace2);
    rows->addLayout(pickers);
    pickers->addWidget(m_service, 2);
    pickers->addWidget(m_outcome, 2);
    pickers->addWidget(against);
    pickers->addWidget(m_driver, 2);
    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace2);
    rows->addLayout(row);
    row->addWidget(m_limit);
    row->addStretch(1);
    row->addWidget(m_suspects);
    if (m_port != nullptr) {
        m_save = new QPushButton(tr("Save to Incident"), head);
        m_save->setToolTip(
            tr("Keeps this setting and what it says in the incident's record, from where it can be "
               "opened again"));
        row->addWidget(m_save);
    }
    return head;
}

QWidget* ExplorePage::buildReading()
{
    auto* reading = new QWidget(m_body->widget());
    m_reading = plainLabel(m_theme, common::TextSize::Title, reading, true);
    m_reading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_relief = plainLabel(m_theme, common::TextSize::Body, reading);
    m_relief->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(reading);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(common::kSpace1);
    column->addWidget(m_reading);
    column->addWidget(m_relief);
    column->addStretch(1);
    QScrollArea* scroll = scrollOver(reading);
    scroll->setAccessibleName(tr("What the plot says"));
    // Two lines each, of a large text three of the second, and scrolled where there is more: the
    // plot stays where it is, whatever they say.
    const auto fit = [this, scroll] {
        const int lines = m_theme.textPercent() > kLargeText ? 3 : 2;
        scroll->setFixedHeight(2 * m_reading->fontMetrics().lineSpacing()
                               + lines * m_relief->fontMetrics().lineSpacing() + common::kSpace1);
    };
    fit();
    connect(&m_theme, &common::Theme::changed, scroll, fit);
    return scroll;
}

// Always as high: the plot does not move when a region is drawn in it.
QWidget* ExplorePage::buildRegion()
{
    auto* region = new QWidget(m_body->widget());
    m_regionText = plainLabel(m_theme, common::TextSize::Small, region);
    m_regionText->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Room for two lines, as the reason why a region has no list may need.
    common::keepLines(m_theme, *m_regionText, 2);
    m_regionOpen = new QPushButton(tr("Suspects in It"), region);
    m_regionLeave = new QPushButton(tr("Clear"), region);
    m_regionLeave->setToolTip(tr("Lets the region go (Esc in the plot)"));
    auto* row = new QHBoxLayout(region);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_regionText, 1);
    row->addWidget(m_regionOpen);
    row->addWidget(m_regionLeave);
    const auto fit = [this, region] {
        region->setFixedHeight(
            std::max(m_regionOpen->sizeHint().height(), m_regionText->minimumHeight()));
    };
    fit();
    connect(&m_theme, &common::Theme::changed, region, fit);
    connect(m_regionOpen, &QPushButton::clicked, this, &ExplorePage::openRegion);
    connect(m_regionLeave, &QPushButton::clicked, this, [this] { setRegion(std::nullopt); });
    connect(m_plot, &RelationView::regionChosen, this, &ExplorePage::setRegion);
    connect(m_plot, &RelationView::regionLeft, this, [this] { setRegion(std::nullopt); });
    return region;
}

QWidget* ExplorePage::buildControls()
{
    auto* controls = new QWidget(m_body->widget());
    m_atTitle = new QLabel(controls);
    m_atTitle->setTextFormat(Qt::PlainText);
    m_atSlider = new QSlider(Qt::Horizontal, controls);
    m_atSlider->setRange(0, kSliderSteps);
    m_atSlider->setPageStep(kSliderSteps / 20);
    m_atSlider->setAccessibleName(tr("Value of the driver"));
    m_atValue = new common::NumberLabel(m_theme, common::TextSize::Body, controls);
    m_atValue->setBold(true);
    m_atValue->setWidestText(u"000,000.0"_s);
    m_now = new QPushButton(tr("Now"), controls);
    m_now->setToolTip(tr("Puts the line where the driver is now, and lets it follow"));
    auto* lagTitle = new QLabel(tr("Earlier by"), controls);
    m_lagSlider = new QSlider(Qt::Horizontal, controls);
    m_lagSlider->setAccessibleName(tr("Lag between driver and outcome"));
    m_lagSlider->setRange(0, 0);
    m_lagView = new LagView(m_theme, controls);
    m_lagValue = new common::NumberLabel(m_theme, common::TextSize::Body, controls);
    m_lagValue->setBold(true);
    auto* grid = new QGridLayout(controls);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(common::kSpace2);
    grid->setVerticalSpacing(common::kSpace1);
    grid->addWidget(m_atTitle, 0, 0);
    grid->addWidget(m_atSlider, 0, 1);
    grid->addWidget(m_atValue, 0, 2);
    grid->addWidget(m_now, 0, 3);
    grid->addWidget(lagTitle, 1, 0);
    grid->addWidget(m_lagSlider, 1, 1);
    grid->addWidget(m_lagValue, 1, 2, 1, 2);
    grid->addWidget(m_lagView, 2, 1);
    grid->setColumnStretch(1, 1);
    return controls;
}

// Always as high, and scrolled where there is more: the plot stays where it is while notes come
// and go and wrap anew.
QWidget* ExplorePage::buildNotes()
{
    m_notes = plainLabel(m_theme, common::TextSize::Small, m_body->widget());
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QScrollArea* scroll = scrollOver(m_notes);
    scroll->setAccessibleName(tr("Notes on the plot"));
    m_noteRoom = scroll;
    fitNotes();
    connect(&m_theme, &common::Theme::changed, this, &ExplorePage::fitNotes);
    return scroll;
}

void ExplorePage::connectParts()
{
    connect(&m_follower, &items::RelationFollower::updated, this, &ExplorePage::takeSnapshot);
    connect(&m_follower, &items::RelationFollower::failed, this, [this](const QString& message) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(message.toStdString()));
        updateEmpty();
    });
    connect(&m_services, &QAbstractItemModel::modelReset, this, &ExplorePage::fillServices);
    connect(&m_services, &QAbstractItemModel::rowsInserted, this, &ExplorePage::fillServices);
    connect(&m_services, &QAbstractItemModel::rowsRemoved, this, &ExplorePage::fillServices);
    connect(m_service, &QComboBox::activated, this,
            [this] { emit serviceChosen(m_service->currentData().toString()); });
    connect(m_driver, &QComboBox::activated, this, &ExplorePage::choose);
    connect(m_outcome, &QComboBox::activated, this, &ExplorePage::choose);
    connect(m_suspects, &QPushButton::clicked, this, [this] {
        emit suspectsRequested(QString::fromStdString(m_follower.setting().service),
                               m_snapshot ? m_snapshot->range : m_conductor.visibleRange(), {});
    });
    if (m_save != nullptr)
        connect(m_save, &QPushButton::clicked, this, &ExplorePage::save);
    connect(m_plot, &RelationView::settingDragged, this, [this](double driver) {
        if (isCurrent())
            setAt(driver);
    });
    connect(m_plot, &RelationView::dragEnded, this, &ExplorePage::letGo);
    connect(m_atSlider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_isFilling && isCurrent())
            setAt(m_snapshot->density.driverAt(static_cast<double>(value) / kSliderSteps));
    });
    connect(m_atSlider, &QSlider::sliderReleased, this, &ExplorePage::letGo);
    connect(m_now, &QPushButton::clicked, this, &ExplorePage::followNow);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        m_isLimitOwn = m_isLimitOwn || !m_isFilling;
        m_plot->setLimit(percent / 100);
        updateReading();
    });
    connect(m_lagSlider, &QSlider::valueChanged, this, [this](int steps) {
        if (!m_isFilling)
            chooseLag(steps);
    });
    connect(m_lagView, &LagView::lagDragged, m_lagSlider, &QSlider::setValue);
}

void ExplorePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_follower.pacer().setActive(true);
    m_follower.pacer().requestNow();
}

void ExplorePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_follower.pacer().setActive(false);
}

void ExplorePage::setService(const QString& service)
{
    m_chosen = service;
    fillServices();
}

void ExplorePage::setObjectives(std::vector<objective::Objective> objectives)
{
    m_objectives = std::move(objectives);
    updateLimit();
}

// Nobody chose one: the worst of the fleet is looked at, and stays so until another is chosen.
void ExplorePage::fillServices()
{
    if (m_service->view()->isVisible()) // its list is open: nothing moves in it
        return;
    const QString before = m_chosen.isEmpty() ? m_service->currentData().toString() : m_chosen;
    const QSignalBlocker blocker(m_service);
    m_service->clear();
    for (int row = 0; row < m_services.rowCount(); ++row) {
        const QString name = m_services.service(row);
        m_service->addItem(common::safeLine(name.toStdString(), kNameLength), name);
    }
    if (!m_chosen.isEmpty() && m_service->findData(m_chosen) < 0)
        m_service->addItem(common::safeLine(m_chosen.toStdString(), kNameLength), m_chosen);
    m_service->setCurrentIndex(std::max(0, m_service->findData(before)));
    choose();
}

void ExplorePage::fillPickers()
{
    fillDrivers();
    fillOutcomes();
}

void ExplorePage::choose()
{
    for (QComboBox* combo : {m_service, m_outcome, m_driver}) // of which little may be seen
        combo->setToolTip(combo->currentText().isEmpty()
                              ? combo->accessibleName()
                              : common::plainToolTip(
                                  u"%1: %2"_s.arg(combo->accessibleName(), combo->currentText())));
    items::RelationSetting setting = m_follower.setting();
    const bool isOther = setting.service != m_service->currentData().toString().toStdString();
    setting.service = m_service->currentData().toString().toStdString();
    if (const auto driver = drivers::driverFrom(m_driver->currentData().toString().toStdString())) {
        if (setting.driver != *driver) {
            m_at.reset(); // a value of another driver
            setRegion(std::nullopt);
        }
        setting.driver = *driver;
    }
    setting.outcome = drivers::outcomeFrom(m_outcome->currentData().toString().toStdString());
    if (isOther) {
        m_at.reset();
        setRegion(std::nullopt);
        m_snapshot = nullptr;
        m_plot->setSnapshot(nullptr);
    }
    m_follower.setSetting(setting);
    updateLimit();
    updateEmpty();
}

void ExplorePage::setDriver(const QString& name)
{
    const auto driver = drivers::driverFrom(name.toStdString());
    if (!driver)
        return;
    if (m_driver->findData(name) < 0)
        m_driver->addItem(common::safeSentence(drivers::labelOf(*driver), kNameLength), name);
    m_driver->setCurrentIndex(m_driver->findData(name));
    choose();
}

void ExplorePage::setOutcome(const QString& name)
{
    const drivers::Outcome outcome = drivers::outcomeFrom(name.toStdString());
    if (m_outcome->findData(name) < 0)
        m_outcome->addItem(common::safeSentence(drivers::labelOf(outcome), kNameLength), name);
    m_outcome->setCurrentIndex(m_outcome->findData(name));
    choose();
}

// Nothing is pulled away from under a hand: what came meanwhile is shown once it lets go.
bool ExplorePage::isHeld() const
{
    return m_plot->isDragged() || m_atSlider->isSliderDown();
}

void ExplorePage::takeSnapshot()
{
    if (!isHeld())
        present(m_follower.snapshot());
}

void ExplorePage::letGo()
{
    if (!isHeld() && m_follower.snapshot() != m_snapshot)
        present(m_follower.snapshot());
}

void ExplorePage::present(Snapshot snapshot)
{
    m_message->clear();
    m_snapshot = std::move(snapshot);
    m_plot->setSnapshot(m_snapshot);
    m_lagView->setSnapshot(m_snapshot);
    fillPickers();
    updateControls();
    updateReading();
    updateRegion();
    updateEmpty();
}

void ExplorePage::setAt(double driver)
{
    m_at = driver;
    updateControls();
    updateReading();
}

void ExplorePage::followNow()
{
    m_at.reset();
    updateControls();
    updateReading();
}

std::optional<double> ExplorePage::at() const
{
    return m_at || !m_snapshot ? m_at : m_snapshot->now;
}

void ExplorePage::chooseLag(int steps)
{
    if (!m_snapshot)
        return;
    items::RelationSetting setting = m_follower.setting();
    setting.lag = m_snapshot->step * std::int64_t{steps};
    m_lagView->setLag(steps);
    m_lagValue->setText(QString::fromStdString(drivers::lagText(setting.lag)));
    m_follower.setSetting(setting);
    updateEmpty();
}

void ExplorePage::focusSetting()
{
    if (m_atSlider->isVisible())
        m_atSlider->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

} // namespace explore
