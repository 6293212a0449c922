// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/accessible/announcer.h"
#include "widgets/accessible/focusrings.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;
using accessible::Announcer;

namespace {

constexpr std::chrono::milliseconds kSoon{100};

// Three parts on a scale of 0 to 10, and a button in it.
class Sample final : public QWidget, public accessible::Parts
{
public:
    Sample()
        : m_button(new QPushButton(u"Inside"_s, this))
    {
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(u"Sample"_s);
        resize(300, 100);
    }

    QAccessible::Role toldRole() const override { return QAccessible::Slider; }
    QString toldValue() const override { return u"at %1"_s.arg(value); }
    std::optional<accessible::Scale> toldScale() const override
    {
        return accessible::Scale{.value = value, .least = 0, .most = 10, .step = 1};
    }
    void moveToldTo(double wanted) override { value = wanted; }
    int partCount() const override { return count; }
    accessible::Part part(int index) const override
    {
        accessible::Part part;
        part.name = u"part %1"_s.arg(index);
        part.area = QRect(index * 100, 0, 100, 100);
        part.isPressable = index != 1;
        return part;
    }
    int chosenPart() const override { return chosen; }
    void pressPart(int index) override { pressed.push_back(index); }

    int count = 3;
    int chosen = -1;
    double value = 4;
    std::vector<int> pressed;

private:
    QPushButton* m_button;
};

QAccessibleInterface* elementOf(QWidget& widget)
{
    return QAccessible::queryAccessibleInterface(&widget);
}

} // namespace

class TestAccessible : public QObject
{
    Q_OBJECT

private slots:
    void aPaintedWidgetIsAskedForItsParts();
    void itsValueCanBeReadAndSet();
    void partsThatAreGoneAreInvalid();
    void nothingIsAskedOfWhatIsBeingDestroyed();
    void aLongListIsToldAroundTheChosenOne();
    void aHoldButtonSaysThatItIsHeld();
    void rungsAreToldOneByOne();
    void oneThingIsSaidAtATime();
    void anAlarmIsSaidFirst();
    void theSameIsNotSaidTwice();
    void aFloodIsCounted();
    void ofManyAtOnceTheWorstAreSaid();
    void whatIsSaidIsShownAsANotification();
    void aTextShowsItsFocus();
    void aTextOfADialogShowsItsFocus();
};

void TestAccessible::aPaintedWidgetIsAskedForItsParts()
{
    Sample sample;
    sample.show();
    auto* whole = elementOf(sample);
    QVERIFY(whole != nullptr);
    QCOMPARE(whole->role(), QAccessible::Slider);
    QCOMPARE(whole->text(QAccessible::Name), u"Sample"_s);
    QCOMPARE(whole->childCount(), 4); // and the button
    for (int i = 0; i < whole->childCount(); ++i) {
        auto* child = whole->child(i);
        QVERIFY(child != nullptr && child->isValid());
        QCOMPARE(whole->indexOfChild(child), i);
        QCOMPARE(child->parent(), whole);
        QCOMPARE(whole->child(i), child); // the same when it is asked for again
    }
    QCOMPARE(whole->child(2)->text(QAccessible::Name), u"part 2"_s);
    QCOMPARE(whole->child(3)->text(QAccessible::Name), u"Inside"_s);
    QVERIFY(whole->child(4) == nullptr);
    QVERIFY(whole->child(-1) == nullptr);
    QCOMPARE(whole->child(1)->rect().topLeft(), sample.mapToGlobal(QPoint(100, 0)));
    // Only what can be pressed is.
    QCOMPARE(whole->child(1)->actionInterface()->actionNames(), QStringList());
    whole->child(1)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    whole->child(2)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(sample.pressed, std::vector{2});
    QVERIFY(!whole->child(0)->state().selected);
    sample.chosen = 0;
    QVERIFY(whole->child(0)->state().selected);
    QVERIFY(whole->child(0)->state().focusable);
    QVERIFY(!whole->child(1)->state().focusable);
}

