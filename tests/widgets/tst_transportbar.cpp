// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/jumpbutton.h"
#include "widgets/timeline/modebadge.h"
#include "widgets/timeline/overview.h"
#include "widgets/timeline/transportbar.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::TimeConductor;

class TestTransportBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void showsMarksOfTheRecording();
    void theFutureIsBare();
    void aClickSeeks();
    void aClickInTheWindowSeeks();
    void aClickOnAMarkGoesToIt();
    void aDragIsAbsolute();
    void aDragOutsideScrubs();
    void keysStepAndFindMarks();
    void buttonsJumpByKind();
    void whatWasFoundIsTold();
    void whatIsLoopedIsShown();
    void theEndIsSaid();
    void theWheelZooms();
    void theStripZoomsAndFits();
    void thePictureShowsTheGap();
    void liveWithoutDataIsNotGreen();
    void playAndPause();
    void speedSpanAndKnowledge();
    void theModeCannotBeMistaken();
    void saysHowFarBehind();
    void clockAndDateAreUtc();
    void everythingHasAName();

private:
    void make(bool canBeLive);
    template<class Widget>
    Widget* named(const QString& name) const;
    timeline::Overview* overview() const { return m_bar->overview(); }
    QPoint pointAt(double second) const
    {
        return {int(std::lround(overview()->xOf(fleettest::at(second)))), 26};
    }

    std::unique_ptr<fleettest::Fleet> m_fleet;
    fleettest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<TimeConductor> m_conductor;
    std::unique_ptr<items::OverviewFollower> m_follower;
    std::unique_ptr<timeline::TransportBar> m_bar;
};

void TestTransportBar::initTestCase()
{
    m_theme.apply(*qApp);
    m_fleet = std::make_unique<fleettest::Fleet>();
    telemetry::TimelineEntry note;
    note.kind = "note";
    note.actor = "ada";
    note.text = "<b>looking</b> at it";
    note.time = fleettest::at(360);
    note.recorded = fleettest::at(360);
    m_fleet->append(note);
    note.kind = "mode";
    m_fleet->append(note);
    const auto append = [this, &note](const char* kind, double second, const char* payload) {
        note.kind = kind;
        note.time = note.recorded = fleettest::at(second);
        note.payload = payload;
        m_fleet->append(note);
    };
    append("rung", 340, "{}");
    append("incident", 370, R"({"what":"opened"})");
    append("incident", 380, R"({"what":"moment","moment":"mitigation"})");
    m_queries = std::make_unique<items::RecordingQueries>(m_fleet->path());
}

void TestTransportBar::init()
{
    make(false);
}

void TestTransportBar::make(bool canBeLive)
{
    m_bar.reset();
    m_clock.time = fleettest::at(fleettest::kLength);
    m_follower.reset();
    m_conductor = std::make_unique<TimeConductor>(m_clock, canBeLive);
    m_conductor->setSpan(2min);
    m_follower = std::make_unique<items::OverviewFollower>(*m_queries, *m_conductor);
    m_bar = std::make_unique<timeline::TransportBar>(*m_conductor, *m_follower, m_theme);
    m_bar->resize(1200, m_bar->sizeHint().height());
    m_bar->show();
    QTRY_VERIFY(!m_follower->snapshot().density.empty());
    if (!canBeLive)
        m_conductor->seek(fleettest::at(400));
}

