// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"
#include "app/mainwindow.h"
#include "app/translations.h"
#include "app/windowlayout.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/glyphlegend.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/steplist.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/timeline/modebadge.h"
#include "widgets/triage/queuehead.h"
#include "widgets/triage/suspectspage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSmallScreen{1280, 720};

// What can be pressed or typed into and is cut off at a side, by class and text. What can be
// scrolled to is not cut off.
QStringList cutOff(const QWidget& window)
{
    QStringList cut;
    for (const QWidget* each : window.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(each);
        const bool isControl = button != nullptr || qobject_cast<const QComboBox*>(each) != nullptr
            || qobject_cast<const QLineEdit*>(each) != nullptr;
        if (!isControl || !each->isVisible() || each->focusPolicy() == Qt::NoFocus)
            continue;
        bool isScrolled = false;
        for (const QWidget* around = each->parentWidget(); around != nullptr;
             around = around->parentWidget()) {
            const auto* area = qobject_cast<const QAbstractScrollArea*>(around);
            isScrolled = isScrolled
                || (area != nullptr && area->verticalScrollBar()->maximum() > 0
                    && area->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff);
        }
        const QRect seen = each->visibleRegion().boundingRect();
        const bool isPassedBy = seen.isEmpty() && isScrolled; // above or below what is in view
        if (!isPassedBy && seen.width() < each->width())
            cut << u"%1 “%2” %3 of %4"_s
                       .arg(QString::fromLatin1(each->metaObject()->className()),
                            button != nullptr ? button->text() : each->accessibleName())
                       .arg(seen.width())
                       .arg(each->width());
    }
    return cut;
}

// What shows less than it says without a sign of it: lines of a label that its height does not
// hold, words that run out of it, buttons lower than their text. Buttons elide by the style.
QStringList cutShort(const QWidget& window)
{
    QStringList cut;
    const auto tell = [&cut](const QWidget& part, const QString& text, QSize needed) {
        cut << u"%1 “%2”: %3x%4 of %5x%6"_s
                   .arg(QString::fromLatin1(part.metaObject()->className()), text.left(60))
                   .arg(part.width())
                   .arg(part.height())
                   .arg(needed.width())
                   .arg(needed.height());
    };
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->visibleRegion().isEmpty() || label->text().isEmpty())
            continue;
        const bool isElided = qobject_cast<const common::ElidedLabel*>(label) != nullptr;
        const QSize hint = label->sizeHint();
        const QSize needed(isElided || label->wordWrap() ? 0 : hint.width(),
                           label->wordWrap() ? label->heightForWidth(label->width())
                               : isElided    ? label->fontMetrics().height()
                                             : hint.height());
        if (label->width() < needed.width() || label->height() < needed.height())
            tell(*label, label->text(), needed);
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->visibleRegion().isEmpty())
            continue;
        const QSize needed(0, button->text().isEmpty() ? 0 : button->fontMetrics().height());
        if (button->height() < needed.height())
            tell(*button, button->text(), needed);
    }
    return cut;
}

QString problemOf(const MainWindow& window, const QString& where)
{
    const QSize least = window.minimumSizeHint();
    if (least.width() > kSmallScreen.width() || least.height() > kSmallScreen.height())
        return u"%1: the window cannot be smaller than %2x%3"_s.arg(where)
            .arg(least.width())
            .arg(least.height());
    if (window.size() != kSmallScreen)
        return u"%1: it grew to %2x%3"_s.arg(where).arg(window.width()).arg(window.height());
    const QStringList cut = cutOff(window);
    return cut.isEmpty() ? QString() : u"%1: cut off: %2"_s.arg(where, cut.join(u", "_s));
}

// Goes through all pages; what is wrong with the first that does not fit.
QString walk(MainWindow& window)
{
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    for (int i = 0; i < pages->count(); ++i) {
        pages->setCurrentIndex(i);
        QTest::qWait(150); // what it reads comes, and is laid out
        if (const QString problem = problemOf(window, pages->tabText(i)); !problem.isEmpty())
            return problem;
    }
    return {};
}

// With each of its chips, as long as they get.
void narrowBy(const MainWindow& window)
{
    auto* head = window.findChild<triage::QueueHead*>();
    const QString name(28, u'W');
    using Head = triage::QueueHead;
    for (const auto chip : {Head::ServiceChip, Head::AnswersChip, Head::RangeChip, Head::AlarmChip,
                            Head::ClusterChip, Head::MarkedChip})
        head->tell(chip, u"Only "_s + name);
    head->setCount(u"10,000 of 128,234 suspects"_s);
    head->setFacts(QString(400, u'f'));
    head->setHint(QString(400, u'h'));
}

telemetry::AlarmTransition longAlarm(int number)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-" + std::to_string(1000 + number);
    alarm.service = "code-assistant";
    alarm.check = "groundedness";
    alarm.state = telemetry::AlarmState::Latched;
    alarm.sentence = std::string(300, 'w') + " is wrong";
    return alarm;
}

