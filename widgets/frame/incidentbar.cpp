// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/incidentbar.h"

#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"
#include "widgets/frame/alarmmenu.h"
#include "widgets/frame/quietalarms.h"
#include "widgets/frame/shelvemenu.h"
#include "widgets/frame/suppressmenu.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr int kBarHeight = 48; // two lines
constexpr int kStripe = 4;
constexpr int kSmallestSentence = 160;
constexpr int kLines = 2;

// A press on it is one on the line.
template<class Label = QLabel>
Label* plainLabel(QWidget* parent)
{
    auto* label = new Label(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

} // namespace

IncidentBar::IncidentBar(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_glyph(plainLabel(this))
    , m_sentence(plainLabel(this))
    , m_details(plainLabel<common::ElidedLabel>(this))
    , m_acknowledge(new QPushButton(tr("Acknowledge"), this))
    , m_shelve(new QPushButton(tr("Shelve"), this))
    , m_suppress(new QPushButton(tr("Suppress"), this))
    , m_causes(new SuppressMenu(m_suppress))
    , m_unshelve(new QPushButton(tr("Unshelve"), this))
    , m_release(new QPushButton(tr("Let It Call Again"), this))
    , m_others(new QPushButton(this))
    , m_otherAlarms(new AlarmMenu(m_others))
    , m_incident(new QPushButton(this))
    , m_now(new QPushButton(this))
{
    common::keepHeight(theme, *this, kBarHeight);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_sentence->setMinimumWidth(kSmallestSentence);
    m_sentence->installEventFilter(this);
    m_details->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    makeButtons();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kStripe + common::kSpace3, 0, common::kSpace3, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_glyph);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_others);
    layout->addWidget(m_incident);
    layout->addWidget(m_acknowledge);
    layout->addWidget(m_shelve);
    layout->addWidget(m_suppress);
    layout->addWidget(m_unshelve);
    layout->addWidget(m_release);
    layout->addWidget(m_now);
    m_now->hide();
    connect(m_now, &QPushButton::clicked, this, &IncidentBar::liveRequested);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
    show({});
}

void IncidentBar::makeButtons()
{
    auto* menu = new ShelveMenu(m_shelve);
    m_shelve->setMenu(menu);
    m_shelve->setToolTip(
        tr("Put the alarm out of sight for a while, with a reason. It comes back by itself."));
    m_suppress->setMenu(m_causes);
    m_suppress->setToolTip(
        tr("Say what explains the alarm: another alarm, or what was changed on purpose. It calls "
           "nobody until that is over."));
    m_unshelve->setToolTip(tr("Bring the alarm back now: it stands as raised again."));
    m_release->setToolTip(
        tr("What was said to explain the alarm no longer does: it stands as raised again."));
    m_others->setMenu(m_otherAlarms);
    m_others->setToolTip(tr("Which other alarms are open; choose one to look at it."));
    connect(m_otherAlarms, &AlarmMenu::chosen, this, &IncidentBar::alarmOpened);
    for (QPushButton* button :
         {m_others, m_incident, m_acknowledge, m_shelve, m_suppress, m_unshelve, m_release})
        button->hide();
    connect(m_incident, &QPushButton::clicked, this, [this] {
        if (const incident::Incident* leads = ledTo())
            emit incidentShown(QString::fromStdString(leads->id));
        else if (!m_aim.alarm.empty())
            emit incidentRequested(m_aim);
    });
    watchPointer(); // before what is clicked
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (!m_aim.alarm.empty())
            emit acknowledgeRequested(QString::fromStdString(m_aim.alarm));
    });
    connect(m_unshelve, &QPushButton::clicked, this,
            [this] { emit unshelveRequested(QString::fromStdString(m_shelved.alarm)); });
    connect(m_release, &QPushButton::clicked, this,
            [this] { emit suppressRequested(QString::fromStdString(m_suppressed.alarm), {}); });
    connect(menu, &ShelveMenu::chosen, this,
            [this](telemetry::Duration duration, const QString& reason) {
                if (!m_asked.isEmpty())
                    emit shelveRequested(m_asked, duration, reason);
            });
    connect(m_causes, &SuppressMenu::chosen, this, [this](const QString& cause) {
        if (!m_asked.isEmpty())
            emit suppressRequested(m_asked, cause);
    });
    connect(&common::keymap(), &common::Keymap::changed, this, [this] {
        updateIncidentButton();
        if (!m_now->isHidden())
            tellNow();
    });
    // A worse alarm may take the line while a menu is open: what is chosen is of the one it was
    // opened on.
    for (const QMenu* opened : {static_cast<QMenu*>(menu), static_cast<QMenu*>(m_causes)})
        connect(opened, &QMenu::aboutToShow, this, [this] {
            takeAim();
            m_asked = QString::fromStdString(m_aim.alarm);
        });
}

