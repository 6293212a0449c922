// SPDX-License-Identifier: GPL-3.0-or-later

// Runs of runbooks with real windows, sessions and a recording between them.

#include "app/mainwindow.h"
#include "app/runbooks.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/unfinishedrecording.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runoffer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

QPushButton* shownButton(const QWidget& of, const QString& text)
{
    for (auto* each : of.findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisibleTo(&of))
            return each;
    }
    return nullptr;
}

bool showsText(const QWidget& of, const QString& part)
{
    const auto labels = of.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisibleTo(&of) && label->text().contains(part);
    });
}

// One console.
struct Console
{
    explicit Console(telemetry::Result<std::unique_ptr<Session>> opened)
        : session(std::move(opened).value())
        , theme(u"dark"_s)
        , window(std::make_unique<MainWindow>(*session, theme, settings))
    {
        window->show();
    }
    runbookview::RunbookDock& dock() const
    {
        return *window->findChild<runbookview::RunbookDock*>();
    }
    std::unique_ptr<Session> session;
    common::Theme theme;
    Settings settings;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestWindowRuns : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_recording = m_folder->filePath(u"r.plumb"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder->path());
    }
    void aRunOutlivesItsConsole();
    void aSecondConsoleFollowsIt();
    void anEditedRunbookIsTakenUp();
    void anotherCommitDoesNotReachTheRun();
    void theNextWindowContinuesTheRecordingOfTheRun();
    void aWindowWithoutLeversSaysWhy();

private:
    // Nothing answers there: a control plane that is down is one, too.
    telemetry::Result<std::unique_ptr<Session>> live() const
    {
        LiveSettings settings;
        settings.recording = recording();
        settings.listen.otlp = "127.0.0.1:0";
        settings.profile = "etcd";
        return Session::startLive(settings);
    }
    QString books() const { return m_folder->filePath(u"plumbline/runbooks"_s); }
    std::string recording() const { return m_recording.toStdString(); }
    bool isTold(const char* words) const
    {
        const auto entries = store::Reader::open(recording()).value()->timeline({}, {"step"});
        return std::ranges::any_of(entries.value(), [words](const auto& entry) {
            return entry.text.find(words) != std::string::npos;
        });
    }
    QString m_recording;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWindowRuns::aRunOutlivesItsConsole()
{
    const auto books = builtInRunbooks();
    const auto book = std::ranges::find(books, "fabricated-apis", &runbook::Runbook::id);
    const QString crashed = m_folder->filePath(u"crashed.plumb"_s);
    {
        const Console first(live());
        QVERIFY(first.dock().start(*book, {{"service", "bot"}}));
        QLineEdit* note = nullptr;
        for (auto* each : first.dock().findChildren<QLineEdit*>()) {
            if (each->accessibleName() == u"Note on this step"_s)
                note = each;
        }
        QVERIFY(note != nullptr);
        note->setText(u"since 02:41"_s);
        shownButton(first.dock(), u"Done"_s)->click();
        QTRY_VERIFY(isTold("since 02:41"));
        // The files as a kill leaves them: what was committed stands in the log beside.
        const QString path = QString::fromStdString(recording());
        QVERIFY(QFile::copy(path, crashed));
        QVERIFY(QFile::copy(path + u"-wal"_s, crashed + u"-wal"_s));
    }
    m_recording = crashed;
    const Console second(live());
    auto* offer = second.dock().findChild<runbookview::RunOffer*>();
    QTRY_VERIFY(offer->isVisibleTo(&second.dock()));
    QVERIFY2(offer->text().contains(u"since 02:41"_s), qPrintable(offer->text()));
    shownButton(*offer, u"Resume"_s)->click();
    const auto& model = second.dock().model();
    QCOMPARE(model.runbook().id, std::string("fabricated-apis"));
    QVERIFY(model.progress(0).state == runbook::StepState::Done);
    QCOMPARE(model.currentRow(), 1);
    // It is in the chain who took it up, and the chain holds.
    QTRY_VERIFY(isTold("taken up again"));
}

void TestWindowRuns::aSecondConsoleFollowsIt()
{
    const auto books = builtInRunbooks();
    const auto book = std::ranges::find(books, "fabricated-apis", &runbook::Runbook::id);
    const Console first(live());
    // Only one may write.
    QVERIFY(first.window->isVisible());
    const auto refused = live();
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == telemetry::ErrorKind::Refused);
    const Console second(Session::openRecording(recording()));
    QTRY_VERIFY(showsText(second.dock(), u"Another Plumbline writes this recording"_s));
    QVERIFY(first.dock().start(*book, {{"service", "bot"}}));
    QTRY_VERIFY(showsText(second.dock(), u"Begun at"_s));
    shownButton(first.dock(), u"Done"_s)->click();
    QElapsedTimer waited;
    waited.start();
    QTRY_VERIFY(showsText(second.dock(), u"\u2713 done at"_s));
    qInfo("seen by the second window after %lld ms", static_cast<long long>(waited.elapsed()));
    QVERIFY(shownButton(second.dock(), u"Done"_s) == nullptr);
}

