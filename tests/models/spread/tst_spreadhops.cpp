// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/quarantine.h"
#include "models/spread/spreadgroups.h"
#include "models/spread/spreadhops.h"

#include <QTest>

#include <map>
#include <string>
#include <vector>

using similarity::PlaceKind;
using spread::SpreadLink;
using spread::SpreadPlace;
using telemetry::SpanKey;
using telemetry::StepKind;
using telemetry::TraceId;

namespace {

TraceId traceOf(unsigned char number)
{
    TraceId id;
    id.bytes[0] = number;
    return id;
}

SpreadPlace place(unsigned char trace, std::uint64_t span, int second, PlaceKind kind,
                  StepKind step = StepKind::Generation)
{
    SpreadPlace made;
    made.key = {.trace = traceOf(trace), .span = telemetry::SpanId{span}};
    made.time = telemetry::Timestamp{std::chrono::seconds(second)};
    made.kind = kind;
    made.step = step;
    made.service = "s" + std::to_string(trace);
    return made;
}

// What spans of a trace name in their links.
using Links = std::map<TraceId, std::vector<SpanKey>>;

std::string connected(std::vector<SpreadPlace> places, const std::optional<SpreadPlace>& suspect,
                      Links links = {})
{
    const auto done = spread::connect(
        places, suspect, [&links](const TraceId& trace) -> telemetry::Result<std::vector<SpanKey>> {
            return links[trace];
        });
    if (!done)
        return "failed";
    std::string text;
    for (const SpreadPlace& one : places)
        text += std::to_string(static_cast<std::uint64_t>(one.key.span))
            + similarity::toString(one.kind)[0] + "<"
            + (one.from ? std::to_string(*one.from) : std::string("-")) + " "
            + spread::toString(one.link) + " " + (one.hops ? std::to_string(*one.hops) : "-")
            + "; ";
    return text;
}

} // namespace

class TestSpreadHops : public QObject
{
    Q_OBJECT

private slots:
    // A's output, B's input, B's output, C's document, C's input; all in traces of their own.
    void aChainByTextAlone()
    {
        const auto suspect = place(1, 1, 10, PlaceKind::Output);
        QCOMPARE(QString::fromStdString(connected(
                     {place(3, 5, 40, PlaceKind::Document, StepKind::Retrieval),
                      place(2, 2, 20, PlaceKind::Input), place(2, 2, 25, PlaceKind::Output),
                      place(3, 6, 50, PlaceKind::Input)},
                     suspect)),
                 QStringLiteral("2i<- text -; 2o<0 trace -; 5d<- text -; 6i<2 trace -; "));
    }

    void theSuspectsTraceAndLinksAreTold()
    {
        const auto suspect = place(1, 1, 10, PlaceKind::Output);
        Links links;
        links[traceOf(2)] = {{.trace = traceOf(1), .span = telemetry::SpanId{1}}};
        QCOMPARE(QString::fromStdString(connected(
                     {place(1, 4, 12, PlaceKind::Input), place(2, 2, 20, PlaceKind::Input)},
                     suspect, links)),
                 QStringLiteral("4i<- trace 1; 2i<- span_link 1; "));
    }

    // Of several that gave it the one in the same trace did, though another is newer.
    void theOwnTraceComesFirst()
    {
        const std::string text =
            connected({place(1, 1, 10, PlaceKind::Output), place(2, 2, 20, PlaceKind::Output),
                       place(1, 3, 30, PlaceKind::Input), place(3, 4, 40, PlaceKind::Input)},
                      {});
        QCOMPARE(QString::fromStdString(text),
                 QStringLiteral("1o<- text 0; 2o<0 text -; 3i<0 trace 1; 4i<1 text -; "));
    }