void IncidentBar::setCanAcknowledge(bool can)
{
    m_canAcknowledge = can;
    setShown(m_shelve, can && m_hasAlarm);
    setShown(m_suppress, can && m_hasAlarm);
    setShown(m_unshelve, can && !m_hasAlarm && !m_shelved.alarm.empty());
    setShown(m_release,
             can && !m_hasAlarm && m_shelved.alarm.empty() && !m_suppressed.alarm.empty());
    const bool isLatched = m_alarm.state == telemetry::AlarmState::Latched;
    m_acknowledge->setText(isLatched ? tr("Acknowledge and Close") : tr("Acknowledge"));
    m_acknowledge->setToolTip(
        isLatched ? tr("No data has come since. Acknowledging says that it is over.")
                  : tr("Say that somebody is looking at it. The alarm stays until the signal is "
                       "back.")
                + (m_opensOnAcknowledge && incidentOf(m_alarm) == nullptr && m_alarm.severity <= 2
                       ? u' '
                           + tr("Opens an incident of it, with you in command, where none is open "
                                "(Incident › Acknowledging a Grave Alarm Opens Its Incident).")
                       : QString()));
    setShown(m_acknowledge,
             can && m_hasAlarm && (isLatched || m_alarm.state == telemetry::AlarmState::Raised));
    updateIncidentButton();
}

// Qt would hand the focus of a button that goes to the next one, and a second press of the key that
// acknowledged would shelve: the line keeps it.
void IncidentBar::setShown(QPushButton* button, bool isShown)
{
    if (!isShown && window()->focusWidget() == button)
        setFocus(Qt::OtherFocusReason);
    button->setVisible(isShown);
}

// A key that was meant for one alarm does nothing to the next. Who writes in a menu stays there.
void IncidentBar::keepFocus()
{
    if (QApplication::activePopupWidget() != nullptr)
        return;
    const QWidget* focus = window()->focusWidget();
    const auto buttons = acting();
    if (focus != nullptr && std::ranges::find(buttons, focus) != buttons.end())
        setFocus(Qt::OtherFocusReason);
}

// What the button leads to, of what is not told in the line: the open incident of the alarm, else
// the one that is open; nullptr: nothing, it opens one.
const incident::Incident* IncidentBar::ledTo() const
{
    const incident::Incident* holder = m_hasAlarm ? incidentOf(m_alarm) : nullptr;
    if (tellsIncident())
        return holder != nullptr && holder->id != m_open->id ? holder : nullptr;
    return holder != nullptr ? holder : m_open ? &*m_open : nullptr;
}

// One way for what is not told in the line: to the incident, or to open one.
void IncidentBar::updateIncidentButton()
{
    const incident::Incident* leads = ledTo();
    const bool opens =
        leads == nullptr && m_canAcknowledge && m_hasAlarm && incidentOf(m_alarm) == nullptr;
    setShown(m_incident, leads != nullptr || opens);
    if (leads != nullptr) {
        const QString id = common::safeLine(leads->id, 20);
        const bool isOfAlarm = m_hasAlarm && incidentOf(m_alarm) == leads;
        m_incident->setText(isOfAlarm ? tr("Go to %1").arg(id) : id);
        m_incident->setToolTip(
            common::plainToolTip((isOfAlarm ? tr("The incident that the alarm is part of: %1")
                                            : tr("The incident that is open: %1"))
                                     .arg(common::safeLine(leads->title, 200))));
        m_incident->setAccessibleName(tr("Show incident %1").arg(id));
    } else {
        m_incident->setText(tr("Open Incident"));
        m_incident->setToolTip(common::keymap().withKey(
            tr("An incident of people from this alarm, with you in command"),
            common::KeyCommand::OpenIncident));
        m_incident->setAccessibleName(m_incident->text());
    }
}

void IncidentBar::setOpensOnAcknowledge(bool on)
{
    m_opensOnAcknowledge = on;
    setCanAcknowledge(m_canAcknowledge);
}

void IncidentBar::setIncidents(const std::vector<incident::Incident>& incidents,
                               telemetry::Timestamp now)
{
    const incident::Incident* open = incident::newestOpen(incidents);
    m_open = open != nullptr ? std::optional(*open) : std::nullopt;
    m_incidents.clear();
    std::ranges::copy_if(incidents, std::back_inserter(m_incidents), &incident::Incident::isOpen);
    show(now);
}