void TestWindowRuns::anEditedRunbookIsTakenUp()
{
    const auto write = [this](const QByteArray& title) {
        QVERIFY(QDir().mkpath(books()));
        QFile file(books() + u"/ours.md"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("---\nid: ours\ntitle: " + title
                   + "\n---\n\n## One\n\n```step\nid: look\nkind: check\ntitle: " + title
                   + "\n```\n\n## Two\n\n```step\nid: tell\nkind: notify\nmessage: x\n```\n");
    };
    write("First");
    const Console console(live());
    const auto parsed = readRunbooks(books()).runbooks.front();
    QCOMPARE(parsed.title, std::string("First"));
    QVERIFY(console.dock().start(parsed, {}));
    write("Second");
    QTRY_VERIFY(showsText(console.dock(), u"There is a newer version of this runbook"_s));
    QCOMPARE(console.dock().model().step(0).title, std::string("First"));
    write("["); // no YAML
    QTRY_VERIFY(showsText(console.dock(), u"ours.md:4:"_s));
    QCOMPARE(console.dock().model().step(0).title, std::string("First"));
}

// Runbooks from a git checkout that is moved on while a run of one is under way.
void TestWindowRuns::anotherCommitDoesNotReachTheRun()
{
    const auto git = [this](const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(books());
        process.start(u"git"_s,
                      QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@b.c"_s}
                          + arguments);
        const bool isDone = process.waitForFinished() && process.exitCode() == 0;
        return isDone ? process.readAllStandardOutput().trimmed() : QByteArray("failed");
    };
    const auto commitAll = [&git] {
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s});
        return git({u"rev-parse"_s, u"HEAD"_s});
    };
    const auto write = [this](const QString& name, const QByteArray& text) {
        const QString path = books() + u'/' + name;
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    const auto book = [](const QByteArray& to) {
        return "---\nid: ours\ntitle: Ours\n---\n\n```step\nid: look\nkind: check\n```\n\n"
               "```step\nid: pin\nkind: lever\nlever: pin:bot\nto: "
            + to + "\nrequires: look\n```\n";
    };
    write(u"ours.md"_s, book("m-1"));
    git({u"init"_s, u"-q"_s});
    const QByteArray one = commitAll();
    QCOMPARE(one.size(), 40);
    {
        const Console console(live());
        const auto first = readRunbooks(books()).runbooks.front();
        QCOMPARE(first.source.commit, one.toStdString());
        QVERIFY(console.dock().start(first, {}));
        write(u"ours.md"_s, book("m-2"));
        const QByteArray two = commitAll();
        QTRY_VERIFY(showsText(console.dock(), u"There is a newer version of this runbook"_s));
        QTRY_VERIFY(showsText(console.dock(), QString::fromLatin1(two.left(12))));
        QCOMPARE(console.dock().model().step(1).to, std::string("m-1"));
        QCOMPARE(console.dock().model().runbook().source.commit, one.toStdString());
        QTRY_VERIFY(isTold(("Runbook started: Ours (" + one.left(12).toStdString()).c_str()));
    }
    // Nor does it once the run is taken up by the next console.
    const Console second(live());
    auto* offer = second.dock().findChild<runbookview::RunOffer*>();
    QTRY_VERIFY(offer->isVisibleTo(&second.dock()));
    shownButton(*offer, u"Resume"_s)->click();
    QCOMPARE(second.dock().model().step(1).to, std::string("m-1"));
    QVERIFY(showsText(second.dock(), u"There is a newer version of this runbook"_s));
}

void TestWindowRuns::theNextWindowContinuesTheRecordingOfTheRun()
{
    const auto books = builtInRunbooks();
    const auto book = std::ranges::find(books, "fabricated-apis", &runbook::Runbook::id);
    const QString folder = m_folder->path();
    const auto now = [] { return telemetry::SystemClock().now(); };
    QCOMPARE(unfinishedRecording(folder, now()), std::string());
    {
        Console console(live());
        QVERIFY(console.dock().start(*book, {{"service", "bot"}}));
        QCOMPARE(unfinishedRecording(folder, now()), std::string()); // it is written just now
    }
    QCOMPARE(unfinishedRecording(folder, now()), recording());
    // Yesterday's run is nobody's any more.
    QCOMPARE(unfinishedRecording(folder, now() + std::chrono::hours(25)), std::string());
    {
        Console console(live());
        auto* offer = console.dock().findChild<runbookview::RunOffer*>();
        QTRY_VERIFY(offer->isVisibleTo(&console.dock()));
        shownButton(*offer, u"Resume"_s)->click();
        shownButton(console.dock(), u"Leave"_s)->click();
    }
    QCOMPARE(unfinishedRecording(folder, now()), std::string());
}

void TestWindowRuns::aWindowWithoutLeversSaysWhy()
{
    auto session = live();
    QVERIFY(session);
    const auto settings = Settings::inMemory();
    settings->overrideGuards({}, true);
    common::Theme colors(u"dark"_s);
    {
        MainWindow window(**session, colors, *settings);
        window.show();
        const auto& dock = *window.findChild<runbookview::RunbookDock*>();
        QVERIFY(shownButton(dock, u"Start"_s) == nullptr);
        QVERIFY(showsText(dock, u"Read-only: nothing can be moved"_s)); // why
        QVERIFY(showsText(dock, u"without --read-only"_s)); // what would give them
        QVERIFY(!showsText(dock, u"No control plane is connected"_s));
    }
    // Roles that cannot be read give none either, for another reason.
    settings->overrideGuards(m_folder->filePath(u"none.yaml"_s).toStdString(), false);
    MainWindow window(**session, colors, *settings);
    window.show();
    QVERIFY(showsText(*window.findChild<runbookview::RunbookDock*>(),
                      u"file of roles cannot be read"_s));
}

QTEST_MAIN(TestWindowRuns)
#include "tst_windowruns.moc"