void TestAccessible::itsValueCanBeReadAndSet()
{
    Sample sample;
    auto* whole = elementOf(sample);
    auto* value = whole->valueInterface();
    QVERIFY(value != nullptr);
    QCOMPARE(value->currentValue().toDouble(), 4.0);
    QCOMPARE(value->minimumValue().toDouble(), 0.0);
    QCOMPARE(value->maximumValue().toDouble(), 10.0);
    QCOMPARE(whole->text(QAccessible::Value), u"at 4"_s);
    value->setCurrentValue(7.0);
    QCOMPARE(sample.value, 7.0);
    value->setCurrentValue(99.0);
    QCOMPARE(sample.value, 10.0);
    value->setCurrentValue(u"nonsense"_s);
    QCOMPARE(sample.value, 10.0);
    sample.setEnabled(false);
    value->setCurrentValue(2.0);
    QCOMPARE(sample.value, 10.0);
}

void TestAccessible::partsThatAreGoneAreInvalid()
{
    Sample sample;
    auto* last = elementOf(sample)->child(2);
    QVERIFY(last->isValid());
    sample.count = 2;
    QVERIFY(!last->isValid());
    QVERIFY(last->state().invalid);
    QCOMPARE(last->text(QAccessible::Name), QString());
    QCOMPARE(last->rect(), QRect());
    QCOMPARE(last->role(), QAccessible::NoRole);
    last->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(sample.pressed.empty());
    QCOMPARE(elementOf(sample)->childCount(), 3); // the button is a child still
    QCOMPARE(elementOf(sample)->child(2)->text(QAccessible::Name), u"Inside"_s);
}

void TestAccessible::nothingIsAskedOfWhatIsBeingDestroyed()
{
    auto sample = std::make_unique<Sample>();
    const QAccessible::Id whole = QAccessible::uniqueId(elementOf(*sample));
    const QAccessible::Id part = QAccessible::uniqueId(elementOf(*sample)->child(0));
    QVERIFY(QAccessible::accessibleInterface(whole) != nullptr);
    QVERIFY(QAccessible::accessibleInterface(part) != nullptr);
    int children = -1;
    const auto watcher = std::make_unique<QObject>();
    // By then it is a plain widget that holds what it held.
    connect(sample.get(), &QObject::destroyed, watcher.get(), [&] {
        if (auto* left = QAccessible::accessibleInterface(part))
            children = left->isValid() ? 1 : 0;
        else
            children = 0;
    });
    sample.reset();
    QCOMPARE(children, 0);
    QVERIFY(QAccessible::accessibleInterface(whole) == nullptr);
    QVERIFY(QAccessible::accessibleInterface(part) == nullptr);
}

void TestAccessible::aLongListIsToldAroundTheChosenOne()
{
    constexpr int kMost = accessible::Parts::kMost;
    QCOMPARE(accessible::pageWith(-1, 7).first, 0);
    QCOMPARE(accessible::pageWith(-1, 7).count, 7);
    QCOMPARE(accessible::pageWith(-1, 1'000'000).count, kMost);
    QCOMPARE(accessible::pageWith(kMost - 1, 1'000'000).first, 0);
    QCOMPARE(accessible::pageWith(kMost, 1'000'000).first, kMost);
    QCOMPARE(accessible::pageWith(kMost, kMost + 3).count, 3);
    QCOMPARE(accessible::pageWith(5, 0).count, 0);
    Sample sample;
    sample.count = kMost + 100;
    QCOMPARE(elementOf(sample)->childCount(), kMost + 1);
}

void TestAccessible::aHoldButtonSaysThatItIsHeld()
{
    const common::Theme theme(u"dark"_s);
    runbookview::HoldButton button(theme, u"Hold"_s);
    button.setVerb(u"trip"_s);
    button.show();
    auto* told = elementOf(button);
    QCOMPARE(told->role(), QAccessible::Button);
    QCOMPARE(told->text(QAccessible::Name), u"Hold to trip"_s);
    QCOMPARE(told->text(QAccessible::Value), u"not armed"_s);
    QVERIFY(told->text(QAccessible::Description).startsWith(u"Not armed"_s));
    QVERIFY(told->text(QAccessible::Description).contains(u"half a second"_s));
    button.setLit(true);
    QCOMPARE(told->text(QAccessible::Value), u"armed"_s);
    QVERIFY(told->text(QAccessible::Description).startsWith(u"Armed"_s));
    QSignalSpy began(&button, &runbookview::HoldButton::holdBegan);
    QSignalSpy ended(&button, &runbookview::HoldButton::holdEnded);
    QTest::keyPress(&button, Qt::Key_Return);
    button.setShare(0.4);
    QCOMPARE(told->text(QAccessible::Value), u"held, 40 %"_s);
    QVERIFY(told->state().pressed);
    QTest::keyRelease(&button, Qt::Key_Return);
    QVERIFY(!told->state().pressed);
    QCOMPARE(began.count(), 1);
    // A press of a screen reader is let go at once: nothing can be fired by it.
    told->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(began.count(), 2);
    QCOMPARE(ended.count(), 2);
}