// Of the one that is told in the line.
bool IncidentBar::isPartOf(const telemetry::AlarmTransition& alarm) const
{
    const incident::Incident* holder = incidentOf(alarm);
    return m_open && holder != nullptr && holder->id == m_open->id;
}

// What was opened by hand, or of what nothing is kept, has a title that is nobody's else.
bool IncidentBar::isTitledBy(const telemetry::AlarmTransition& alarm) const
{
    return m_open->summary.empty() || m_open->summary == alarm.sentence || m_open->alarms.empty()
        || m_open->alarms.front() == alarm.alarm;
}

// An alarm that calls somebody and belongs to nothing is news: it goes first. So does one that the
// incident is not titled by: its figures beside the other's title would be of two alarms.
bool IncidentBar::tellsIncident() const
{
    return m_open
        && (!m_hasAlarm || m_alarm.state == telemetry::AlarmState::Acknowledged
            || (isPartOf(m_alarm) && isTitledBy(m_alarm)));
}

int IncidentBar::severity() const
{
    if (tellsIncident())
        return m_open->severity;
    return m_hasAlarm ? m_alarm.severity : 0;
}

void IncidentBar::setPresent()
{
    m_isPast = false;
    setShown(m_now, false);
    m_now->setMinimumWidth(0);
}

void IncidentBar::setPast(const std::vector<telemetry::AlarmTransition>* alarmsNow)
{
    m_isPast = true;
    m_openNow.reset();
    const telemetry::AlarmTransition* worst = nullptr;
    if (alarmsNow != nullptr) {
        m_openNow = static_cast<int>(std::ranges::count_if(*alarmsNow, items::isOpen));
        worst = items::worstOpen(*alarmsNow);
    }
    m_now->setAccessibleDescription(tr("The past is shown. Goes back to the present."));
    styleNow(worst != nullptr ? worst->severity : 0);
    tellNow();
    m_now->show();
}

void IncidentBar::tellNow()
{
    const std::int64_t unjudged = m_unjudged.value_or(0);
    QString text = tr("Now: alarms not known yet");
    if (m_openNow)
        text = *m_openNow > 1 ? tr("▲ Now: %1 open alarms").arg(*m_openNow)
            : *m_openNow == 1 ? tr("▲ Now: 1 open alarm")
            : unjudged > 0    ? tr("Now: no open alarm, %1")
                                 .arg(items::countedText(unjudged, tr("1 not judged yet"),
                                                         tr("%1 not judged yet")))
                           : tr("Now: no open alarm");
    m_now->setText(
        common::keymap().withKey(tr("%1 · Go Live").arg(text), common::KeyCommand::BackToLive));
    // Never narrower again: what waits comes and goes, and nothing beside it may move each time.
    m_now->setMinimumWidth(std::max(m_now->minimumWidth(), m_now->sizeHint().width()));
}

void IncidentBar::setNothingReceived(bool isNothing)
{
    if (std::exchange(m_isNothingReceived, isNothing) != isNothing && !m_hasAlarm && !m_isPast)
        show(m_shownAt);
}

void IncidentBar::setRead(bool isRead)
{
    if (std::exchange(m_isRead, isRead) != isRead && !m_hasAlarm)
        show(m_shownAt);
}

void IncidentBar::setUnjudged(std::optional<std::int64_t> generations)
{
    if (generations == m_unjudged)
        return;
    m_unjudged = generations;
    if (m_isPast)
        tellNow();
    else if (!m_hasAlarm)
        show(m_shownAt);
}

// Filled in the colour of the worst alarm: a calm past must not be taken for a calm present.
void IncidentBar::styleNow(int severity)
{
    QPalette colors = palette();
    if (severity > 0) {
        colors.setColor(QPalette::Button, m_theme.color(common::severityRole(severity)));
        colors.setColor(QPalette::Midlight, m_theme.color(common::severityRole(severity)));
        colors.setColor(QPalette::ButtonText, m_theme.color(common::ColorRole::Surface0));
    }
    m_now->setPalette(colors);
    m_now->setFont(m_theme.font(common::TextSize::Body, severity > 0));
}

