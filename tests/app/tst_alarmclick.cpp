// SPDX-License-Identifier: GPL-3.0-or-later

// A click on what the desktop shows, over a session bus of the test's own.

#include "app/alarmnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace {

const QString kName = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;

// What a desktop is to a program that notifies: it numbers what it shows.
class Desktop final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    explicit Desktop(QDBusConnection bus)
        : m_bus(std::move(bus))
    {
    }

    QStringList titles;
    QStringList texts;

    void click(uint number, const QString& action)
    {
        QDBusMessage message = QDBusMessage::createSignal(kPath, kName, u"ActionInvoked"_s);
        message << number << action;
        m_bus.send(message);
    }

public slots:
    uint Notify(const QString& /*program*/, uint /*replaces*/, const QString& /*icon*/,
                const QString& title, const QString& text, const QStringList& /*actions*/,
                const QVariantMap& /*hints*/, int /*milliseconds*/)
    {
        titles << title;
        texts << text;
        return static_cast<uint>(titles.size() + 40);
    }

private:
    QDBusConnection m_bus;
};

Announcement announcementOf(const QString& alarm)
{
    return {.title = u"Alarm: "_s + alarm, .text = u"<b>shop</b>"_s, .alarm = alarm};
}

} // namespace

class TestAlarmClick : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void aClickOpensItsAlarm();

private:
    QProcess m_daemon;
};

void TestAlarmClick::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon (Debian: dbus) cannot be started");
    QVERIFY(m_daemon.waitForReadyRead());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readLine().trimmed());
}

void TestAlarmClick::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TestAlarmClick::aClickOpensItsAlarm()
{
    QDBusConnection bus = QDBusConnection::connectToBus(
        QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")), u"desktop"_s);
    QVERIFY(bus.isConnected() && bus.registerService(kName));
    Desktop desktop(bus);
    QVERIFY(bus.registerObject(kPath, &desktop, QDBusConnection::ExportAllSlots));

    DesktopNotifier notifier;
    const QSignalSpy opened(&notifier, &DesktopNotifier::opened);
    notifier.announce(announcementOf(u"A-0001"_s), {.isShown = true, .isHeard = false});
    QTRY_COMPARE(desktop.titles, QStringList{u"Alarm: A-0001"_s});
    QCOMPARE(desktop.texts.first(), u"&lt;b&gt;shop&lt;/b&gt;"_s); // no markup of a name's
    notifier.announce(announcementOf(u"A-0002"_s), {.isShown = true, .isHeard = true});
    QTRY_COMPARE(desktop.titles.size(), 2);

    // The desktop answers before it can be clicked, and the bus keeps the order.
    desktop.click(7, u"default"_s); // another program's
    desktop.click(42, u"dismissed"_s);
    desktop.click(41, u"default"_s); // the older one
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toString(), u"A-0001"_s);
    desktop.click(42, u"default"_s);
    QTRY_COMPARE(opened.count(), 2);
    QCOMPARE(opened.last().first().toString(), u"A-0002"_s);
}

QTEST_MAIN(TestAlarmClick)
#include "tst_alarmclick.moc"
