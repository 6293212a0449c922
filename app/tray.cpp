// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tray.h"

#include "app/commands/outcome.h"
#include "app/mainwindow.h"
#include "app/settings.h"
#include "app/settingsactions.h"
#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "models/items/servicehealthmodel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/runbookdock.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QSystemTrayIcon>
#include <QTimer>
#include <QVariant>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kTraySize = 64; // the desktop scales it
constexpr auto kTrayRefresh = std::chrono::seconds(30); // of the age in its words
constexpr std::int64_t kTrayName = 60;
constexpr const char* kIsQuitting = "isQuitting"; // of the window

} // namespace

TrayState trayStateOf(const std::vector<telemetry::AlarmTransition>& alarms,
                      telemetry::Timestamp now)
{
    TrayState state;
    const telemetry::AlarmTransition* newest = nullptr;
    for (const auto& alarm : alarms) {
        if (!items::isOpen(alarm))
            continue;
        ++state.open;
        if (newest == nullptr || alarm.onset > newest->onset)
            newest = &alarm;
    }
    const telemetry::AlarmTransition* worst = items::worstOpen(alarms);
    if (worst == nullptr) {
        state.text = Tray::tr("Plumbline: no alarm is open");
        return state;
    }
    state.newest = newest->alarm;
    state.severity = worst->severity;
    state.isAcknowledged = worst->state == telemetry::AlarmState::Acknowledged;
    state.text = items::countedText(state.open, Tray::tr("Plumbline: 1 alarm is open"),
                                    Tray::tr("Plumbline: %1 alarms are open"));
    state.text += u'\n'
        + Tray::tr("%1, %2, severity %3, since %4 UTC (%5)")
              .arg(common::safeLine(worst->service, kTrayName),
                   common::safeLine(items::checkTitle(worst->check).toStdString(), kTrayName),
                   QString::number(worst->severity), // all at once: a name may have a %3 in it
                   items::utcTimeText(worst->onset), items::agoText(now - worst->onset));
    state.text += u'\n'
        + items::countedText(worst->observations, Tray::tr("n = 1 answer"),
                             Tray::tr("n = %1 answers"));
    if (state.isAcknowledged)
        state.text += Tray::tr(", acknowledged");
    return state;
}

// ✕ in a disc of severity 1, a triangle of the others, hollow once acknowledged, each with its
// number; a line where no alarm is open, which says nothing of health.
QIcon trayIconOf(const TrayState& state, const common::Theme& theme)
{
    if (state.open == 0)
        return common::icon(theme, u"health"_s, common::ColorRole::TextSecondary);
    const common::ColorRole role = common::severityRole(state.severity);
    QPixmap picture(kTraySize, kTraySize);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect whole = picture.rect();
    if (state.isAcknowledged)
        common::paintGlyph(painter, QRectF(whole), health::HealthState::Acknowledged, theme,
                           state.severity);
    else
        common::icon(theme, state.severity <= 1 ? u"error"_s : u"alarm"_s, role)
            .paint(&painter, whole);
    const QRect corner(kTraySize / 2, kTraySize / 2, kTraySize / 2, kTraySize / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(common::ColorRole::Surface0));
    painter.drawEllipse(corner);
    QFont font = theme.font(common::TextSize::Body, true);
    font.setPixelSize(kTraySize / 2 - common::kSpace1);
    painter.setFont(font);
    painter.setPen(theme.color(role));
    painter.drawText(corner, Qt::AlignCenter, QString::number(state.severity));
    painter.end();
    return picture;
}

bool quitWindow(QWidget& window)
{
    window.setProperty(kIsQuitting, true);
    const bool isClosed = window.close();
    window.setProperty(kIsQuitting, false);
    return isClosed;
}

