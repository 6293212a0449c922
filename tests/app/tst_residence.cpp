// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/commands/crashfiles.h"
#include "app/crashwindow.h"
#include "app/mainwindow.h"
#include "app/residence.h"
#include "app/tray.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSystemTrayIcon>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

class TestResidence : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatWasOpenIsOfferedAndComesBack();
    void aNoteThatWasBegunSinceStays();
    void whatNobodyWantsIsForgotten();
    void unansweredItIsOfferedAgain();
    void whatIsOpenIsKeptUntilTheEnd();
    void aDrillKeepsNothing();
    void whatCannotBeKeptIsSaid();
    void aCrashIsToldOnceAndShown();
    void withoutATrayClosingCloses();

private:
    void leave(const OpenedState& state) const;
    common::MessageBar* barWith(const QString& words) const;
    QStringList files() const
    {
        return QDir(m_state->filePath(u"plumbline/sessions"_s)).entryList(QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_state;
    std::unique_ptr<pagetest::Recording> m_recording;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestResidence::init()
{
    m_window.reset();
    m_session.reset();
    m_state = std::make_unique<QTemporaryDir>();
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_state->path()));
    m_settings = Settings::inMemory();
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_recording = std::make_unique<pagetest::Recording>();
    auto session = Session::openRecording(m_recording->path());
    QVERIFY(session);
    m_session = std::move(*session);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
}