void IncidentBar::setAlarms(const std::vector<telemetry::AlarmTransition>& alarms,
                            telemetry::Timestamp now, const QString& current,
                            const std::string& told)
{
    m_worstCurrent = current;
    m_worstTold = told;
    m_quietText = quietText(alarms);
    // The worst of those that call nobody stands in the line.
    const auto* shelved = worstIn(alarms, telemetry::AlarmState::Shelved);
    const auto* suppressed = worstIn(alarms, telemetry::AlarmState::Suppressed);
    m_shelved = shelved != nullptr ? *shelved : telemetry::AlarmTransition{};
    m_suppressed = suppressed != nullptr ? *suppressed : telemetry::AlarmTransition{};
    m_alarms.clear();
    std::ranges::copy_if(alarms, std::back_inserter(m_alarms), items::isOpen);
    choose(now);
}

// Those that are not told; of an incident's alarms none is told alone.
void IncidentBar::showOthers()
{
    std::vector<telemetry::AlarmTransition> others = m_alarms;
    std::erase_if(others, [this](const auto& alarm) { return alarm.alarm == m_alarm.alarm; });
    m_causes->setCauses(others);
    const bool areAll = tellsIncident();
    if (areAll)
        others = m_alarms;
    const auto count = static_cast<std::int64_t>(others.size());
    m_otherAlarms->setAlarms(std::move(others));
    m_others->setText(areAll ? items::countedText(count, tr("1 alarm"), tr("%1 alarms"))
                             : items::countedText(count, tr("1 more alarm"), tr("%1 more alarms")));
    m_others->setAccessibleName(
        areAll ? items::countedText(count, tr("1 open alarm"), tr("%1 open alarms"))
               : items::countedText(count, tr("1 more open alarm"), tr("%1 more open alarms")));
    setShown(m_others, count > 0);
}

void IncidentBar::show(telemetry::Timestamp now)
{
    m_shownAt = now;
    const bool isTold = m_hasAlarm || m_open;
    m_glyph->setFont(m_theme.font(common::TextSize::Title, true));
    m_sentence->setFont(m_theme.font(common::TextSize::Body, isTold));
    m_details->setFont(m_theme.font(common::TextSize::Small));
    showOthers();
    if (tellsIncident())
        showIncident(now);
    else if (m_hasAlarm)
        showAlarm(now);
    else
        showNone(now);
    setAccessibleName(tellsIncident() || !m_hasAlarm ? m_text : tr("Alarm: %1").arg(m_text));
    setAccessibleDescription(QString(m_details->text()).replace(u'\n', u" · "_s));
    setCanAcknowledge(m_canAcknowledge);
    QPalette glyphPalette = m_glyph->palette();
    glyphPalette.setColor(QPalette::WindowText,
                          m_theme.color(isTold ? common::severityRole(severity())
                                               : common::ColorRole::TextSecondary));
    m_glyph->setPalette(glyphPalette);
    QPalette detailPalette = m_details->palette();
    detailPalette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::TextSecondary));
    m_details->setPalette(detailPalette);
    fitSentence();
    update();
}

// The sentence gives way to what stands beside it, and to the newest rate or what is not judged
// yet, and shows that it does.
void IncidentBar::fitSentence()
{
    const QString rate = m_current.isEmpty() ? QString() : u" · "_s + m_current;
    QString tail = m_hasAlarm ? rate : unjudgedTail();
    if (!m_text.endsWith(tail))
        tail.clear();
    m_sentence->setText(common::wrappedLines(m_text.chopped(tail.size()), tail, m_sentence->font(),
                                             m_sentence->width(), kLines)
                            .join(u'\n'));
}

bool IncidentBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_sentence && event->type() == QEvent::Resize)
        fitSentence();
    else if (watched != m_sentence && event->type() == QEvent::Leave)
        pointerLeft();
    return QWidget::eventFilter(watched, event);
}

void IncidentBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    if (severity() > 0)
        painter.fillRect(QRect(0, 0, kStripe, height()),
                         m_theme.color(common::severityRole(severity())));
    painter.setPen(m_theme.color(common::ColorRole::Line));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (hasFocus()) {
        painter.setPen(m_theme.focusPen());
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void IncidentBar::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        open();
}

void IncidentBar::keyPressEvent(QKeyEvent* event)
{
    // Space, too: as play it would leave the present where Acknowledge has just been.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space)
        open();
    else
        QWidget::keyPressEvent(event);
}

void IncidentBar::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_shelve->isVisibleTo(this))
        m_shelve->menu()->popup(event->globalPos());
}

void IncidentBar::open()
{
    if (tellsIncident())
        emit incidentShown(QString::fromStdString(m_open->id));
    else if (m_hasAlarm)
        emit alarmOpened(m_alarm);
}

} // namespace frame