template<class Widget>
Widget* TestTransportBar::named(const QString& name) const
{
    for (auto* widget : m_bar->findChildren<Widget*>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    qFatal("no widget is called %s", qUtf8Printable(name));
    return nullptr;
}

void TestTransportBar::showsMarksOfTheRecording()
{
    QStringList texts;
    for (const auto& mark : overview()->marks())
        texts << mark.text;
    // In order of time; the change of mode, the rung and the opening of the incident are none.
    QCOMPARE(texts,
             (QStringList{u"Alarm A-0001: code-assistant Groundedness"_s,
                          u"code-assistant: model is now glyph-2026-11-a"_s,
                          u"<b>looking</b> at it"_s, u"<b>looking</b> at it"_s}));
    QVERIFY(overview()->marks().back().kind == common::TimeMark::KeyMoment);
}

void TestTransportBar::theFutureIsBare()
{
    m_conductor->seek(fleettest::at(250));
    const auto isBare = [this](double from, double to) {
        const QImage image = overview()->grab().toImage();
        const double scale = image.devicePixelRatio();
        const QColor ground = m_theme.color(common::ColorRole::Surface1);
        for (int x = int(overview()->xOf(fleettest::at(from)) * scale);
             x < int(overview()->xOf(fleettest::at(to)) * scale); ++x) {
            for (int y = 0; y < int((overview()->height() - 16) * scale); ++y) {
                if (image.pixelColor(x, y) != ground)
                    return false;
            }
        }
        return true;
    };
    QVERIFY(isBare(256, 600)); // at once, before anything is read again
    QTRY_VERIFY(overview()->marks().empty());
    QVERIFY(isBare(256, 600));
    QVERIFY(!isBare(100, 240));
    m_conductor->setAsKnownNow(true);
    QTRY_COMPARE(overview()->marks().size(), std::size_t{4});
    QVERIFY(!isBare(256, 600));
    overview()->setAheadHidden(true); // a picture of that moment
    QVERIFY(isBare(256, 600));
    overview()->setAheadHidden(false);
    QVERIFY(!isBare(256, 600));
    m_conductor->setAsKnownNow(false);
    m_conductor->seek(fleettest::at(400));
    QTRY_COMPARE(overview()->marks().size(), std::size_t{4});
}

void TestTransportBar::aClickSeeks()
{
    QTest::mouseClick(overview(), Qt::LeftButton, {}, pointAt(150));
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(150)) < 2s);
}

void TestTransportBar::aClickInTheWindowSeeks()
{
    QTest::mouseClick(overview(), Qt::LeftButton, {}, pointAt(340));
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(340)) < 2s);
}

void TestTransportBar::aClickOnAMarkGoesToIt()
{
    QTest::mouseClick(overview(), Qt::LeftButton, {}, {pointAt(360).x() + 3, 8});
    QCOMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns); // the note
    make(false);
    QTest::mouseClick(overview(), Qt::LeftButton, {}, {pointAt(300).x() - 2, 8});
    QCOMPARE(m_conductor->cursor(),
             fleettest::firstAlarm().recorded + 1ns); // and not the change beside it
    m_conductor->seek(fleettest::at(150));
    // What is not known yet cannot be gone to as a mark.
    QTest::mouseClick(overview(), Qt::LeftButton, {}, {pointAt(360).x() + 3, 8});
    QVERIFY(m_conductor->cursor() != fleettest::at(360) + 1ns);
}

void TestTransportBar::aDragIsAbsolute()
{
    QTest::mousePress(overview(), Qt::LeftButton, {}, pointAt(340));
    QTest::mouseMove(overview(), pointAt(290));
    QTest::mouseMove(overview(), pointAt(240));
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(240)) < 2s);
    QTest::mouseRelease(overview(), Qt::LeftButton, {}, pointAt(240));
    QTest::mouseMove(overview(), pointAt(100));
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(240)) < 2s); // let go
}

void TestTransportBar::aDragOutsideScrubs()
{
    QTest::mousePress(overview(), Qt::LeftButton, {}, pointAt(500));
    QTest::mouseMove(overview(), pointAt(550));
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(550)) < 2s);
    QTest::mouseMove(overview(), QPoint(5000, 20));
    QCOMPARE(m_conductor->cursor(), m_conductor->bounds().end);
    QTest::mouseRelease(overview(), Qt::LeftButton, {}, QPoint(5000, 20));
}

