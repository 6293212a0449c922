// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"
#include "app/settingswindow.h"
#include "app/teamreader.h"
#include "tests/models/net/rawsocket.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QScopeGuard>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <string>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

// What comes from outside of the window: the settings' file, and the team's.
class TestSettingsOutside : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void manyProblemsOfTheTeamStayShort();
    void aLaterReadingReplacesTheOneBefore();
    void aBrokenFileIsToldAndKept();
    void aDiskThatTakesHalfOfItCostsNothingOfWhatWasThere_data();
    void aDiskThatTakesHalfOfItCostsNothingOfWhatWasThere();

private:
    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
};

void TestSettingsOutside::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
    qputenv("XDG_CACHE_HOME", m_folder.filePath(u"cache"_s).toUtf8());
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("PLUMBLINE_ROOM");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
}

void TestSettingsOutside::manyProblemsOfTheTeamStayShort()
{
    const QTemporaryDir team;
    QFile file(team.filePath(u"plumbline.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("plumbline_settings: 1\nsettings:\n");
    for (int i = 0; i < 500; ++i)
        file.write("  nothing/" + QByteArray::number(i) + ": 1\n");
    file.close();
    const auto settings = Settings::inMemory();
    const SettingsWindow window(*settings, m_theme, {});
    QVERIFY(settings->setOwn(u"team/source"_s, team.path()));
    QTRY_VERIFY(!TeamReader::of(*settings).isReading());
    QCOMPARE(TeamReader::of(*settings).problems().size(), 500);
    const QString state = window.findChild<QLabel*>(u"teamState"_s)->text();
    QVERIFY2(state.contains(u"and 495 more"_s), qPrintable(state));
    QVERIFY(state.count(u'\n') < 10);
}

void TestSettingsOutside::aLaterReadingReplacesTheOneBefore()
{
    const std::string body = R"({"plumbline_settings": 1, "settings": {"alarm/heard": false}})";
    std::atomic<int> asked = 0;
    const nettest::ScriptedServer server([&](nettest::RawSocket& peer) {
        peer.readUntil("\r\n\r\n");
        if (++asked == 1)
            peer.readAll(); // says nothing until the client gives up
        else
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size())
                      + "\r\n\r\n" + body);
    });
    QStringList said; // outlives the reader, which is the settings'
    const auto settings = Settings::inMemory();
    TeamReader& reader = TeamReader::of(*settings);
    connect(&reader, &TeamReader::changed, this, [&] { said << reader.stateText(); });
    QVERIFY(
        settings->setOwn(u"team/source"_s, QString::fromStdString(server.url()) + u"/team.json"_s));
    QTRY_COMPARE(asked.load(), 1);
    reader.read();
    QVERIFY(reader.isReading());
    QTRY_VERIFY(!reader.isReading());
    QVERIFY(!settings->isAlarmHeard());
    // That the first was broken off is no news.
    QVERIFY2(said.filter(u"cannot be read"_s).isEmpty(), qPrintable(said.join(u'\n')));
}

void TestSettingsOutside::aBrokenFileIsToldAndKept()
{
    {
        QSettings file(u"plumbline"_s, u"plumbline"_s);
        file.setValue(u"look/theme"_s, u"blue"_s);
        file.setValue(u"alarm/heard"_s, false);
        file.setValue(u"later/setting"_s, u"kept"_s);
    }
    Settings settings;
    QVERIFY(settings.theme() == Settings::ThemeChoice::System);
    QVERIFY(!settings.isAlarmHeard());
    const auto problems = settings.layers().problems();
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].found, u"blue"_s);
    QVERIFY(settings.setOwn(u"alarm/shown"_s, u"no"_s));
    const QSettings file(u"plumbline"_s, u"plumbline"_s);
    QCOMPARE(file.value(u"later/setting"_s).toString(), u"kept"_s);
    QCOMPARE(file.value(u"look/theme"_s).toString(), u"blue"_s);
    QCOMPARE(file.value(u"alarm/shown"_s).toString(), u"false"_s);

    // A room that cannot be is no reason to go on without one: whoever joins it refuses it.
    {
        QSettings room(u"plumbline"_s, u"plumbline"_s);
        room.setValue(u"room/url"_s, u"postgresql://ada:hunter2@db/p"_s);
    }
    QVERIFY(!Settings().roomUrl().empty());

    // What cannot be kept is told.
    QVERIFY(settings.store());
    QVERIFY(QDir(m_folder.path()).mkpath(u"plumbline/plumbline-folder.conf"_s));
    qputenv("PLUMBLINE_SETTINGS_PROFILE", "folder");
    Settings nowhere;
    QVERIFY(nowhere.setOwn(u"alarm/shown"_s, u"no"_s));
    const auto kept = nowhere.store();
    QVERIFY(!kept && kept.error().message.find("plumbline-folder.conf") != std::string::npos);

    // A profile is a file of its own; the usual one is as it was.
    qputenv("PLUMBLINE_SETTINGS_PROFILE", "night");
    const Settings night;
    qunsetenv("PLUMBLINE_SETTINGS_PROFILE");
    QVERIFY(night.isAlarmHeard());
}

void TestSettingsOutside::aDiskThatTakesHalfOfItCostsNothingOfWhatWasThere_data()
{
    QTest::addColumn<bool>("isStored"); // else QSettings writes by itself, at the end at the latest
    QTest::newRow("stored") << true;
    QTest::newRow("by itself") << false;
}

// Of what is short QSettings hears too late that it could not be written.
void TestSettingsOutside::aDiskThatTakesHalfOfItCostsNothingOfWhatWasThere()
{
    QFETCH(const bool, isStored);
    const QString path = m_folder.filePath(u"plumbline/plumbline.conf"_s);
    QDir(m_folder.filePath(u"plumbline"_s)).removeRecursively();
    const auto contentOf = [](const QString& name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    {
        Settings settings;
        QVERIFY(settings.setOwn(u"operator/name"_s, u"Ada"_s));
        settings.setLayouts({{u"mine"_s, u"old"_s}});
        QVERIFY(settings.store().has_value());
    }
    const QByteArray before = contentOf(path);
    QVERIFY(before.contains("Ada"));

    rlimit usual{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &usual), 0);
    rlimit scarce = usual;
    scarce.rlim_cur = 2000; // room for the lock, not for what is new
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &scarce), 0);
    const auto mend = qScopeGuard([&usual, handler] {
        ::setrlimit(RLIMIT_FSIZE, &usual);
        std::signal(SIGXFSZ, handler);
    });
    bool isTold = false;
    {
        Settings settings;
        settings.setLayouts({{u"mine"_s, QString(5000, u'n')}});
        if (isStored) {
            isTold = !settings.store();
            QCOMPARE(settings.layouts().value(u"mine"_s).toString().size(), 5000);
            QVERIFY(!settings.store()); // nor is it forgotten later
            QCOMPARE(settings.layouts().value(u"mine"_s).toString().size(), 5000);
        }
    }
    QCOMPARE(isTold, isStored);
    QCOMPARE(contentOf(path), before);
    const QDir folder(m_folder.filePath(u"plumbline"_s));
    QCOMPARE(folder.entryList(QDir::Files | QDir::Hidden), QStringList{u"plumbline.conf"_s});
}

QTEST_MAIN(TestSettingsOutside)
#include "tst_settingsoutside.moc"
