// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/alarmnotifier.h"

#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "models/items/servicehealthmodel.h"
#include "widgets/common/plaintext.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QStyle>
#include <QSystemTrayIcon>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kNewsNameLength = 60;
constexpr std::size_t kMostShown = 20; // that a click is waited for
constexpr int kServersChoice = -1; // how long it is shown
const QString kNotifications = u"org.freedesktop.Notifications"_s;

bool isNews(const telemetry::AlarmTransition& alarm)
{
    return alarm.state == telemetry::AlarmState::Raised
        || alarm.state == telemetry::AlarmState::Latched;
}

std::string incidentOf(const telemetry::AlarmTransition& alarm)
{
    return alarm.incident.empty() ? "service " + alarm.service : alarm.incident;
}

QString safeName(const std::string& text)
{
    return common::safeLine(text, kNewsNameLength);
}

} // namespace

std::optional<Announcement> AlarmNews::take(const std::vector<telemetry::AlarmTransition>& alarms)
{
    std::set<std::string> open;
    std::vector<const telemetry::AlarmTransition*> fresh;
    for (const auto& alarm : alarms) {
        if (!items::isOpen(alarm)) {
            m_known.erase(alarm.alarm);
            if (alarm.state != telemetry::AlarmState::Cleared)
                m_quiet.insert(alarm.alarm);
            continue;
        }
        open.insert(incidentOf(alarm));
        const bool isNew = m_known.insert(alarm.alarm).second;
        // Whoever put it off or explained it waits for this one, whatever else is open.
        const bool isBack = m_quiet.erase(alarm.alarm) > 0;
        if (m_isPrimed && isNew && isNews(alarm) && (isBack || !m_open.contains(incidentOf(alarm))))
            fresh.push_back(&alarm);
    }
    m_open = std::move(open);
    m_isPrimed = true;
    if (fresh.empty())
        return std::nullopt;
    const auto* worst =
        *std::ranges::min_element(fresh, {}, [](const auto* alarm) { return alarm->severity; });
    std::set<std::string> others;
    for (const auto* alarm : fresh)
        others.insert(alarm->service);
    others.erase(worst->service);
    Announcement news;
    news.alarm = QString::fromStdString(worst->alarm);
    news.title = QObject::tr("Alarm: %1").arg(safeName(worst->service));
    news.text =
        QObject::tr("%1, severity %2, since %3 UTC")
            .arg(common::safeLine(items::checkTitle(worst->check).toStdString(), kNewsNameLength))
            .arg(worst->severity)
            .arg(items::utcTimeText(worst->onset));
    if (!others.empty())
        news.text += QObject::tr("; also %1").arg(safeName(*others.begin()))
            + (others.size() > 1 ? QObject::tr(" and %1 more").arg(others.size() - 1) : QString());
    return news;
}

DesktopNotifier::~DesktopNotifier() = default;

void DesktopNotifier::announce(const Announcement& announcement, const Ways& ways)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!ways.isShown || !bus.isConnected())
        return announceHere(announcement, ways);
    // D-Bus knows slots by their name only, in the form that the macro makes of it.
    if (!m_isListening)
        m_isListening = QDBusConnection::sessionBus().connect(
            kNotifications, u"/org/freedesktop/Notifications"_s, kNotifications, u"ActionInvoked"_s,
            this, "1takeAction(uint,QString)");
    QDBusMessage call = QDBusMessage::createMethodCall(
        kNotifications, u"/org/freedesktop/Notifications"_s, kNotifications, u"Notify"_s);
    const QString desktopEntry = QGuiApplication::desktopFileName();
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(2))},
                      {u"desktop-entry"_s, desktopEntry}};
    if (ways.isHeard)
        hints[u"sound-name"_s] = u"dialog-warning"_s; // played by the desktop
    else
        hints[u"suppress-sound"_s] = true;
    // The body may be read as markup by the desktop: a name with a tag in it stays text.
    call << u"Plumbline"_s << uint(0) << desktopEntry << announcement.title
         << announcement.text.toHtmlEscaped() << QStringList{u"default"_s, tr("Open")} << hints
         << kServersChoice;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, announcement, ways](QDBusPendingCallWatcher* finished) {
                const QDBusPendingReply<uint> reply = *finished;
                if (reply.isError())
                    announceHere(announcement, ways);
                else
                    m_shown[reply.value()] = announcement.alarm;
                while (m_shown.size() > kMostShown)
                    m_shown.erase(m_shown.begin());
                finished->deleteLater();
            });
}

void DesktopNotifier::takeAction(uint notification, const QString& action)
{
    const auto shown = m_shown.find(notification); // of another program's there is none
    if (shown != m_shown.end() && action == u"default"_s)
        emit opened(shown->second);
}

// Where no desktop takes it.
void DesktopNotifier::announceHere(const Announcement& announcement, const Ways& ways)
{
    if (ways.isShown)
        showInTray(announcement);
    if (ways.isHeard)
        QApplication::beep();
}

void DesktopNotifier::showInTray(const Announcement& announcement)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (m_tray == nullptr) {
        m_tray = std::make_unique<QSystemTrayIcon>(
            QApplication::style()->standardIcon(QStyle::SP_MessageBoxWarning));
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this,
                [this] { emit opened(m_inTray); });
    }
    m_inTray = announcement.alarm;
    m_tray->show();
    m_tray->showMessage(announcement.title, announcement.text, QSystemTrayIcon::Critical);
}