void TestTransportBar::keysStepAndFindMarks()
{
    QTest::keyClick(overview(), Qt::Key_Left);
    QCOMPARE(m_conductor->cursor(), fleettest::at(394)); // a twentieth of 2 min
    QTest::keyClick(overview(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_conductor->cursor(), fleettest::at(514));
    // To where each can just be seen, which for the alarm is when it was raised.
    QTest::keyClick(overview(), Qt::Key_BracketLeft);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(380) + 1ns);
    QTest::keyClick(overview(), Qt::Key_BracketLeft);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns);
    QTest::keyClick(overview(), Qt::Key_BracketLeft);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::firstAlarm().recorded + 1ns);
    QTest::keyClick(overview(), Qt::Key_BracketRight); // also where it is not known of yet
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns);
    m_conductor->setAsKnownNow(true);
    QTest::keyClick(overview(), Qt::Key_BracketLeft);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(300) + 1ns);
    QTest::keyClick(overview(), Qt::Key_BracketLeft);
    QTRY_COMPARE(m_bar->saidText(), u"no earlier mark"_s);
    QCOMPARE(m_conductor->cursor(), fleettest::at(300) + 1ns);
    QTest::keyClick(overview(), Qt::Key_BracketRight);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns);
    QVERIFY(m_bar->saidText().isEmpty());
    QTest::keyClick(overview(), Qt::Key_Home);
    QCOMPARE(m_conductor->cursor(), m_conductor->bounds().start);
    QTest::keyClick(overview(), Qt::Key_End);
    QCOMPARE(m_conductor->cursor(), m_conductor->bounds().end);
}

void TestTransportBar::buttonsJumpByKind()
{
    m_conductor->seek(fleettest::at(10));
    QTest::mouseClick(named<timeline::JumpButton>(u"Next alarm"_s), Qt::LeftButton);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::firstAlarm().recorded + 1ns);
    QCOMPARE(m_bar->saidText(), u"A-0001 raised"_s); // its mark stands at the onset, further left
    QTest::mouseClick(named<timeline::JumpButton>(u"Next key moment or note"_s), Qt::LeftButton);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns); // not the lever before it
    QTest::mouseClick(named<timeline::JumpButton>(u"Previous action"_s), Qt::LeftButton);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(340) + 1ns); // a rung of the ladder
    QTest::mouseClick(named<timeline::JumpButton>(u"Next key moment or note"_s), Qt::LeftButton);
    QTRY_COMPARE(m_conductor->cursor(), fleettest::at(360) + 1ns);
    QTest::mouseClick(named<timeline::JumpButton>(u"Next key moment or note"_s), Qt::LeftButton);
    QTRY_COMPARE(m_conductor->cursor(),
                 fleettest::at(380) + 1ns); // of an incident; its opening is none
    QTest::mouseClick(named<timeline::JumpButton>(u"Next action"_s), Qt::LeftButton);
    QTRY_COMPARE(m_bar->saidText(), u"no later action"_s);
    QCOMPARE(m_conductor->cursor(), fleettest::at(380) + 1ns);
    m_conductor->seek(fleettest::at(10));
    QVERIFY(m_bar->saidText().isEmpty()); // no longer true
}

void TestTransportBar::whatWasFoundIsTold()
{
    items::MarkedTime mark{.time = fleettest::at(300), .recorded = fleettest::at(330)};
    QVERIFY(timeline::foundText(mark, false).isEmpty()); // the bar shows it there
    mark.alarm = "A-0002";
    QCOMPARE(timeline::foundText(mark, false), u"A-0002 raised"_s);
    QCOMPARE(timeline::foundText(mark, true), u"onset of A-0002"_s);
    mark = {.time = fleettest::at(300),
            .recorded = fleettest::at(330),
            .proposed = incident::MomentKind::Detection};
    QCOMPARE(timeline::foundText(mark, false), u"detection, proposed"_s);
    m_conductor->seek(fleettest::at(10));
    emit m_follower->jumpedTo(mark);
    QCOMPARE(m_bar->saidText(), u"detection, proposed"_s);
    m_conductor->seek(fleettest::at(11));
    QVERIFY(m_bar->saidText().isEmpty());
}

void TestTransportBar::whatIsLoopedIsShown()
{
    QVERIFY(overview()->loopRect().isNull());
    m_conductor->seek(fleettest::at(200));
    m_conductor->beginLoop();
    m_conductor->seek(fleettest::at(300));
    m_conductor->endLoop();
    const QRectF range = overview()->loopRect();
    QVERIFY(std::abs(range.left() - overview()->xOf(fleettest::at(200))) < 1);
    QVERIFY(std::abs(range.right() - overview()->xOf(fleettest::at(300))) < 1);
    QVERIFY(overview()->accessibleDescription().contains(u"looping from "_s));
    auto* loop = named<QToolButton>(u"Loop"_s);
    QVERIFY(loop->isChecked());
    const QImage with = overview()->grab().toImage();
    QTest::mouseClick(loop, Qt::LeftButton);
    QVERIFY(overview()->loopRect().isNull());
    QVERIFY(!loop->isChecked());
    QVERIFY(overview()->grab().toImage() != with);
}