Tray::Tray(MainWindow& window, common::Theme& theme, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_theme(theme)
    , m_settings(settings)
    , m_menu(std::make_unique<QMenu>())
    , m_openNewest(nullptr)
    , m_icon(std::make_unique<QSystemTrayIcon>())
{
    connect(m_menu->addAction(tr("&Show the Window")), &QAction::triggered, this,
            [this] { m_window.openAnnounced({}); });
    m_openNewest = m_menu->addAction(tr("Open the &Newest Alarm"));
    connect(m_openNewest, &QAction::triggered, this,
            [this] { m_window.openAnnounced(QString::fromStdString(m_newest)); });
    m_menu->addSeparator();
    m_window.quiet().addTo(*m_menu);
    m_menu->addSeparator();
    QAction* stays = m_menu->addAction(tr("&Go On Receiving Here when the Window Is Closed"));
    keepChecked(stays, settings, u"window/staysInTray"_s,
                [&settings] { return settings.staysInTray(); });
    connect(stays, &QAction::toggled, this, [this](bool on) { m_settings.setStaysInTray(on); });
    connect(m_menu->addAction(tr("&Quit")), &QAction::triggered, this, [this] {
        if (quitWindow(m_window))
            QCoreApplication::quit(); // also where nothing was shown that could be closed
        else
            m_window.openAnnounced({}); // where it says why
    });
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    m_window.openAnnounced({});
            });
    connect(&window.quiet(), &QuietKeeper::seen, this, &Tray::show);
    connect(&theme, &common::Theme::changed, this, &Tray::refresh);
    connect(&window.quiet(), &QuietKeeper::changed, this, &Tray::refresh);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &Tray::refresh);
    timer->start(kTrayRefresh);
    window.installEventFilter(this);
    refresh();
}

Tray::~Tray()
{
    QApplication::setQuitOnLastWindowClosed(true);
}

void Tray::show(const std::vector<telemetry::AlarmTransition>& alarms)
{
    m_alarms = alarms;
    m_isTold = true;
    refresh();
}

void Tray::refresh()
{
    TrayState state = trayStateOf(m_alarms, m_window.session().clock().now());
    if (!m_isTold)
        state.text = tr("Plumbline: which alarms are open is not known yet");
    if (const QString notice = m_window.session().receivingNotice(); !notice.isEmpty())
        state.text += u'\n' + notice; // no alarm comes of what is not received
    m_newest = state.newest;
    m_openNewest->setEnabled(!m_newest.empty());
    m_icon->setIcon(trayIconOf(state, m_theme));
    const QString quiet = m_window.quiet().text();
    if (!quiet.isEmpty())
        state.text += u'\n' + quiet;
    // Some trays read it as markup, others would show that: only where it could be some.
    m_icon->setToolTip(state.text.contains(u'<') ? common::plainToolTip(state.text) : state.text);
    // A desktop may get its tray later, or lose it: then nothing else leads to the window.
    const bool hasTray = QSystemTrayIcon::isSystemTrayAvailable();
    m_icon->setVisible(hasTray);
    if (!hasTray && std::exchange(m_isHidden, false))
        m_window.show();
}

bool Tray::staysOpen() const
{
    return m_settings.staysInTray() && QSystemTrayIcon::isSystemTrayAvailable()
        && !m_window.property(kIsQuitting).toBool() && !commands::isInterrupted()
        && !qApp->isSavingSession();
}

bool Tray::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Show) {
        m_isHidden = false;
        QApplication::setQuitOnLastWindowClosed(true);
    }
    if (watched != &m_window || event->type() != QEvent::Close || !staysOpen())
        return QObject::eventFilter(watched, event);
    event->ignore();
    // Nobody looks at what is armed.
    if (auto* runbook = m_window.findChild<runbookview::RunbookDock*>())
        runbook->disarm(QString::fromUtf8(
            QT_TRANSLATE_NOOP("runbookview::LeverController", "The window was closed.")));
    QApplication::setQuitOnLastWindowClosed(false); // another window that is closed ends nothing
    m_icon->show();
    m_window.hide();
    m_isHidden = true;
    tellThatItStays();
    return true;
}

void Tray::tellThatItStays()
{
    if (m_settings.hasSaidTray())
        return;
    m_settings.setSaidTray(true);
    if (QSystemTrayIcon::supportsMessages())
        m_icon->showMessage(tr("Plumbline goes on receiving"),
                            tr("The window is closed; alarms are told as before. Quit, here or in "
                               "the File menu, ends it."),
                            QSystemTrayIcon::Information);
}