runbook::Runbook longRunbook()
{
    runbook::Runbook runbook = pagetest::sampleRunbook();
    runbook.title = std::string(120, 'W') + " and many more words";
    runbook.introduction = "# Long\n\n" + std::string(300, 'i')
        + "\n\n| what | how |\n| --- | --- |\n| " + std::string(200, 'c') + " | "
        + std::string(200, 'd') + " |\n";
    for (runbook::Step& step : runbook.steps) {
        step.title += ' ' + std::string(200, 'T');
        step.text += "\n\n" + std::string(500, 'x') + "\n\n" + std::string(20'000, ' ')
            + "with many more words";
    }
    return runbook;
}

} // namespace

// The window on a screen, and its panes in the window.
class TestWindowFit : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void aButtonWidensTheRunbookAndNarrowsIt();
    void theFirstWindowFitsItsScreen();
    void noContentWidensTheWindow();
    void theLargestTextFitsASmallScreen();
    void aLiveWindowOfTheLargestTextFits();
    void pagesGoBeforePanesInALargeText();
    void nothingIsCutShort_data();
    void nothingIsCutShort();
    void whatIsHeldToFireStaysInView();

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

// Nor does a large text; and on Health nothing lies over another.
void TestWindowFit::theLargestTextFitsASmallScreen()
{
    const auto back = qScopeGuard([this] { m_theme.choose({.theme = u"dark"_s}, *qApp); });
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    m_theme.choose({.theme = u"dark"_s, .textPercent = common::kLargestText}, *qApp);
    QTest::qWait(200);
    QCOMPARE(m_theme.textPercent(), common::kLargestText);
    QVERIFY2(window.minimumSizeHint().width() <= kSmallScreen.width(),
             qPrintable(QString::number(window.minimumSizeHint().width())));
    QCOMPARE(window.width(), kSmallScreen.width());
    const auto* health = window.findChild<dashboard::HealthPage*>();
    const auto* matrix = health->findChild<dashboard::FleetMatrix*>();
    const auto* legend = health->findChild<dashboard::GlyphLegend*>();
    QTRY_VERIFY(matrix->isVisible() && legend->isVisible());
    const auto placeOf = [health](const QWidget* part) {
        return QRect(part->mapTo(health, QPoint(0, 0)), part->size());
    };
    QTRY_VERIFY(!placeOf(matrix).intersects(placeOf(legend)));
}

// With all that levers and the way back to now ask for.
void TestWindowFit::aLiveWindowOfTheLargestTextFits()
{
    const auto back = qScopeGuard([this] { m_theme.choose({.theme = u"dark"_s}, *qApp); });
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"large.plumb"_s).toStdString();
    const auto session = Session::startDemo(drill);
    QVERIFY(session);
    m_theme.choose({.theme = u"dark"_s, .textPercent = common::kLargestText}, *qApp);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    QTest::qWait(200);
    QVERIFY2(window.minimumSizeHint().width() <= kSmallScreen.width(),
             qPrintable(QString::number(window.minimumSizeHint().width())));
    QCOMPARE(window.width(), kSmallScreen.width());
}

void TestWindowFit::pagesGoBeforePanesInALargeText()
{
    const auto back = qScopeGuard([this] { m_theme.choose({.theme = u"dark"_s}, *qApp); });
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    const auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    const auto* runbook = window.findChild<QDockWidget*>(u"runbook"_s);
    QTest::qWait(100);
    const int usual = runbook->width();
    const int pagesBefore = pages->width();
    m_theme.choose({.theme = u"dark"_s, .textPercent = common::kLargestText}, *qApp);
    QTRY_VERIFY2(pages->width() >= pagesBefore + 50, qPrintable(QString::number(pages->width())));
    QVERIFY(runbook->width() < usual);
    m_theme.choose({.theme = u"dark"_s}, *qApp);
    QTRY_COMPARE(runbook->width(), usual);
}

void TestWindowFit::nothingIsCutShort_data()
{
    QTest::addColumn<Settings::Language>("language");
    QTest::addColumn<int>("text");
    QTest::newRow("English, largest text")
        << Settings::Language::English << int{common::kLargestText};
    QTest::newRow("German, usual text") << Settings::Language::German << int{common::kUsualText};
    QTest::newRow("German, largest text")
        << Settings::Language::German << int{common::kLargestText};
}

// On any page that is read, in a small screen; what does not fit scrolls, wraps or is elided.
void TestWindowFit::nothingIsCutShort()
{
    QFETCH(const Settings::Language, language);
    QFETCH(const int, text);
    const auto back = qScopeGuard([this] { m_theme.choose({.theme = u"dark"_s}, *qApp); });
    const Translations translations(language);
    m_theme.choose({.theme = u"dark"_s, .textPercent = text}, *qApp);
    const pagetest::Recording recording;
    recording.addSuspect(90, "Our shop ships within two days. " + std::string(400, 'o'), 0.99);
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    window.openTrace(pagetest::spanKey(90, 3).trace, pagetest::spanKey(90, 3).span);
    window.openSpread(pagetest::spanKey(90, 3));
    QTest::qWait(300);
    using Shown = MainWindow::View;
    for (const Shown view : {Shown::Health, Shown::Suspects, Shown::Trace, Shown::Explore,
                             Shown::Incident, Shown::Spread}) {
        window.showView(view);
        QTest::qWait(200); // what it reads comes, and is laid out
        QCOMPARE(window.size(), kSmallScreen);
        const QStringList cut = cutShort(window);
        QVERIFY2(cut.isEmpty(),
                 qPrintable(u"page %1: %2"_s.arg(static_cast<int>(view)).arg(cut.join(u", "_s))));
    }
}

