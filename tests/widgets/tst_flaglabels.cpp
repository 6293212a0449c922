// SPDX-License-Identifier: GPL-3.0-or-later

// What crowds in time: the names of flags over a chart, and the signs of the time bar.

#include "widgets/charts/flaglabels.h"
#include "widgets/timeline/overviewmarks.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using charts::FlagPlace;
using charts::FlagRoom;
using common::TimeMark;
using timeline::OverviewMark;

namespace {

OverviewMark markOf(TimeMark kind, int severity = 0)
{
    OverviewMark mark;
    mark.kind = kind;
    mark.severity = severity;
    return mark;
}

bool isApart(const FlagRoom& room, double left, double right)
{
    return room.isNone() || room.right <= left || room.left >= right;
}

} // namespace

class TestFlagLabels : public QObject
{
    Q_OBJECT

private slots:
    void oneHasItsWholeName();
    void atTheEdgeItStandsBefore();
    void ofTwoTheFirstIsCutShort();
    void theLikeliestIsNamedBehindTheCrowd();
    void noNameLiesOverAnother();
    void noSignLiesOverAnother();
};

void TestFlagLabels::oneHasItsWholeName()
{
    const auto rooms = charts::flagRooms({{.x = 100, .width = 80}}, 0, 400);
    QCOMPARE(rooms[0].width(), 80.0);
    QVERIFY(rooms[0].left > 100 + charts::kFlagSize);
}

void TestFlagLabels::atTheEdgeItStandsBefore()
{
    const auto rooms = charts::flagRooms({{.x = 380, .width = 80}}, 0, 400);
    QCOMPARE(rooms[0].width(), 80.0);
    QVERIFY(rooms[0].right < 380);
}

void TestFlagLabels::ofTwoTheFirstIsCutShort()
{
    const auto rooms =
        charts::flagRooms({{.x = 10, .width = 120}, {.x = 100, .width = 120}}, 0, 400);
    QVERIFY(!rooms[0].isNone() && rooms[0].right < 99);
    QCOMPARE(rooms[1].width(), 120.0);
    // Closer than a word: the first stands alone.
    const auto close =
        charts::flagRooms({{.x = 10, .width = 120}, {.x = 30, .width = 120}}, 0, 400);
    QVERIFY(close[0].isNone());
    QCOMPARE(close[1].width(), 120.0);
}

void TestFlagLabels::theLikeliestIsNamedBehindTheCrowd()
{
    const auto rooms = charts::flagRooms({{.x = 100, .width = 90, .isLikeliest = true},
                                          {.x = 112, .width = 90},
                                          {.x = 124, .width = 90}},
                                         0, 400);
    QCOMPARE(rooms[0].width(), 90.0);
    QVERIFY(rooms[0].left > 124 + charts::kFlagSize);
    // A flag that stands just past the crowd leaves it as much as says something.
    const auto tight = charts::flagRooms(
        {{.x = 100, .width = 90, .isLikeliest = true}, {.x = 158, .width = 90}}, 0, 400);
    QVERIFY(!tight[0].isNone());
}

void TestFlagLabels::noNameLiesOverAnother()
{
    std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    std::uniform_real_distribution<double> somewhere(0, 400);
    for (int round = 0; round < 300; ++round) {
        std::vector<FlagPlace> flags(static_cast<std::size_t>(2 + round % 9));
        for (FlagPlace& flag : flags) {
            flag.x = std::round(somewhere(random));
            flag.width = 20 + somewhere(random) / 3;
        }
        std::ranges::sort(flags, {}, &FlagPlace::x);
        flags[static_cast<std::size_t>(round) % flags.size()].isLikeliest = round % 2 == 0;
        const auto rooms = charts::flagRooms(flags, 0, 400);
        for (std::size_t i = 0; i < flags.size(); ++i) {
            QVERIFY(rooms[i].isNone() || (rooms[i].left >= 0 && rooms[i].right <= 400));
            for (std::size_t other = 0; other < flags.size(); ++other) {
                const double sign = flags[other].x - 1;
                QVERIFY2(isApart(rooms[i], sign, sign + charts::kFlagSize),
                         "a name lies over a sign");
                QVERIFY2(other == i || rooms[other].isNone()
                             || isApart(rooms[i], rooms[other].left, rooms[other].right),
                         "a name lies over a name");
            }
        }
    }
}

void TestFlagLabels::noSignLiesOverAnother()
{
    const std::vector<OverviewMark> marks{markOf(TimeMark::Change), markOf(TimeMark::Alarm, 3),
                                          markOf(TimeMark::Alarm, 1), markOf(TimeMark::Note)};
    // The gravest alarm of those that crowd, and what stands apart.
    QCOMPARE(timeline::wholeMarks(marks, {100, 104, 107, 140}, 9),
             (std::vector<std::size_t>{2, 3}));
    QCOMPARE(timeline::wholeMarks(marks, {100, 120, 140, 160}, 9).size(), marks.size());
    QVERIFY(timeline::wholeMarks({}, {}, 9).empty());
}

QTEST_GUILESS_MAIN(TestFlagLabels)
#include "tst_flaglabels.moc"