// As a window that was killed leaves it: its file, which nobody holds.
void TestResidence::leave(const OpenedState& state) const
{
    const QDir folder(commands::plumblineStateFolder() + u"/sessions"_s);
    QVERIFY(folder.mkpath(u"."_s));
    QFile file(folder.filePath(u"20260101T000000Z-1-0.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(toJson(state));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

common::MessageBar* TestResidence::barWith(const QString& words) const
{
    for (auto* bar : m_window->findChildren<common::MessageBar*>()) {
        if (bar->isVisible() && bar->text().contains(words))
            return bar;
    }
    return nullptr;
}

void TestResidence::whatWasOpenIsOfferedAndComesBack()
{
    OpenedState state;
    state.recording = m_recording->path();
    state.view.page = "incident";
    state.drafts[u"draft/timeline"_s] = u"rolled back, waiting"_s;
    leave(state);
    Residence residence(*m_window, *m_theme, *m_settings, false);
    auto* pages = m_window->findChild<QTabWidget*>(u"pages"_s);
    QCOMPARE(pages->currentIndex(), 0); // nothing by itself
    auto* note = m_window->findChild<QLineEdit*>(u"draft/timeline"_s);
    QVERIFY(note != nullptr && note->text().isEmpty());
    auto* bar = barWith(u"ended without being closed"_s);
    QVERIFY(bar != nullptr);
    QVERIFY2(bar->text().contains(u"note that was not added"_s), qPrintable(bar->text()));
    for (auto* button : bar->findChildren<QPushButton*>())
        QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(pages->currentIndex(), 4);
    QCOMPARE(note->text(), u"rolled back, waiting"_s);
    QVERIFY(!m_session->isLive()); // replay stays replay
    QVERIFY(!files().contains(u"20260101T000000Z-1-0.json"_s));
}

void TestResidence::aNoteThatWasBegunSinceStays()
{
    OpenedState state;
    state.recording = m_recording->path();
    state.drafts[u"draft/timeline"_s] = u"rolled back"_s;
    leave(state);
    Residence residence(*m_window, *m_theme, *m_settings, false);
    auto* note = m_window->findChild<QLineEdit*>(u"draft/timeline"_s);
    QVERIFY(note != nullptr);
    note->setText(u"asked Ada"_s);
    auto* bar = barWith(u"ended without being closed"_s);
    QVERIFY(bar != nullptr);
    for (auto* button : bar->findChildren<QPushButton*>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(note->text(), u"rolled back asked Ada"_s);
}

void TestResidence::whatNobodyWantsIsForgotten()
{
    OpenedState state;
    state.recording = m_recording->path();
    leave(state);
    Residence residence(*m_window, *m_theme, *m_settings, false);
    auto* bar = barWith(u"ended without being closed"_s);
    QVERIFY(bar != nullptr);
    QTest::mouseClick(bar->findChild<QToolButton*>(), Qt::LeftButton);
    QVERIFY(!files().contains(u"20260101T000000Z-1-0.json"_s));
}

void TestResidence::unansweredItIsOfferedAgain()
{
    OpenedState state;
    state.recording = m_recording->path();
    leave(state);
    {
        Residence residence(*m_window, *m_theme, *m_settings, false);
        QVERIFY(barWith(u"ended without being closed"_s) != nullptr);
    }
    QVERIFY(files().contains(u"20260101T000000Z-1-0.json"_s));
    QCOMPARE(leftSessions(m_state->filePath(u"plumbline/sessions"_s)).size(), std::size_t{1});
}

void TestResidence::whatIsOpenIsKeptUntilTheEnd()
{
    {
        Residence residence(*m_window, *m_theme, *m_settings, false, "night.plumbundle");
        QVERIFY(barWith(u"ended without being closed"_s) == nullptr);
        m_window->showView(MainWindow::View::Suspects); // is enough
        const QStringList names = files().filter(u".json"_s);
        const QString name = names.value(0);
        QVERIFY(name.endsWith(u".json"_s));
        QFile file(m_state->filePath(u"plumbline/sessions/"_s + name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto state = openedStateFrom(file.readAll());
        QVERIFY(state.has_value());
        QCOMPARE(state->recording, m_recording->path());
        QCOMPARE(state->view.page, std::string("suspects"));
        // The next start may be in another folder.
        QCOMPARE(state->bundle,
                 QDir::current().absoluteFilePath(u"night.plumbundle"_s).toStdString());
        QVERIFY(!state->layout.isEmpty());
    }
    QVERIFY2(files().isEmpty(), qPrintable(files().join(u' ')));
}

void TestResidence::aDrillKeepsNothing()
{
    Residence residence(*m_window, *m_theme, *m_settings, true);
    QVERIFY(files().isEmpty());
}

void TestResidence::whatCannotBeKeptIsSaid()
{
    QFile file(m_state->filePath(u"no folder"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    qputenv("XDG_STATE_HOME", QFile::encodeName(file.fileName()));
    Residence residence(*m_window, *m_theme, *m_settings, false);
    QVERIFY(barWith(u"will not be offered again"_s) != nullptr);
    residence.keep(); // nowhere
}

void TestResidence::aCrashIsToldOnceAndShown()
{
    QFile file(QDir(commands::crashFolder()).filePath(u"crash-20260101T000000Z-1.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("signal: 11 SIGSEGV\n");
    file.close();
    {
        Residence residence(*m_window, *m_theme, *m_settings, true);
        QVERIFY(barWith(u"Plumbline crashed"_s) == nullptr); // a drill tells of nothing
    }
    Residence residence(*m_window, *m_theme, *m_settings, false);
    auto* bar = barWith(u"Plumbline crashed"_s);
    QVERIFY(bar != nullptr);
    QTest::mouseClick(bar->findChild<QPushButton*>(), Qt::LeftButton);
    auto* shown = m_window->findChild<CrashWindow*>();
    QVERIFY(shown != nullptr && !shown->isModal());
    QVERIFY(shown->findChild<QPlainTextEdit*>()->toPlainText().contains(u"SIGSEGV"_s));
    QTest::mouseClick(bar->findChild<QToolButton*>(), Qt::LeftButton);
    for (auto* button : shown->findChildren<QPushButton*>()) {
        if (button->text() == u"&Delete"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    QVERIFY(!file.exists());
    QVERIFY(file.open(QIODevice::WriteOnly)); // the same name: it was told
    file.close();
    Residence second(*m_window, *m_theme, *m_settings, false);
    QTRY_VERIFY(barWith(u"Plumbline crashed"_s) == nullptr);
    // With the newest gone, one that was before it is no news.
    QVERIFY(file.remove());
    QFile older(QDir(commands::crashFolder()).filePath(u"crash-20250101T000000Z-1.txt"_s));
    QVERIFY(older.open(QIODevice::WriteOnly));
    older.close();
    const Residence third(*m_window, *m_theme, *m_settings, false);
    QVERIFY(barWith(u"Plumbline crashed"_s) == nullptr);
}

void TestResidence::withoutATrayClosingCloses()
{
    if (QSystemTrayIcon::isSystemTrayAvailable())
        QSKIP("there is a tray here");
    m_settings->setStaysInTray(true);
    Tray tray(*m_window, *m_theme, *m_settings);
    QVERIFY(m_window->close());
    QVERIFY(!m_window->isVisible());
    QVERIFY(QApplication::quitOnLastWindowClosed());
    // Quit ends it whatever is set.
    m_window->show();
    QVERIFY(quitWindow(*m_window));
}

QTEST_MAIN(TestResidence)
#include "tst_residence.moc"
