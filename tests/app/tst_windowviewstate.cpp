// SPDX-License-Identifier: GPL-3.0-or-later

// What the window says it shows, and how it goes back to it.

#include "app/mainwindow.h"
#include "app/recordingofid.h"
#include "app/screenkeeper.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"
#include "tests/app/entryfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QAction>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using entrytest::payloadOf;

namespace {

class ManualClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return time; }
    telemetry::Timestamp time = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);
};

class Entries final : public incident::EntryPort
{
public:
    void append(const telemetry::TimelineEntry& entry) override { all.push_back(entry); }
    std::vector<telemetry::TimelineEntry> all;
};

bool isSaid(const MainWindow& window, const QString& text)
{
    for (const auto* bar : window.findChildren<common::MessageBar*>()) {
        for (const auto* label : bar->findChildren<QLabel*>()) {
            if (bar->isVisible() && label->text().contains(text))
                return true;
        }
    }
    return false;
}

} // namespace

class TestWindowViewState : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void whatWasShownIsShownAgain();
    void aLinkIsCopiedAndOpened();
    void aLinkOfAnotherRecordingIsRefused();
    void aMomentOutsideIsTold();
    void aFilterThatCannotBeReadIsTold();
    void aRecordingIsFoundByItsId();
    void viewsAreKeptOnceAndNotInFloods();
    void whatWasOnTheScreenIsKept();
    void noSecretIsKeptOfWhatWasTyped();
    void anIncidentIsGoneBackTo();
    void aLiveWindowWritesItselfDown();

private:
    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestWindowViewState::whatWasShownIsShownAgain()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    items::TimeConductor& conductor = (*session)->conductor();
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    const telemetry::TimeRange bounds = conductor.bounds();
    const telemetry::Timestamp cursor = bounds.start + (bounds.end - bounds.start) / 2;

    items::ViewState state;
    state.page = "suspects";
    state.service = "support-bot";
    state.filter = "prob>0.5";
    state.cursor = cursor;
    state.from = cursor - std::chrono::minutes(7);
    state.part = telemetry::TimeRange{.start = cursor - std::chrono::minutes(3),
                                      .end = cursor - std::chrono::minutes(1)};
    state.isAsKnownNow = true;
    state.isGrouped = true;
    window.restore(state);
    QVERIFY(suspects->isVisible());
    QVERIFY(suspects->isGrouped());
    QCOMPARE(window.findChild<dashboard::HealthPage*>()->service(), u"support-bot"_s);
    QCOMPARE(conductor.cursor(), cursor);
    QVERIFY(conductor.span() == std::chrono::minutes(7));
    QVERIFY(conductor.isAsKnownNow());
    QCOMPARE(suspects->filter().text(), std::string("prob>0.5"));
    QTRY_VERIFY(!window.viewState().recording.empty());
    items::ViewState shown = window.viewState();
    shown.recording.clear();
    QVERIFY2(shown == state, items::toLink(shown).c_str());

    // Another page, another time; and back, without what the first was narrowed to.
    state = {};
    state.page = "explore";
    state.service = "support-bot";
    state.cursor = bounds.end;
    state.from = bounds.end - std::chrono::minutes(2);
    state.outcome = window.findChild<explore::ExplorePage*>()->setting().relation.outcome.check;
    window.restore(state);
    QVERIFY(window.findChild<explore::ExplorePage*>()->isVisible());
    QVERIFY(!conductor.isAsKnownNow());
    QCOMPARE(conductor.cursor(), bounds.end);
    QVERIFY(suspects->range().start == suspects->range().end);

    // An entry of the timeline, also where its kind is not listed.
    state = {};
    state.page = "incident";
    state.entry = 1;
    window.restore(state);
    auto* timeline = window.findChild<incident::TimelinePage*>();
    QTRY_COMPARE(timeline->shownEntry(), 1);
    QCOMPARE(window.viewState().entry, 1);
}