void TestWindowFit::noContentWidensTheWindow()
{
    const pagetest::Recording recording;
    recording.addSuspect(90, std::string(3000, 'o') + " a word", 0.99);
    recording.addSuspect(91, "Some words. " + std::string(600, ' ') + "and more.", 0.98);
    telemetry::TimelineEntry note;
    note.time = pagetest::at(30);
    note.kind = "note";
    note.actor = std::string(80, 'A');
    note.text = std::string(2000, 'n') + " said somebody";
    note.payload = "{\"" + std::string(400, 'k') + "\":\"" + std::string(900, 'v') + "\"}";
    recording.append(note);
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    QCOMPARE(walk(window), QString());
    // A service, its suspects with every chip, three of them selected, one opened.
    window.openService(u"code-assistant"_s);
    QCOMPARE(walk(window), QString());
    window.showView(MainWindow::View::Suspects);
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    QListView* list = nullptr;
    for (auto* each : suspects->findChildren<QListView*>()) {
        if (each->accessibleName().startsWith(u"Suspects"_s))
            list = each;
    }
    QVERIFY(list != nullptr);
    QTRY_VERIFY(list->isVisible() && list->model()->rowCount() > 2);
    list->setFocus();
    for (int row = 0; row < 3; ++row) {
        list->setCurrentIndex(list->model()->index(row, 0));
        QTest::keyClick(list, Qt::Key_X);
    }
    QCOMPARE(walk(window), QString());
    narrowBy(window);
    QCOMPARE(walk(window), QString());
    window.openTrace(pagetest::spanKey(90, 3).trace, pagetest::spanKey(90, 3).span);
    QTest::qWait(200);
    QCOMPARE(problemOf(window, u"the trace of a long answer"_s), QString());
    window.openSpread(pagetest::spanKey(90, 3));
    QTest::qWait(300);
    QCOMPARE(problemOf(window, u"the spread of a long answer"_s), QString());
    window.showView(MainWindow::View::Incident);
    auto* entries = window.findChild<incident::TimelinePage*>()->findChild<QListView*>();
    QTRY_VERIFY(entries->model()->rowCount() > 0);
    entries->setCurrentIndex(entries->model()->index(0, 0));
    QTest::qWait(50);
    QCOMPARE(problemOf(window, u"a long note"_s), QString());
    std::vector<telemetry::AlarmTransition> alarms;
    for (int i = 0; i < 12; ++i)
        alarms.push_back(longAlarm(i));
    window.findChild<frame::IncidentBar*>()->setAlarms(alarms, pagetest::at(60));
    QTest::qWait(50);
    QCOMPARE(problemOf(window, u"twelve alarms"_s), QString());
}

// Live: what is the dearest to lose is the button that fires and the way back to now.
void TestWindowFit::whatIsHeldToFireStaysInView()
{
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"drill.plumb"_s).toStdString();
    const auto session = Session::startDemo(drill);
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(kSmallScreen);
    window.show();
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    dock->setRunbookFolder(u"/home/"_s + QString(300, u'p'), {QString(300, u'q')});
    std::vector<telemetry::AlarmTransition> alarms;
    for (int i = 0; i < 12; ++i)
        alarms.push_back(longAlarm(i));
    auto* bar = window.findChild<frame::IncidentBar*>();
    const auto tell = [&] { bar->setAlarms(alarms, (*session)->clock().now()); };
    tell();
    QTest::qWait(100);
    QCOMPARE(problemOf(window, u"alarms"_s), QString());
    QVERIFY(dock->start(longRunbook(), {{"service", "code-assistant"}}));
    auto* steps = dock->findChild<runbookview::StepList*>();
    steps->setCurrentIndex(steps->model()->index(1, 0));
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    dock->arm();
    QVERIFY(lever.isArmed());
    const auto* hold = dock->findChild<runbookview::HoldButton*>();
    const auto* badge = window.findChild<timeline::ModeBadge*>();
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    narrowBy(window);
    for (int i = 0; i < pages->count(); ++i) {
        pages->setCurrentIndex(i);
        tell();
        QTest::qWait(150);
        QCOMPARE(problemOf(window, pages->tabText(i)), QString());
        for (const QWidget* part : std::initializer_list<const QWidget*>{hold, badge})
            QVERIFY2(part->isVisible() && part->visibleRegion().boundingRect() == part->rect(),
                     qPrintable(pages->tabText(i) + u": "_s
                                + QString::fromLatin1(part->metaObject()->className())));
    }
    lever.disarm(u"for this test"_s);
}

QTEST_MAIN(TestWindowFit)
#include "tst_windowfit.moc"