void TestAccessible::rungsAreToldOneByOne()
{
    const common::Theme theme(u"dark"_s);
    runbookview::LadderView ladder(theme);
    ladder.resize(320, 200);
    runbookview::LeverController::Command command;
    runbook::FireResult result;
    const auto now = telemetry::SystemClock().now();
    result.rungs.push_back({.kind = runbook::RungKind::Sent,
                            .state = runbook::RungState::Reached,
                            .time = now,
                            .detail = {}});
    result.rungs.push_back({.kind = runbook::RungKind::Accepted,
                            .state = runbook::RungState::Failed,
                            .time = now,
                            .detail = "409: somebody else moved it"});
    command.ladder.take(result);
    ladder.setCommand(&command);
    auto* told = elementOf(ladder);
    QCOMPARE(told->role(), QAccessible::List);
    QCOMPARE(told->childCount(), 4);
    QVERIFY2(told->child(0)->text(QAccessible::Name).startsWith(u"Sent: reached at "_s),
             qPrintable(told->child(0)->text(QAccessible::Name)));
    QVERIFY(told->child(1)->text(QAccessible::Name).startsWith(u"Accepted: failed at "_s));
    QVERIFY(told->child(1)->text(QAccessible::Description).contains(u"somebody else moved it"_s));
    QCOMPARE(told->child(3)->text(QAccessible::Name), u"Recovered: cannot be reached"_s);
    QVERIFY(told->child(1)->rect().top() > told->child(0)->rect().top());
}

void TestAccessible::oneThingIsSaidAtATime()
{
    QWidget window;
    Announcer voice(&window);
    voice.setApart(kSoon);
    QSignalSpy said(&voice, &Announcer::said);
    voice.say({});
    voice.say(u"first"_s);
    voice.say(u"second"_s);
    QCOMPARE(said.count(), 1);
    QCOMPARE(voice.waiting(), QStringList{u"second"_s});
    QCOMPARE(elementOf(voice)->text(QAccessible::Name), u"first"_s);
    QTRY_COMPARE_WITH_TIMEOUT(said.count(), 2, 5000);
    QCOMPARE(said.back().front().toString(), u"second"_s);
    QVERIFY(voice.waiting().isEmpty());
}

void TestAccessible::anAlarmIsSaidFirst()
{
    QWidget window;
    Announcer voice(&window);
    voice.setApart(kSoon);
    voice.say(u"Mode: LIVE"_s);
    voice.say(u"Sent: reached"_s);
    voice.say(u"Alarm: answers are wrong"_s, Announcer::Urgency::Urgent);
    const QStringList expected{u"Alarm: answers are wrong"_s, u"Sent: reached"_s};
    QCOMPARE(voice.waiting(), expected);
}

void TestAccessible::theSameIsNotSaidTwice()
{
    QWidget window;
    Announcer voice(&window);
    voice.setApart(kSoon);
    QSignalSpy said(&voice, &Announcer::said);
    for (int i = 0; i < 3; ++i)
        voice.say(u"Mode: LIVE"_s);
    QCOMPARE(said.count(), 1);
    QVERIFY(voice.waiting().isEmpty());
    QTest::qWait(static_cast<int>(kSoon.count()) * 4);
    voice.say(u"Mode: LIVE"_s); // again, later, it is news
    QCOMPARE(said.count(), 2);
}

