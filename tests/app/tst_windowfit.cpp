// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"
#include "app/mainwindow.h"
#include "app/windowlayout.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/sourcespage.h"

#include <QDockWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;

// The window on a screen, and its panes in the window.
class TestWindowFit : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void aButtonWidensTheRunbookAndNarrowsIt();
    void theFirstWindowFitsItsScreen();

private:
    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestWindowFit::aButtonWidensTheRunbookAndNarrowsIt()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(1280, 800);
    window.show();
    const auto* dock = window.findChild<QDockWidget*>(u"runbook"_s);
    auto* button = window.findChild<DockWidener*>()->button();
    QTRY_COMPARE(button->text(), u"Widen"_s);
    QTRY_COMPARE(button->visibleRegion().boundingRect(), button->rect());
    const int usual = dock->width();
    button->click();
    QTRY_VERIFY2(dock->width() >= 600, qPrintable(QString::number(dock->width())));
    QTRY_COMPARE(button->text(), u"Narrow"_s);
    button->click();
    QTRY_COMPARE(dock->width(), usual);
}

void TestWindowFit::theFirstWindowFitsItsScreen()
{
    QCOMPARE(firstSize({2560, 1440}), QSize(1424, 860)); // 1440 by 900 with its frame
    const QSize onLaptop = firstSize({1280, 800});
    QVERIFY(onLaptop.width() <= 1280 && onLaptop.height() < 800); // a title stands above it
    const auto session =
        Session::startLive({.recording = m_folder.filePath(u"live.plumb"_s).toStdString(),
                            .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                            .profile = {},
                            .keep = {}});
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(onLaptop);
    window.show();
    QCOMPARE(window.size(), onLaptop);
    window.showView(MainWindow::View::Sources);
    auto* page = window.findChild<sources::SourcesPage*>();
    for (auto* button : page->findChildren<QPushButton*>()) {
        if (button->text().startsWith(u"Connect"_s))
            button->click();
    }
    QTRY_VERIFY(window.findChild<sources::SetupPanel*>()->isVisible());
    QTest::qWait(50);
    QCOMPARE(window.size(), onLaptop);
    QVERIFY2(window.minimumSizeHint().width() <= 1120,
             qPrintable(QString::number(window.minimumSizeHint().width())));
}

QTEST_MAIN(TestWindowFit)
#include "tst_windowfit.moc"
