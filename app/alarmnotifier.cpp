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
#include <utility>

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

std::optional<Announcement> AlarmNews::take(const std::vector<telemetry::AlarmTransition>& alarms,
                                            std::optional<int> loudest)
{
    std::map<std::string, int> open;
    std::vector<const telemetry::AlarmTransition*> fresh;
    for (const auto& alarm : alarms) {
        if (!items::isOpen(alarm)) {
            m_known.erase(alarm.alarm);
            if (alarm.state != telemetry::AlarmState::Cleared)
                m_quiet.insert(alarm.alarm);
            continue;
        }
        const std::string incident = incidentOf(alarm);
        int& worst = open.try_emplace(incident, alarm.severity).first->second;
        worst = std::min(worst, alarm.severity);
        const auto known = m_known.try_emplace(alarm.alarm, alarm.severity);
        const bool isNew = known.second;
        const int before = std::exchange(known.first->second, alarm.severity);
        const auto group = m_open.find(incident);
        // Whoever put it off or explained it waits for this one, whatever else is open.
        const bool isBack = m_quiet.erase(alarm.alarm) > 0;
        const bool isHeard = loudest && alarm.severity <= *loudest && group != m_open.end()
            && group->second > *loudest && (isNew || before > *loudest);
        const bool isOfNew = isNew && (isBack || group == m_open.end());
        if (m_isPrimed && (isOfNew || isHeard) && isNews(alarm))
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
    news.severity = worst->severity;
    news.title = QObject::tr("Alarm: %1").arg(safeName(worst->service));
    news.text =
        QObject::tr("%1, severity %2, since %3 UTC")
            .arg(common::safeLine(items::checkTitle(worst->check).toStdString(), kNewsNameLength),
                 QString::number(worst->severity), // all at once: a title may have a %2 in it
                 items::utcTimeText(worst->onset));
    if (!others.empty())
        news.text += QObject::tr("; also %1").arg(safeName(*others.begin()))
            + (others.size() > 1 ? QObject::tr(" and %1 more").arg(others.size() - 1) : QString());
    return news;
}

DesktopNotifier::~DesktopNotifier() = default;

QDBusMessage DesktopNotifier::messageOf(const Announcement& announcement, bool isHeard) const
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        kNotifications, u"/org/freedesktop/Notifications"_s, kNotifications, u"Notify"_s);
    const QString desktopEntry = QGuiApplication::desktopFileName();
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(2))},
                      {u"desktop-entry"_s, desktopEntry}};
    if (isHeard)
        hints[u"sound-name"_s] = u"dialog-warning"_s; // played by the desktop
    else
        hints[u"suppress-sound"_s] = true;
    // The body may be read as markup by the desktop: a name with a tag in it stays text.
    call << u"Plumbline"_s << uint(0) << desktopEntry << announcement.title
         << announcement.text.toHtmlEscaped() << QStringList{u"default"_s, tr("Open")} << hints
         << kServersChoice;
    return call;
}

// That a desktop took it is not that it was heard: it says of itself whether it plays sounds.
void DesktopNotifier::playTest(std::function<void(const QString&)> told)
{
    const auto beep = [told] {
        QApplication::beep();
        told(tr("No desktop took it: Plumbline beeped, as it would on an alarm."));
    };
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return beep();
    const Announcement test{.title = tr("Test"),
                            .text = tr("This is how a new alarm sounds. Nothing is wrong."),
                            .alarm = {}};
    auto* shown = new QDBusPendingCallWatcher(bus.asyncCall(messageOf(test, true)), this);
    connect(shown, &QDBusPendingCallWatcher::finished, this,
            [this, told, beep](QDBusPendingCallWatcher* finished) {
                const QDBusPendingReply<uint> reply = *finished;
                finished->deleteLater();
                if (reply.isError())
                    return beep();
                const QDBusMessage ask = QDBusMessage::createMethodCall(
                    kNotifications, u"/org/freedesktop/Notifications"_s, kNotifications,
                    u"GetCapabilities"_s);
                auto* asked =
                    new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(ask), this);
                connect(asked, &QDBusPendingCallWatcher::finished, this,
                        [told](QDBusPendingCallWatcher* answered) {
                            const QDBusPendingReply<QStringList> can = *answered;
                            answered->deleteLater();
                            const bool plays = !can.isError() && can.value().contains(u"sound"_s);
                            told(plays ? tr("The desktop took it, and says that it plays sounds.")
                                       : tr("The desktop took it, but does not say that it plays "
                                            "sounds: it may have been shown without one."));
                        });
            });
}

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
    auto* watcher =
        new QDBusPendingCallWatcher(bus.asyncCall(messageOf(announcement, ways.isHeard)), this);
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
