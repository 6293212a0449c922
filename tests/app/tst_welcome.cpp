// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/mainwindow.h"
#include "app/openwork.h"
#include "app/recentfiles.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/welcome.h"
#include "models/drill/fleet.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentopening.h"
#include "models/ingest/pipeline.h"
#include "models/store/writer.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timelineentry.h"
#include "tests/app/windowfixture.h"
#include "widgets/common/theme.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/welcome/welcomepage.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

telemetry::Timestamp now()
{
    return telemetry::SystemClock().now();
}

telemetry::TimelineEntry entryOf(const std::string& kind, const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.time = now();
    entry.recorded = entry.time;
    entry.kind = kind;
    entry.actor = "ada";
    entry.text = text;
    return entry;
}

// As an idle window leaves it.
void makeEmptyRecording(const QString& path)
{
    auto writer = store::Writer::open(path.toStdString());
    if (!writer)
        qFatal("%s", writer.error().message.c_str());
    for (auto entry :
         {entryOf("recording", "Recording started"), entryOf("view", "Looked at Health"),
          entryOf("recording", "Recording ended")}) {
        if (entry.kind == "recording")
            entry.actor = telemetry::actors::kRecorder;
        if (!(*writer)->append(entry))
            qFatal("the entry cannot be written");
    }
    if (!(*writer)->commit())
        qFatal("the recording cannot be written");
}

void makeRecording(const QString& path, bool hasIncident)
{
    auto writer = store::Writer::open(path.toStdString());
    if (!writer)
        qFatal("%s", writer.error().message.c_str());
    if (!(*writer)->append(entryOf("note", "Looked at it")))
        qFatal("the note cannot be written");
    if (hasIncident) {
        auto entry =
            incident::openedEntry({.title = "Wrong answers", .services = {"shop"}}, {}, now());
        if (!entry)
            qFatal("%s", entry.error().message.c_str());
        entry->actor = "ada";
        entry->recorded = now();
        if (!(*writer)->append(*entry))
            qFatal("the incident cannot be written");
    }
    if (!(*writer)->commit())
        qFatal("the recording cannot be written");
}

} // namespace

class TestWelcome : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aDrillIsStartedByKeyboardAndMouse();
    void anEmptyListSaysWhatItIsFor();
    void recentFilesAreListed();
    void anEmptyOneThatWasOpenedSaysSo();
    void anIdleRecordingGoesWhereNobodyNamedIt();
    void whatCannotBeOpenedIsTold();
    void connectingGoesOnInThisWindow();
    void anOpenIncidentIsOfferedFirst();
    void workIsFoundWhereItIs();
    void itIsShownAtTheFirstStartOnly();
    void everythingHasAName();
    void theMenuOpensItAndTheWizard();

private:
    void begin();
    QString file(const QString& name) const { return m_folder->filePath(name); }
    welcome::WelcomePage* page() const { return m_parent->findChild<welcome::WelcomePage*>(); }
    QListWidget* list(const QString& name) const;
    QPushButton* button(const QString& text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<QWidget> m_parent;
    Welcome* m_welcome = nullptr;
    std::vector<QStringList> m_opened;
    QString m_chosen;
};

void TestWelcome::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"recordings"_s));
    m_settings = Settings::inMemory();
    m_opened.clear();
    m_chosen.clear();
}

void TestWelcome::cleanup()
{
    m_parent.reset();
    m_session.reset();
}

void TestWelcome::begin()
{
    auto session = Session::startLive(
        {.recording = file(u"recordings/2026-01-09T00-00-00Z.plumb"_s).toStdString(),
         .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
         .profile = {},
         .keep = {}});
    if (!session)
        qFatal("%s", session.error().message.c_str());
    m_session = std::move(*session);
    m_parent = std::make_unique<QWidget>();
    m_parent->show();
    m_welcome = new Welcome(*m_session, *m_settings, m_theme,
                            {.openWindow =
                                 [this](const QStringList& arguments) {
                                     m_opened.push_back(arguments);
                                     return true;
                                 },
                             .chooseFile = [this] { return m_chosen; },
                             .recordings = file(u"recordings"_s)},
                            m_parent.get());
}

