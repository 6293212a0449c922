// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"
#include "widgets/common/formats.h"
#include "widgets/common/theme.h"
#include "widgets/frame/linkstatus.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <chrono>
#include <cstdint>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace pagetest;

class TestLinkStatus : public QObject
{
    Q_OBJECT

private slots:
    void theRoomStandsInTheBottomLine();
    void theLinkTellsItsState();
    void theSizeIsTheFiles();

private:
    common::Theme m_theme{u"dark"_s};
};

void TestLinkStatus::theRoomStandsInTheBottomLine()
{
    frame::LinkStatus link(m_theme);
    link.show();
    auto* room = link.findChild<QToolButton*>(u"room"_s);
    QVERIFY(!room->isVisible());
    link.setRoom(u"3 watching"_s, u"<b>Ada</b> looks at Trace"_s, false);
    QVERIFY(room->isVisible());
    QCOMPARE(room->text(), u"3 watching"_s);
    QCOMPARE(room->accessibleName(), u"Shared room: 3 watching"_s);
    QVERIFY(!room->toolTip().contains(u"<b>Ada"_s)); // names of others are plain text
    const QColor calm = room->palette().color(QPalette::ButtonText);
    link.setRoom(u"room away"_s, {}, true);
    QVERIFY(room->palette().color(QPalette::ButtonText) != calm);
    QSignalSpy opened(&link, &frame::LinkStatus::roomClicked);
    room->setFocus();
    QTest::keyClick(room, Qt::Key_Space);
    QCOMPARE(opened.size(), 1);
    link.setRoom({}, {}, false);
    QVERIFY(!room->isVisible());
}

void TestLinkStatus::theLinkTellsItsState()
{
    frame::LinkStatus link(m_theme);
    const auto text = [&link] { return link.findChild<QLabel*>()->text(); };
    frame::LinkSnapshot snapshot;
    snapshot.listener = u"otlp 127.0.0.1:4318"_s;
    link.setLive(snapshot);
    QVERIFY(text().startsWith(u"?"_s));
    telemetry::LinkStatus endpoint;
    endpoint.source = "otlp-http";
    endpoint.state = telemetry::LinkState::Connected;
    endpoint.itemsPerSecond = 1234;
    endpoint.lag = 300ms;
    telemetry::LinkStatus sender = endpoint;
    sender.service = "shop"; // stands on the sources page
    telemetry::LinkStatus backEnd;
    backEnd.source = "prometheus";
    backEnd.state = telemetry::LinkState::Stale;
    backEnd.lastData = at(0);
    snapshot.now = at(41);
    snapshot.links = {endpoint, sender, backEnd};
    link.setLive(snapshot);
    QCOMPARE(text(), u"otlp-http ● 1.2k/s lag 300 ms · prometheus ◐ stale 41 s"_s);
    // What is not known is no zero, and what once came is not nothing.
    snapshot.links[0].itemsPerSecond.reset();
    snapshot.links[2].state = telemetry::LinkState::Waiting;
    link.setLive(snapshot);
    QCOMPARE(text(), u"otlp-http ● ?/s lag 300 ms · prometheus ? nothing for 41 s"_s);
    snapshot.links[0].state = telemetry::LinkState::Failing;
    link.setLive(snapshot);
    QVERIFY(text().startsWith(u"otlp-http ✕ failing"_s));
    link.setReplay(u"today.plumb"_s, 3'100'000'000, true);
    QVERIFY(link.accessibleName().startsWith(u"Following today.plumb: "_s));
    link.setReplay(u"today.plumb"_s, 3'100'000'000);
    QVERIFY(text().contains(u"nothing can be commanded"_s));
    // Who vouches for it is told for as long as it is open.
    link.setOrigin(u"Signed with a key that you do not know (SHA256:ab)."_s);
    link.setReplay(u"today.plumb"_s, 3'100'000'000);
    QVERIFY(text().contains(u"Signed with a key that you do not know (SHA256:ab)."_s));
    QVERIFY(text().contains(u"othing can be commanded"_s));
}

// The log grows and is cut while the recording stays as it is.
void TestLinkStatus::theSizeIsTheFiles()
{
    frame::LinkStatus link(m_theme);
    frame::LinkSnapshot snapshot;
    snapshot.recordingName = u"today.plumb"_s;
    snapshot.recordingBytes = 3'100'000'000;
    const auto recorder = [&link]() -> const QLabel* {
        for (const auto* label : link.findChildren<QLabel*>()) {
            if (label->text().startsWith(u"today.plumb"_s))
                return label;
        }
        return nullptr;
    };
    for (const std::int64_t bytes : {12'000'000, 0}) {
        snapshot.logBytes = bytes;
        link.setLive(snapshot);
        QVERIFY(recorder() != nullptr);
        QVERIFY2(recorder()->text().startsWith(
                     u"today.plumb · %1 · "_s.arg(common::bytesText(3'100'000'000))),
                 qPrintable(recorder()->text()));
        QVERIFY2(recorder()->toolTip().contains(u"%1 of a log"_s.arg(common::bytesText(bytes))),
                 qPrintable(recorder()->toolTip()));
    }
}

QTEST_MAIN(TestLinkStatus)
#include "tst_linkstatus.moc"