    // A wrong document of an index reaches many answers: none of them has it from another.
    void anIndexIsTheSourceOfItself()
    {
        const std::string text =
            connected({place(1, 1, 10, PlaceKind::Document, StepKind::Retrieval),
                       place(1, 2, 11, PlaceKind::Input), place(1, 2, 12, PlaceKind::Output),
                       place(2, 3, 20, PlaceKind::Document, StepKind::Retrieval),
                       place(2, 4, 21, PlaceKind::Input), place(2, 4, 22, PlaceKind::Output),
                       place(3, 5, 30, PlaceKind::ToolResult, StepKind::Tool)},
                      {});
        QCOMPARE(QString::fromStdString(text),
                 QStringLiteral("1d<- text 0; 2i<0 trace 1; 2o<1 trace 2; 3d<- text 0; "
                                "4i<3 trace 1; 4o<4 trace 2; 5t<- text 0; "));
    }

    void toolsReceiveTheirArguments()
    {
        const std::string text =
            connected({place(1, 1, 10, PlaceKind::ToolArgument),
                       place(1, 2, 11, PlaceKind::ToolArgument, StepKind::Tool),
                       place(1, 2, 12, PlaceKind::ToolResult, StepKind::Tool),
                       place(1, 3, 13, PlaceKind::ToolResult)},
                      {});
        QCOMPARE(QString::fromStdString(text),
                 QStringLiteral("1t<- text 0; 2t<0 trace 1; 2t<1 trace 2; 3t<2 trace 3; "));
    }

    void aFailureOfTheLinksFails()
    {
        std::vector<SpreadPlace> places{place(1, 1, 10, PlaceKind::Output)};
        const auto done = spread::connect(
            places, {}, [](const TraceId&) -> telemetry::Result<std::vector<SpanKey>> {
                return telemetry::failure(telemetry::ErrorKind::Unreadable, "damaged");
            });
        QVERIFY(!done);
    }

    void placesArePutInGroups()
    {
        spread::Spread spread;
        for (int i = 0; i < 6; ++i) {
            SpreadPlace one = place(1, static_cast<std::uint64_t>(i) + 1, 10 + i,
                                    i % 3 == 0 ? PlaceKind::Input : PlaceKind::Output);
            one.user = i < 4 ? "u" + std::to_string(i % 2) : "";
            one.stretch = i < 2 ? "It IS so, always" : "it is so; always";
            if (i == 5) {
                one.stretch = "it is mostly so";
                one.likeness = similarity::Likeness::Edited;
            }
            spread.places.push_back(one);
        }
        const auto byPlace = spread::groupsOf(spread, spread::GroupBy::Place);
        QCOMPARE(byPlace.size(), std::size_t{2});
        QCOMPARE(byPlace[0].places, std::size_t{4}); // the answers, though an input was first
        QCOMPARE(byPlace[0].first, std::size_t{1});
        QCOMPARE(byPlace[0].edited, std::size_t{1});
        QCOMPARE(byPlace[0].users, std::size_t{2});
        const auto byWording = spread::groupsOf(spread, spread::GroupBy::Wording);
        QCOMPARE(byWording.size(), std::size_t{2}); // case and marks are no other wording
        QCOMPARE(byWording[0].places, std::size_t{5});
        const auto byUser = spread::groupsOf(spread, spread::GroupBy::User);
        QCOMPARE(byUser.size(), std::size_t{3});
        QCOMPARE(byUser[2].users, std::size_t{0}); // who is not told
        for (const spread::SpreadGroup& group : byUser)
            QCOMPARE(spread::groupKeyOf(spread.places[group.first], spread::GroupBy::User),
                     group.key);
    }

    void spreadsheetsAreGivenNoFormulas()
    {
        spread::Spread spread;
        spread.places.push_back(place(1, 1, 10, PlaceKind::Output));
        spread.places.front().user = "=cmd()";
        spread.places.front().service = "+44, \"shop\"";
        spread.places.front().session = "-1";
        spread.places.front().name = "@here";
        spread.places.front().stretch = "\tplain";
        const std::string csv = spread::quarantineCsv(spread);
        for (const char* safe :
             {",'=cmd(),", ",\"'+44, \"\"shop\"\"\",", ",'-1,", ",'@here,", ",'\tplain,0\r\n"})
            QVERIFY2(csv.find(safe) != std::string::npos, csv.c_str());
    }
};

QTEST_APPLESS_MAIN(TestSpreadHops)
#include "tst_spreadhops.moc"