void TestTransportBar::theEndIsSaid()
{
    QVERIFY(m_bar->saidText().isEmpty());
    m_conductor->seek(m_conductor->bounds().end - 1s);
    m_conductor->play();
    QSignalSpy transport(m_conductor.get(), &TimeConductor::transportChanged);
    m_clock.time += 5s;
    QVERIFY(transport.wait());
    QCOMPARE(m_bar->saidText(), u"end of recording"_s);
    m_conductor->step(-1);
    QVERIFY(m_bar->saidText().isEmpty());
}

void TestTransportBar::theWheelZooms()
{
    const auto turn = [&](int delta) {
        QWheelEvent event(pointAt(300), overview()->mapToGlobal(pointAt(300)), {}, QPoint(0, delta),
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(overview(), &event);
    };
    turn(120);
    QCOMPARE(m_conductor->span(), telemetry::Duration(96s));
    turn(-120);
    QCOMPARE(m_conductor->span(), telemetry::Duration(120s));
}

void TestTransportBar::theStripZoomsAndFits()
{
    const telemetry::TimeRange whole = overview()->shownBounds();
    const telemetry::Duration span = m_conductor->span();
    const double x = overview()->xOf(fleettest::at(300));
    QWheelEvent wheel(QPointF(x, 26), overview()->mapToGlobal(QPointF(x, 26)), {}, {0, 240},
                      Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(overview(), &wheel);
    QVERIFY(overview()->shownBounds().duration() < whole.duration());
    QVERIFY(std::abs(overview()->xOf(fleettest::at(300)) - x)
            < 1.5); // what is under the pointer stays
    QCOMPARE(m_conductor->span(), span);
    m_conductor->seek(whole.start); // the part moves along with a cursor that leaves it
    QCOMPARE(overview()->shownBounds().start, whole.start);
    QTest::mouseDClick(overview(), Qt::LeftButton, {}, {100, 26});
    QCOMPARE(overview()->shownBounds(), whole);
    QTest::keyClick(overview(), Qt::Key_Plus);
    QVERIFY(overview()->shownBounds().duration() < whole.duration());
    QTest::keyClick(overview(), Qt::Key_0);
    QCOMPARE(overview()->shownBounds(), whole);
}

void TestTransportBar::liveWithoutDataIsNotGreen()
{
    make(true);
    auto* badge = m_bar->findChild<timeline::ModeBadge*>();
    QCOMPARE(badge->text(), u"LIVE"_s);
    const QSize size = badge->size();
    m_bar->setSilentSince(fleettest::at(100));
    QVERIFY2(badge->text().startsWith(u"NOTHING SINCE "_s), qPrintable(badge->text()));
    const QImage image = badge->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QRgb green = m_theme.color(common::ColorRole::ModeLive).rgb();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(image.pixel(x, y) != green);
    QCOMPARE(badge->size(), size);
    m_bar->setSilentSince({});
    QCOMPARE(badge->text(), u"LIVE"_s);
}

void TestTransportBar::thePictureShowsTheGap()
{
    m_conductor->seek(fleettest::at(fleettest::kLength)); // the window is elsewhere
    const QImage image = overview()->grab().toImage();
    const double ratio = image.devicePixelRatio();
    const auto inks = [&](double from, double to, common::ColorRole role) {
        int count = 0;
        for (int x = int(overview()->xOf(fleettest::at(from)) * ratio);
             x < int(overview()->xOf(fleettest::at(to)) * ratio); ++x) {
            for (int y = int(18 * ratio); y < int(36 * ratio); ++y)
                count += image.pixelColor(x, y).rgb() == m_theme.color(role).rgb() ? 1 : 0;
        }
        return count;
    };
    QVERIFY(inks(203, 227, common::ColorRole::Unknown) > 20); // hatched
    QCOMPARE(inks(100, 190, common::ColorRole::Unknown), 0);
    QVERIFY(inks(203, 227, common::ColorRole::Surface0) > 20); // and no density
}

void TestTransportBar::playAndPause()
{
    auto* play = named<QToolButton>(u"Play"_s);
    QTest::mouseClick(play, Qt::LeftButton);
    QVERIFY(m_conductor->isPlaying());
    QCOMPARE(play->accessibleName(), u"Pause"_s);
    QTest::keyClick(play, Qt::Key_Space);
    QVERIFY(!m_conductor->isPlaying());
    QTest::mouseClick(named<QToolButton>(u"Step back"_s), Qt::LeftButton);
    QVERIFY(m_conductor->cursor() < fleettest::at(400));
}

void TestTransportBar::speedSpanAndKnowledge()
{
    auto* speed = named<QComboBox>(u"Speed"_s);
    speed->setFocus();
    QTest::keyClicks(speed, u"50"_s);
    QCOMPARE(m_conductor->speed(), 50.0);
    auto* span = named<QComboBox>(u"Width of the window"_s);
    QTest::keyClicks(span, u"15"_s);
    QCOMPARE(m_conductor->span(), telemetry::Duration(15min));
    m_conductor->setSpan(1h);
    QCOMPARE(span->currentText(), u"1 h"_s);
    auto* known = named<QComboBox>(u"Knowledge"_s);
    QTest::keyClick(known, Qt::Key_Down);
    QVERIFY(m_conductor->isAsKnownNow());
    m_conductor->setAsKnownNow(false);
    QCOMPARE(known->currentText(), u"As known then"_s);
}

void TestTransportBar::theModeCannotBeMistaken()
{
    auto* badge = m_bar->findChild<timeline::ModeBadge*>();
    QCOMPARE(badge->text(), u"REPLAY"_s);
    QVERIFY(!badge->isEnabled()); // a recording has no live to go back to
    const QImage replay = badge->grab().toImage();

    make(true);
    badge = m_bar->findChild<timeline::ModeBadge*>();
    QCOMPARE(badge->text(), u"LIVE"_s);
    QCOMPARE(badge->accessibleName(), u"Mode: LIVE"_s);
    const QImage live = badge->grab().toImage();
    m_conductor->seek(fleettest::at(100));
    QCOMPARE(badge->text(), u"TIME FIXED 02:52:40"_s);
    QCOMPARE(badge->grab().size(), live.size()); // nothing moves
    m_conductor->seek(fleettest::at(101));
    QCOMPARE(badge->text(), u"TIME FIXED 02:52:41"_s);
    const QImage fixed = badge->grab().toImage();
    QVERIFY(live != fixed && fixed != replay && live != replay);
    QTest::mouseClick(badge, Qt::LeftButton);
    QCOMPARE(m_conductor->mode(), TimeConductor::Mode::Live);
}

void TestTransportBar::saysHowFarBehind()
{
    make(true);
    QVERIFY(m_bar->behindText().isEmpty()); // live is not behind
    m_conductor->seek(fleettest::at(500));
    QTRY_COMPARE(m_bar->behindText(), u"+200 answers since"_s); // two services, 100 s
    // It counts on while the cursor stands.
    QSignalSpy read(m_follower.get(), &items::OverviewFollower::updated);
    QTRY_VERIFY(read.count() > 0);
}

void TestTransportBar::clockAndDateAreUtc()
{
    m_conductor->seek(fleettest::at(367));
    const auto labels = m_bar->findChildren<common::NumberLabel*>();
    QStringList texts;
    for (const auto* label : labels)
        texts << label->text();
    QVERIFY(texts.contains(u"02:57:07"_s));
    QVERIFY(texts.contains(u"2026-11-24 UTC"_s));
}

void TestTransportBar::everythingHasAName()
{
    QCOMPARE(pagetest::namelessWidgets(*m_bar), QStringList{});
    QVERIFY(overview()->accessibleDescription().contains(u"1 alarm"_s));
    QVERIFY(overview()->focusPolicy() == Qt::StrongFocus);
}

QTEST_MAIN(TestTransportBar)
#include "tst_transportbar.moc"