void TestAccessible::aFloodIsCounted()
{
    QWidget window;
    Announcer voice(&window);
    voice.setApart(kSoon);
    QSignalSpy said(&voice, &Announcer::said);
    voice.say(u"begin"_s);
    voice.say(u"Alarm: one"_s, Announcer::Urgency::Urgent);
    for (int i = 0; i < 50; ++i)
        voice.say(u"rung %1"_s.arg(i));
    QCOMPARE(voice.waiting().size(), Announcer::kMostWaiting);
    QCOMPARE(voice.waiting().front(), u"Alarm: one"_s);
    QCOMPARE(voice.waiting().back(), u"rung 49"_s); // what is newest
    QTRY_COMPARE_WITH_TIMEOUT(said.count(), 2 + Announcer::kMostWaiting, 5000);
    QVERIFY2(said.back().front().toString().contains(u"47"_s),
             qPrintable(said.back().front().toString()));
}

void TestAccessible::ofManyAtOnceTheWorstAreSaid()
{
    QWidget window;
    Announcer voice(&window);
    voice.setApart(kSoon);
    QSignalSpy said(&voice, &Announcer::said);
    voice.say(u"Mode: LIVE"_s);
    QStringList alarms;
    for (int i = 1; i <= 9; ++i)
        alarms << u"Alarm: number %1"_s.arg(i);
    voice.sayAll(alarms, Announcer::Urgency::Urgent);
    QCOMPARE(voice.waiting(), alarms.first(Announcer::kMostWaiting));
    QTRY_COMPARE_WITH_TIMEOUT(said.count(), 2 + Announcer::kMostWaiting, 5000);
    QVERIFY2(said.back().front().toString().startsWith(u"5 "_s),
             qPrintable(said.back().front().toString()));
}

void TestAccessible::whatIsSaidIsShownAsANotification()
{
    QWidget window;
    window.show();
    Announcer voice(&window);
    voice.setApart(kSoon);
    voice.show();
    std::vector<QAccessible::Event> sent;
    QString named;
    voice.setDelivery([&](QAccessibleEvent& event) {
        sent.push_back(event.type());
        auto* element = event.accessibleInterface();
        named = element->text(QAccessible::Name);
        QCOMPARE(element->role(), QAccessible::Notification);
        QVERIFY(!element->state().invisible);
    });
    voice.say(u"Mode: LIVE"_s);
    QCOMPARE(named, u"Mode: LIVE"_s); // by the time it is told of
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    QCOMPARE(sent, std::vector{QAccessible::ObjectShow});
#else
    QCOMPARE(sent.size(), std::size_t{1});
#endif
    sent.clear();
    voice.say(u"Alarm: it is wrong"_s, Announcer::Urgency::Urgent);
    QTRY_VERIFY_WITH_TIMEOUT(!sent.empty(), 5000);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    const std::vector<QAccessible::Event> both{QAccessible::ObjectShow, QAccessible::Alert};
    QCOMPARE(sent, both);
#endif
}

void TestAccessible::aTextShowsItsFocus()
{
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* button = new QPushButton(u"Before"_s);
    auto* text = new QPlainTextEdit(u"read only"_s);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    layout->addWidget(button);
    layout->addWidget(text);
    const accessible::FocusRings* rings = new accessible::FocusRings(window);
    window.resize(300, 200);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus();
    const QImage before = text->grab().toImage();
    QTest::keyClick(button, Qt::Key_Tab);
    QVERIFY(text->hasFocus());
    QVERIFY(rings->ring() != nullptr);
    QCOMPARE(rings->ring()->size(), text->size());
    QVERIFY(text->grab().toImage() != before);
    window.resize(400, 250);
    QTRY_COMPARE(rings->ring()->size(), text->size());
    QTest::keyClick(text, Qt::Key_Tab);
    QVERIFY(button->hasFocus());
    QVERIFY(rings->ring() == nullptr);
}

void TestAccessible::aTextOfADialogShowsItsFocus()
{
    QWidget window;
    const accessible::FocusRings* rings = new accessible::FocusRings(window);
    window.show();
    QDialog dialog(&window);
    auto* layout = new QVBoxLayout(&dialog);
    auto* button = new QPushButton(u"Before"_s);
    auto* text = new QPlainTextEdit(u"read only"_s);
    text->setReadOnly(true);
    layout->addWidget(button);
    layout->addWidget(text);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Tab);
    QVERIFY(text->hasFocus());
    QVERIFY(rings->ring() != nullptr);
    QVERIFY(rings->ring()->parentWidget() == text);
}

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