void TestWindowViewState::aLinkIsCopiedAndOpened()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    QTRY_VERIFY(!window.viewState().recording.empty());
    const auto press = [&window](const QString& text) {
        for (QAction* action : window.findChildren<QAction*>()) {
            if (action->text().contains(text))
                return action->trigger();
        }
        QFAIL(qPrintable(text));
    };
    window.openService(u"support-bot"_s);
    window.showView(MainWindow::View::Suspects);
    press(u"&Copy Link"_s);
    const QString link = QGuiApplication::clipboard()->text();
    QVERIFY2(link.startsWith(u"plumbline://open?recording="_s), qPrintable(link));
    const auto read = items::viewStateFromLink(link.toStdString());
    QVERIFY(read && read->state == window.viewState());
    window.openService({});
    window.showView(MainWindow::View::Sources);
    press(u"&Open Copied Link"_s);
    QTRY_COMPARE(window.viewState().page, std::string("suspects"));
    QCOMPARE(window.viewState().service, std::string("support-bot"));
    QGuiApplication::clipboard()->setText(u"plumbline://open?cursor=<b>"_s);
    press(u"&Open Copied Link"_s);
    QVERIFY(isSaid(window, u"'<b>' is no time"_s));
    QGuiApplication::clipboard()->setText(u"plumbline://open?page=sources&colour=red"_s);
    press(u"&Open Copied Link"_s);
    QTRY_COMPARE(window.viewState().page, std::string("sources"));
    QVERIFY(isSaid(window, u"left out: 'colour'"_s));
}

void TestWindowViewState::aLinkOfAnotherRecordingIsRefused()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    items::ReadViewState link;
    link.state.recording = "0123456789abcdef";
    link.state.page = "sources";
    window.openState(link);
    QTRY_VERIFY(isSaid(window, u"another recording (0123456789abcdef"_s));
    QCOMPARE(window.viewState().page, std::string("health"));
}

void TestWindowViewState::aFilterThatCannotBeReadIsTold()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    items::ViewState state;
    state.page = "suspects";
    state.filter = "prob>0.5";
    window.restore(state);
    state.filter = "prob>much";
    window.restore(state);
    QVERIFY(isSaid(window, u"The filter"_s));
    QCOMPARE(suspects->filter().text(), std::string()); // nor that of before
    const auto lines = suspects->findChildren<QLineEdit*>();
    QVERIFY(std::ranges::any_of(
        lines, [](const QLineEdit* line) { return line->text() == u"prob>much"_s; }));
}

void TestWindowViewState::aMomentOutsideIsTold()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    items::ViewState state;
    state.cursor = (*session)->conductor().bounds().start - std::chrono::hours(100);
    window.restore(state);
    QVERIFY(isSaid(window, u"is not in it"_s));
}

void TestWindowViewState::aRecordingIsFoundByItsId()
{
    const pagetest::Recording recording;
    const QString folder = m_folder.filePath(u"recordings"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile broken(folder + u"/broken.plumb"_s);
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("none") == 4);
    broken.close();
    const QString copy = folder + u"/copy.plumb"_s;
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader);
    const auto id = (*reader)->recordingId();
    QVERIFY(id && id->size() == 16);
    QVERIFY(QFile::copy(QString::fromStdString(recording.path()), copy));
    for (const auto* end : {"-wal", "-shm"})
        QFile::copy(QString::fromStdString(recording.path()) + QLatin1String(end),
                    copy + QLatin1String(end));
    QCOMPARE(QString::fromStdString(recordingOfId(folder, *id)), copy);
    QCOMPARE(recordingOfId(folder, "0123456789abcdef"), std::string());
    QCOMPARE(recordingOfId(folder, {}), std::string());
    QCOMPARE(recordingOfId(folder + u"/none"_s, *id), std::string());
}