QListWidget* TestWelcome::list(const QString& name) const
{
    for (auto* each : page()->findChildren<QListWidget*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

QPushButton* TestWelcome::button(const QString& text) const
{
    for (auto* each : page()->findChildren<QPushButton*>()) {
        if (QString(each->text()).remove(u'&') == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void TestWelcome::aDrillIsStartedByKeyboardAndMouse()
{
    begin();
    m_welcome->show();
    QVERIFY(page() != nullptr && page()->isVisible());
    QListWidget* drills = list(u"Drills"_s);
    const auto scenarios = drill::scenarios();
    QCOMPARE(drills->count(), static_cast<int>(scenarios.size()));
    QCOMPARE(drills->currentRow(), 0);
    drills->setFocus();
    QTest::keyClick(drills, Qt::Key_Down);
    QCOMPARE(drills->currentRow(), 1);
    // One sentence of it, and how long it takes; what the scenario is called may tell the cause.
    const QString briefing = QString::fromStdString(scenarios[1].briefing.told);
    QVERIFY(windowtest::says(*page(), briefing.section(u". "_s, 0, 0)));
    QVERIFY(windowtest::says(*page(), u"Takes about %1 min"_s.arg(scenarios[1].briefing.minutes)));
    for (int i = 0; i < drills->count(); ++i)
        QCOMPARE(drills->item(i)->text(),
                 QString::fromStdString(scenarios[static_cast<std::size_t>(i)].briefing.title));
    QVERIFY(!windowtest::says(*page(), briefing));
    QTest::keyClick(drills, Qt::Key_Return);
    QCOMPARE(m_opened.size(), std::size_t{1});
    QCOMPARE(m_opened[0],
             (QStringList{u"demo"_s, u"--scenario"_s, QString::fromStdString(scenarios[1].name)}));
    QTRY_VERIFY(page() == nullptr); // it is done with
    m_welcome->show();
    QTest::mouseClick(button(u"Start the Drill"_s), Qt::LeftButton);
    QCOMPARE(m_opened.size(), std::size_t{2});
    QCOMPARE(m_opened[1].last(), QString::fromStdString(scenarios[0].name));
}

void TestWelcome::anEmptyListSaysWhatItIsFor()
{
    begin();
    m_welcome->show();
    QTRY_VERIFY(windowtest::says(*page(), u"Nothing to look back at yet"_s));
    QVERIFY(!list(u"Recent recordings and bundles"_s)->isVisible());
}

void TestWelcome::recentFilesAreListed()
{
    makeRecording(file(u"monday.plumb"_s), false);
    makeRecording(file(u"recordings/2026-01-01T00-00-00Z.plumb"_s), false);
    for (int i = 10; i < 20; ++i) // they take nobody's place
        makeEmptyRecording(file(u"recordings/2026-01-02T00-00-%1Z.plumb"_s.arg(i)));
    m_settings->addRecentFile(file(u"gone.plumb"_s));
    m_settings->addRecentFile(file(u"monday.plumb"_s));
    m_settings->addRecentFile(file(u"monday.plumb"_s)); // once is enough
    QCOMPARE(m_settings->recentFiles().size(), qsizetype{2});
    begin();
    m_welcome->show();
    QListWidget* files = list(u"Recent recordings and bundles"_s);
    QTRY_COMPARE(files->count(), 3); // not the one of this window
    QStringList texts;
    for (int row = 0; row < files->count(); ++row)
        texts << files->item(row)->text();
    QVERIFY2(texts[2].startsWith(u"gone.plumb\nMissing"_s), qPrintable(texts.join(u'|')));
    QVERIFY(!files->item(2)->flags().testFlag(Qt::ItemIsEnabled));
    const QStringList monday = texts.filter(u"monday.plumb"_s);
    QCOMPARE(monday.size(), qsizetype{1});
    QVERIFY2(monday[0].contains(u"B · 0 spans · 2"_s) && monday[0].endsWith(u" UTC"_s),
             qPrintable(monday[0]));
    QVERIFY(!button(u"Open"_s)->isEnabled());
    files->setFocus();
    QTest::keyClick(files, Qt::Key_Down);
    QTest::keyClick(files, Qt::Key_Home);
    QVERIFY(button(u"Open"_s)->isEnabled());
    const QString path = files->currentItem()->toolTip();
    QTest::mouseClick(button(u"Open"_s), Qt::LeftButton);
    QCOMPARE(m_opened.size(), std::size_t{1});
    QVERIFY(path.contains(m_opened[0][0]) && m_opened[0][0].endsWith(u".plumb"_s));
}

void TestWelcome::anEmptyOneThatWasOpenedSaysSo()
{
    makeEmptyRecording(file(u"quiet.plumb"_s));
    m_settings->addRecentFile(file(u"quiet.plumb"_s));
    begin();
    m_welcome->show();
    QListWidget* files = list(u"Recent recordings and bundles"_s);
    QTRY_COMPARE(files->count(), 1);
    const QString text = files->item(0)->text();
    QVERIFY2(text.startsWith(u"quiet.plumb\nempty: nothing was received · 2"_s), qPrintable(text));
}

void TestWelcome::anIdleRecordingGoesWhereNobodyNamedIt()
{
    const auto runOf = [this](const QString& name, bool isNamed, const std::string& kind) {
        LiveSettings settings{.recording = file(name).toStdString(),
                              .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                              .profile = {},
                              .keep = {},
                              .isRemovedIfEmpty = !isNamed};
        auto session = Session::startLive(settings);
        if (!session)
            qFatal("%s", session.error().message.c_str());
        (*session)->pipeline()->record(entryOf("view", "Looked at Health"));
        if (kind == "keep") {
            if (!(*session)->setKeep("7d", "ada"))
                qFatal("it cannot be kept for a week");
        } else if (!kind.empty()) {
            (*session)->pipeline()->record(entryOf(kind, "Something"));
        }
        session->reset();
        return QFile::exists(file(name));
    };
    QVERIFY(!runOf(u"idle.plumb"_s, false, {}));
    for (const char* suffix : {"-wal", "-shm", ".lock"})
        QVERIFY(!QFile::exists(file(u"idle.plumb"_s) + QString::fromLatin1(suffix)));
    QVERIFY(runOf(u"named.plumb"_s, true, {}));
    QVERIFY(runOf(u"noted.plumb"_s, false, "note"));
    QVERIFY(runOf(u"moved.plumb"_s, false, "lever"));
    QVERIFY(runOf(u"kept.plumb"_s, false, "keep"));
    // One that was there before is somebody's, however empty.
    makeEmptyRecording(file(u"before.plumb"_s));
    QVERIFY(runOf(u"before.plumb"_s, false, {}));
}

void TestWelcome::whatCannotBeOpenedIsTold()
{
    QFile garbage(file(u"garbage.plumb"_s));
    QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write("no recording at all") > 0);
    garbage.close();
    begin();
    m_welcome->show();
    QTest::mouseClick(button(u"Another File…"_s), Qt::LeftButton); // none is chosen
    QVERIFY(page()->isVisible());
    m_chosen = garbage.fileName();
    QTest::mouseClick(button(u"Another File…"_s), Qt::LeftButton);
    QVERIFY(windowtest::says(*page(), u"garbage.plumb"_s));
    QVERIFY(m_opened.empty());
    QFile broken(file(u"broken.plumbundle"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no bundle at all") > 0);
    broken.close();
    m_chosen = broken.fileName();
    QTest::mouseClick(button(u"Another File…"_s), Qt::LeftButton);
    QTRY_VERIFY(windowtest::says(*page(), u"The bundle is not opened"_s));
    QVERIFY(m_opened.empty());
}

void TestWelcome::connectingGoesOnInThisWindow()
{
    begin();
    const QSignalSpy wanted(m_welcome, &Welcome::connectWanted);
    m_welcome->show();
    QTest::mouseClick(button(u"Connect a Service…"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), qsizetype{1});
    QVERIFY(m_opened.empty());
}

void TestWelcome::anOpenIncidentIsOfferedFirst()
{
    makeRecording(file(u"recordings/2026-01-09T00-00-00Z.plumb"_s), true);
    begin();
    const QSignalSpy wanted(m_welcome, &Welcome::incidentWanted);
    m_welcome->show();
    QTRY_VERIFY2(windowtest::says(*page(), u"▲ Incident INC-0001 is open in 2026-01-09"_s),
                 "not told");
    QTest::mouseClick(button(u"Go On with It"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), qsizetype{1});
    QVERIFY(m_opened.empty());
}

void TestWelcome::workIsFoundWhereItIs()
{
    const QString folder = file(u"recordings"_s);
    const QString own = folder + u"/2026-01-03T00-00-00Z.plumb"_s;
    const QString newest = folder + u"/2026-01-02T00-00-00Z.plumb"_s;
    makeRecording(own, false);
    QVERIFY(!openWorkOf(own.toStdString(), folder, now()));
    makeRecording(folder + u"/2026-01-01T00-00-00Z.plumb"_s, true);
    QVERIFY(openWorkOf(own.toStdString(), folder, now()).has_value());
    makeRecording(newest, false); // what is older is not looked at
    QVERIFY(!openWorkOf(own.toStdString(), folder, now()));
    makeRecording(newest, true);
    const auto work = openWorkOf(own.toStdString(), folder, now());
    QVERIFY(work && work->kind == OpenWork::Kind::Incident && !work->isHere);
    QCOMPARE(QString::fromStdString(work->recording), newest);
    QCOMPARE(work->incident, std::string("INC-0001"));
}

void TestWelcome::itIsShownAtTheFirstStartOnly()
{
    begin();
    m_welcome->showAtStart();
    QVERIFY(page() != nullptr && page()->isVisible());
    QVERIFY(!m_parent->findChild<QDialog*>()->isModal());
    auto* box = page()->findChild<QCheckBox*>();
    QVERIFY(!box->isChecked());
    QTest::keyClick(page(), Qt::Key_Escape);
    QTRY_VERIFY(page() == nullptr);
    m_welcome->showAtStart();
    QVERIFY(page() == nullptr);
    m_welcome->show();
    box = page()->findChild<QCheckBox*>();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    QVERIFY(m_settings->isWelcomeAtStart());
    m_parent->findChild<QDialog*>()->close();
    QTRY_VERIFY(page() == nullptr);
    m_welcome->showAtStart();
    QVERIFY(page() != nullptr);
    QVERIFY(page()->findChild<QCheckBox*>()->isChecked());
}

void TestWelcome::everythingHasAName()
{
    begin();
    m_welcome->show();
    for (const auto* each : page()->findChildren<QWidget*>()) {
        const bool isReached = each->focusPolicy() & Qt::TabFocus && each->isVisible();
        const auto* labelled = qobject_cast<const QAbstractButton*>(each);
        const QString name = labelled != nullptr && !labelled->text().isEmpty()
            ? labelled->text()
            : each->accessibleName();
        QVERIFY2(!isReached || !name.isEmpty(), each->metaObject()->className());
    }
    QCOMPARE(page()->findChildren<QListWidget*>().size(), qsizetype{2});
}

void TestWelcome::theMenuOpensItAndTheWizard()
{
    auto session = Session::startLive({.recording = file(u"live.plumb"_s).toStdString(),
                                       .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                                       .profile = {},
                                       .keep = {}});
    QVERIFY(session.has_value());
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    QVERIFY(window.findChild<welcome::WelcomePage*>() == nullptr); // nobody asked for it
    for (auto* action : window.findChildren<QAction*>()) {
        if (QString(action->text()).remove(u'&') == u"Welcome"_s)
            action->trigger();
    }
    auto* shown = window.findChild<welcome::WelcomePage*>();
    QVERIFY(shown != nullptr && shown->isVisible());
    for (auto* each : shown->findChildren<QPushButton*>()) {
        if (QString(each->text()).remove(u'&') == u"Connect a Service…"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QTRY_VERIFY(window.findChild<sources::SetupPanel*>()->isVisible());
}

QTEST_MAIN(TestWelcome)
#include "tst_welcome.moc"