void TestWindowViewState::viewsAreKeptOnceAndNotInFloods()
{
    ManualClock clock;
    Entries port;
    items::ViewState shown;
    shown.page = "health";
    ScreenKeeper keeper(&port, clock, [&shown] { return shown; });
    const auto pass = [&](int milliseconds) {
        for (int i = 0; i < milliseconds; i += 500) {
            clock.time += std::chrono::milliseconds(500);
            shown.cursor = clock.time; // live: moves by itself
            keeper.look();
        }
    };
    keeper.look();
    const telemetry::Timestamp opened = clock.time;
    pass(1500);
    QCOMPARE(port.all.size(), std::size_t{0});
    pass(10'000);
    QCOMPARE(port.all.size(), std::size_t{1}); // once, however long it is looked at
    QCOMPARE(port.all[0].kind, std::string("view"));
    QVERIFY(port.all[0].time == opened); // when it was opened, not when it was written
    QVERIFY(items::shownState(port.all[0]).has_value());
    // Typing: each letter another filter, none looked at for long.
    for (int i = 0; i < 40; ++i) {
        shown.filter += 'x';
        pass(500);
    }
    QCOMPARE(port.all.size(), std::size_t{1});
    pass(3000);
    QCOMPARE(port.all.size(), std::size_t{2});
    QCOMPARE(items::shownState(port.all[1])->filter, std::string(40, 'x'));
    // Away and back within a moment is no news.
    shown.page = "sources";
    pass(1000);
    shown.page = "health";
    pass(5000);
    QCOMPARE(port.all.size(), std::size_t{2});
    keeper.setKeepsViews(false);
    shown.page = "trace";
    pass(5000);
    QCOMPARE(port.all.size(), std::size_t{2});
    keeper.decided(u"arm"_s, u"model"_s, u"the lever was armed"_s); // always
    QCOMPARE(port.all.size(), std::size_t{3});
}

void TestWindowViewState::whatWasOnTheScreenIsKept()
{
    ManualClock clock;
    Entries port;
    items::ViewState shown;
    shown.page = "health";
    shown.service = "support-bot";
    ScreenKeeper keeper(&port, clock, [&shown] { return shown; });
    QWidget panel;
    auto* layout = new QVBoxLayout(&panel);
    auto* first = new QLabel(u"Model: gpt-large → gpt-small"_s, &panel);
    auto* secret =
        new QLabel(u"token sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ"_s, &panel);
    auto* hidden = new QLabel(u"not to be seen"_s, &panel);
    auto* password = new QLineEdit(u"hunter2"_s, &panel);
    password->setEchoMode(QLineEdit::Password);
    for (QWidget* each : {static_cast<QWidget*>(first), static_cast<QWidget*>(secret),
                          static_cast<QWidget*>(hidden), static_cast<QWidget*>(password)})
        layout->addWidget(each);
    hidden->hide();
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QWidget unseen;
    new QLabel(u"elsewhere"_s, &unseen);
    keeper.addPanel(u"runbook"_s, &panel);
    keeper.addPanel(u"other"_s, &unseen);
    keeper.decided(u"arm"_s, u"model"_s, u"model was armed"_s);
    QCOMPARE(port.all.size(), std::size_t{1});
    const telemetry::TimelineEntry entry = port.all[0];
    QCOMPARE(entry.kind, std::string("screen"));
    QCOMPARE(entry.subject, std::string("model"));
    const QString payload = QString::fromStdString(entry.payload);
    QVERIFY(payload.contains(u"gpt-large → gpt-small"_s));
    QVERIFY2(!payload.contains(u"abcdefghijklmnop"_s), qPrintable(payload));
    QVERIFY(!payload.contains(u"hunter2"_s));
    QVERIFY(!payload.contains(u"not to be seen"_s));
    QVERIFY(!payload.contains(u"elsewhere"_s));
    QCOMPARE(payloadOf(entry).value(u"of"_s).toObject().value(u"kind"_s).toString(), u"arm"_s);
    QCOMPARE(items::shownState(entry)->service, std::string("support-bot"));
    // However much is shown, in however many bytes.
    for (int i = 0; i < 300; ++i)
        layout->addWidget(new QLabel(QString(300, u'\\') + QString::number(i), &panel));
    panel.resize(400, 20'000);
    QTRY_VERIFY(panel.findChildren<QLabel*>().last()->isVisible());
    for (const auto* name : {"a", "b", "c"})
        keeper.addPanel(QLatin1String(name), &panel);
    keeper.decided(u"arm"_s, QString(5000, u'm'), QString(100'000, u'x'));
    QVERIFY(port.all[1].payload.size() <= std::size_t{ScreenKeeper::kLargest});
    QVERIFY(port.all[1].text.size() < 1000);
}

// In the search line, and across the place where a text is cut.
void TestWindowViewState::noSecretIsKeptOfWhatWasTyped()
{
    const QString secret = u"sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ"_s;
    ManualClock clock;
    Entries port;
    items::ViewState shown;
    shown.page = "incident";
    shown.filter = secret.toStdString();
    ScreenKeeper keeper(&port, clock, [&shown] { return shown; });
    for (int i = 0; i < 8; ++i) {
        keeper.look();
        clock.time += std::chrono::milliseconds(500);
    }
    QCOMPARE(port.all.size(), std::size_t{1});
    QWidget holder;
    (new QVBoxLayout(&holder))
        ->addWidget(new QPlainTextEdit(u"x "_s + QString(380, u'y') + u' ' + secret));
    holder.show();
    QVERIFY(QTest::qWaitForWindowExposed(&holder));
    keeper.addPanel(u"page"_s, &holder);
    keeper.decided(u"verdict"_s, u"a"_s, u"it was judged"_s);
    QCOMPARE(port.all.size(), std::size_t{2});
    for (const telemetry::TimelineEntry& entry : port.all) {
        const QString all = QString::fromStdString(entry.text + entry.payload);
        QVERIFY2(!all.contains(u"sk-proj-abc"_s), qPrintable(all));
        QVERIFY(items::shownState(entry).has_value());
    }
}

// A link into one of two open incidents shows that one, with its entry and the kinds that were
// chosen.
void TestWindowViewState::anIncidentIsGoneBackTo()
{
    const pagetest::Recording recording;
    for (const char* title : {"First", "Second"}) {
        const auto reader = store::Reader::open(recording.path());
        const auto standing = incident::readIncidents(**reader);
        incident::Opening opening;
        opening.title = title;
        opening.start = pagetest::at(1);
        auto entry = incident::openedEntry(opening, *standing, pagetest::at(30));
        QVERIFY(entry);
        entry->actor = "ada";
        entry->recorded = pagetest::at(31);
        recording.append(*entry);
    }
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.showView(MainWindow::View::Incident);
    auto* page = window.findChild<incident::IncidentPage*>();
    QTRY_COMPARE(page->shownIncident(), std::string("INC-0002"));
    QCOMPARE(window.viewState().incident, std::string("INC-0002"));
    items::ViewState state;
    state.page = "incident";
    state.incident = "INC-0001";
    state.kinds = "incident";
    window.restore(state);
    QTRY_COMPARE(page->shownIncident(), std::string("INC-0001"));
    QTRY_COMPARE(window.viewState().kinds, std::string("incident"));
}

void TestWindowViewState::aLiveWindowWritesItselfDown()
{
    const auto session =
        Session::startLive({.recording = m_folder.filePath(u"live.plumb"_s).toStdString(),
                            .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                            .profile = {},
                            .keep = {}});
    QVERIFY2(session, session ? "" : session.error().message.c_str());
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.showView(MainWindow::View::Sources);
    const auto entriesOf = [&](const char* kind) {
        store::View all;
        const auto reader = store::Reader::open((*session)->recording());
        const auto entries =
            reader ? (*reader)->timeline(all, {kind}) : tl::make_unexpected(reader.error());
        return entries ? *entries : std::vector<telemetry::TimelineEntry>{};
    };
    QTRY_VERIFY_WITH_TIMEOUT(entriesOf("view").size() == 1, 8000);
    QCOMPARE(items::shownState(entriesOf("view")[0])->page, std::string("sources"));
    // In the list it is not until it is asked for.
    window.showView(MainWindow::View::Incident);
    auto* timeline = window.findChild<incident::TimelinePage*>();
    auto* list = timeline->findChild<QListView*>();
    QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, 8000);
    for (int row = 0; row < list->model()->rowCount(); ++row)
        QVERIFY(!list->model()->index(row, 0).data().toString().contains(u"Looked at"_s));
    for (auto* button : timeline->findChildren<QPushButton*>()) {
        if (button->text() == u"Views"_s)
            button->click();
    }
    // It opens what it tells of.
    const auto viewed = [list] {
        for (int row = list->model()->rowCount() - 1; row >= 0; --row) {
            const QModelIndex index = list->model()->index(row, items::TimelineModel::TextColumn);
            if (index.data().toString().startsWith(u"Looked at"_s))
                return index;
        }
        return QModelIndex();
    };
    QTRY_VERIFY_WITH_TIMEOUT(viewed().isValid(), 8000);
    list->setCurrentIndex(viewed());
    QPushButton* show = nullptr;
    for (auto* button : timeline->findChildren<QPushButton*>()) {
        if (button->text() == u"Show What Was on the Screen"_s)
            show = button;
    }
    QVERIFY(show != nullptr && show->isVisible());
    show->click();
    QCOMPARE(window.viewState().page, std::string("sources"));
    QVERIFY((*session)->conductor().mode() == items::TimeConductor::Mode::Fixed);
}

QTEST_MAIN(TestWindowViewState)
#include "tst_windowviewstate.moc"
